using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace PluginAL.Scoring.Kernels;

/// <summary>Eight lanes as eight floats, one after the other: the twin that the vector paths are measured against.</summary>
[InlineArray(8)]
internal unsafe struct LanesScalar : ILanes<LanesScalar>
{
    private float _lane0;

    public static int Count => 8;

    public static LanesScalar Zero => default;

    public static LanesScalar Broadcast(float value)
    {
        LanesScalar r = default;
        for (int i = 0; i < Count; i++) r[i] = value;
        return r;
    }

    public static LanesScalar Of(float e0, float e1, float e2, float e3, float e4, float e5, float e6, float e7)
    {
        LanesScalar r = default;
        (r[0], r[1], r[2], r[3], r[4], r[5], r[6], r[7]) = (e0, e1, e2, e3, e4, e5, e6, e7);
        return r;
    }

    public static LanesScalar Load(float* source)
    {
        LanesScalar r = default;
        for (int i = 0; i < Count; i++) r[i] = source[i];
        return r;
    }

    public static void Store(LanesScalar value, float* target)
    {
        for (int i = 0; i < Count; i++) target[i] = value[i];
    }

    public static LanesScalar Add(LanesScalar a, LanesScalar b)
    {
        for (int i = 0; i < Count; i++) a[i] += b[i];
        return a;
    }

    public static LanesScalar Subtract(LanesScalar a, LanesScalar b)
    {
        for (int i = 0; i < Count; i++) a[i] -= b[i];
        return a;
    }

    public static LanesScalar Multiply(LanesScalar a, LanesScalar b)
    {
        for (int i = 0; i < Count; i++) a[i] *= b[i];
        return a;
    }

    public static LanesScalar Divide(LanesScalar a, LanesScalar b)
    {
        for (int i = 0; i < Count; i++) a[i] /= b[i];
        return a;
    }

    public static LanesScalar MultiplyAdd(LanesScalar a, LanesScalar b, LanesScalar c)
    {
        for (int i = 0; i < Count; i++) c[i] = MathF.FusedMultiplyAdd(a[i], b[i], c[i]);
        return c;
    }

    public static LanesScalar MultiplyAdd(LanesScalar a, LanesScalar b, float c)
    {
        for (int i = 0; i < Count; i++) a[i] = MathF.FusedMultiplyAdd(a[i], b[i], c);
        return a;
    }

    public static LanesScalar NegatedMultiplyAdd(LanesScalar a, LanesScalar b, LanesScalar c)
    {
        for (int i = 0; i < Count; i++) c[i] = MathF.FusedMultiplyAdd(-a[i], b[i], c[i]);
        return c;
    }

    public static LanesScalar Max(LanesScalar a, LanesScalar b)
    {
        for (int i = 0; i < Count; i++) b[i] = a[i] > b[i] ? a[i] : b[i];
        return b;
    }

    public static LanesScalar Min(LanesScalar a, LanesScalar b)
    {
        for (int i = 0; i < Count; i++) b[i] = a[i] < b[i] ? a[i] : b[i];
        return b;
    }

    public static LanesScalar Equal(LanesScalar a, LanesScalar b)
    {
        for (int i = 0; i < Count; i++) a[i] = Mask(a[i] == b[i]);
        return a;
    }

    public static LanesScalar GreaterThan(LanesScalar a, LanesScalar b)
    {
        for (int i = 0; i < Count; i++) a[i] = Mask(a[i] > b[i]);
        return a;
    }

    public static LanesScalar LessOrEqual(LanesScalar a, LanesScalar b)
    {
        for (int i = 0; i < Count; i++) a[i] = Mask(a[i] <= b[i]);
        return a;
    }

    public static LanesScalar Select(LanesScalar mask, LanesScalar a, LanesScalar b)
    {
        for (int i = 0; i < Count; i++) a[i] = Float((Bits(a[i]) & Bits(mask[i])) | (Bits(b[i]) & ~Bits(mask[i])));
        return a;
    }

