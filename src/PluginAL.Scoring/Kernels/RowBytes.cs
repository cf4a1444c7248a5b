using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace PluginAL.Scoring.Kernels;

/// <summary>Rounds rows to eight bits for <see cref="ByteTile"/>.</summary>
internal static unsafe class RowBytes
{
    private const int Lanes = 16;

    /// <summary>Squared length and greatest magnitude of a row, moved by the shift if there is one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Measure(float* row, nint width, float* shift, out float square, out float most)
    {
        Vector512<float> sum = default, sum1 = default, top = default;
        nint d = 0;
        for (; d + 2 * Lanes <= width; d += 2 * Lanes)
        {
            Vector512<float> x = Load(row, shift, d), y = Load(row, shift, d + Lanes);
            sum = Avx512F.FusedMultiplyAdd(x, x, sum);
            sum1 = Avx512F.FusedMultiplyAdd(y, y, sum1);
            top = Avx512F.Max(Avx512F.Max(Vector512.Abs(x), Vector512.Abs(y)), top);
        }
        for (; d < width; d += Lanes)
        {
            Vector512<float> x = Load(row, shift, d, width);
            sum = Avx512F.FusedMultiplyAdd(x, x, sum);
            top = Avx512F.Max(Vector512.Abs(x), top);
        }
        square = Vector512.Sum(sum + sum1);
        Vector256<float> t = Avx.Max(top.GetLower(), top.GetUpper());
        Vector128<float> m = Sse.Max(t.GetLower(), t.GetUpper());
        m = Sse.Max(m, Sse.MoveHighToLow(m, m));
        most = Math.Max(m.GetElement(0), m.GetElement(1));
    }

    /// <summary>Writes a finite row as bytes, four together and then those of five other rows; 128 stands for 0.</summary>
    /// <returns>The squared length of what rounding took away.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static float Pack(float* row, nint width, float* shift, float step, byte* to)
    {
        Vector512<float> inverse = Vector512.Create(step > 0 ? 1 / step : 0), steps = Vector512.Create(step), sum = default;
        Vector128<byte> zero = Vector128.Create((byte)128);
        for (nint d = 0; d < width; d += Lanes)
        {
            Vector512<float> x = d + Lanes <= width ? Load(row, shift, d) : Load(row, shift, d, width);
            Vector512<int> whole = Avx512F.ConvertToVector512Int32(x * inverse); // to the nearest
            Vector512<float> off = Avx512F.FusedMultiplyAddNegated(Avx512F.ConvertToVector512Single(whole), steps, x);
            sum = Avx512F.FusedMultiplyAdd(off, off, sum);
            Vector128<int> bytes = (Avx512F.ConvertToVector128SByteWithSaturation(whole).AsByte() ^ zero).AsInt32();
            *(int*)to = bytes.GetElement(0);
            *(int*)(to + 4 * ByteTile.Rows) = bytes.GetElement(1);
            *(int*)(to + 8 * ByteTile.Rows) = bytes.GetElement(2);
            *(int*)(to + 12 * ByteTile.Rows) = bytes.GetElement(3);
            to += 16 * ByteTile.Rows;
        }
        return Vector512.Sum(sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Load(float* row, float* shift, nint d) =>
        shift == null ? Vector512.Load(row + d) : Vector512.Load(row + d) - Vector512.Load(shift + d);

    /// <summary>The last values, then zeros.</summary>
    private static Vector512<float> Load(float* row, float* shift, nint d, nint width)
    {
        if (d + Lanes <= width) return Load(row, shift, d);
        Vector512<float> x = default;
        for (nint i = d; i < width; i++) x = x.WithElement((int)(i - d), row[i] - (shift == null ? 0 : shift[i]));
        return x;
    }
}