    public static LanesScalar And(LanesScalar a, LanesScalar b)
    {
        for (int i = 0; i < Count; i++) a[i] = Float(Bits(a[i]) & Bits(b[i]));
        return a;
    }

    public static LanesScalar Or(LanesScalar a, LanesScalar b)
    {
        for (int i = 0; i < Count; i++) a[i] = Float(Bits(a[i]) | Bits(b[i]));
        return a;
    }

    public static uint SignBits(LanesScalar a)
    {
        uint r = 0;
        for (int i = 0; i < Count; i++) r |= ((uint)Bits(a[i]) >> 31) << i;
        return r;
    }

    public static LanesScalar AddBits(LanesScalar a, int b)
    {
        for (int i = 0; i < Count; i++) a[i] = Float(Bits(a[i]) + b);
        return a;
    }

    public static LanesScalar SubtractBits(LanesScalar a, LanesScalar b)
    {
        for (int i = 0; i < Count; i++) a[i] = Float(Bits(a[i]) - Bits(b[i]));
        return a;
    }

    public static LanesScalar Permute(LanesScalar table, LanesScalar index)
    {
        for (int i = 0; i < Count; i++) index[i] = table[Bits(index[i]) & 7];
        return index;
    }

    public static LanesScalar AndBits(LanesScalar a, int b)
    {
        for (int i = 0; i < Count; i++) a[i] = Float(Bits(a[i]) & b);
        return a;
    }

    public static LanesScalar ShiftLeftBits(LanesScalar a, [ConstantExpected] int count)
    {
        for (int i = 0; i < Count; i++) a[i] = Float(Bits(a[i]) << count);
        return a;
    }

    public static LanesScalar ShiftRightBits(LanesScalar a, [ConstantExpected] int count)
    {
        for (int i = 0; i < Count; i++) a[i] = Float(Bits(a[i]) >> count);
        return a;
    }

    public static LanesScalar ConvertBits(LanesScalar a)
    {
        for (int i = 0; i < Count; i++) a[i] = Bits(a[i]);
        return a;
    }

    public static float Sum(LanesScalar a) => ((a[0] + a[4]) + (a[2] + a[6])) + ((a[1] + a[5]) + (a[3] + a[7]));

    public static float Greatest(LanesScalar a)
    {
        for (int half = Count / 2; half > 0; half /= 2)
            for (int i = 0; i < half; i++) a[i] = a[i] > a[i + half] ? a[i] : a[i + half];
        return a[0];
    }

    public static void LoadColumns(
        float* source, nint stride, out LanesScalar c0, out LanesScalar c1, out LanesScalar c2, out LanesScalar c3)
    {
        c0 = c1 = c2 = c3 = default;
        for (int r = 0; r < Count; r++)
        {
            float* row = source + r * stride;
            (c0[r], c1[r], c2[r], c3[r]) = (row[0], row[1], row[2], row[3]);
        }
    }

    public static void StoreColumns(float* target, nint stride, LanesScalar c0, LanesScalar c1, LanesScalar c2, LanesScalar c3)
    {
        for (int r = 0; r < Count; r++)
        {
            float* row = target + r * stride;
            (row[0], row[1], row[2], row[3]) = (c0[r], c1[r], c2[r], c3[r]);
        }
    }

    public static void LoadPairs(float* source, out LanesScalar even, out LanesScalar odd)
    {
        even = odd = default;
        for (int r = 0; r < Count; r++) (even[r], odd[r]) = (source[2 * r], source[2 * r + 1]);
    }

    public static void StorePairs(float* target, LanesScalar even, LanesScalar odd)
    {
        for (int r = 0; r < Count; r++) (target[2 * r], target[2 * r + 1]) = (even[r], odd[r]);
    }

    private static int Bits(float value) => BitConverter.SingleToInt32Bits(value);
    private static float Float(int bits) => BitConverter.Int32BitsToSingle(bits);
    private static float Mask(bool value) => Float(value ? -1 : 0);
}
