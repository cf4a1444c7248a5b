using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace PluginAL.Scoring.Kernels;

/// <summary>Reads short integers into lanes.</summary>
internal static unsafe class LaneLoad
{
    /// <summary>Eight integers as the bits of eight lanes: <see cref="ushort"/> zero-extended, <see cref="sbyte"/> sign-extended to 32 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static L Extend<L, T>(T* source)
        where L : struct, ILanes<L>
        where T : unmanaged
    {
        if (typeof(L) == typeof(Lanes256))
        {
            Vector256<int> v = typeof(T) == typeof(ushort)
                ? Avx2.ConvertToVector256Int32((ushort*)source)
                : Avx2.ConvertToVector256Int32((sbyte*)source);
            return Unsafe.BitCast<Lanes256, L>(new Lanes256(v.AsSingle()));
        }
        if (typeof(L) == typeof(Lanes128))
        {
            if (typeof(T) == typeof(ushort))
            {
                (Vector128<uint> low, Vector128<uint> high) = Vector128.Widen(Vector128.Load((ushort*)source));
                return Unsafe.BitCast<Lanes128, L>(new Lanes128(low.AsSingle(), high.AsSingle()));
            }
            Vector128<short> eight = Vector128.WidenLower(Vector128.CreateScalarUnsafe(*(long*)source).AsSByte());
            (Vector128<int> first, Vector128<int> second) = Vector128.Widen(eight);
            return Unsafe.BitCast<Lanes128, L>(new Lanes128(first.AsSingle(), second.AsSingle()));
        }
        return Unsafe.BitCast<LanesScalar, L>(typeof(T) == typeof(ushort) ? Scalar((ushort*)source) : Scalar((sbyte*)source));
    }

    // Stored as integers: .NET 10 compiles Int32BitsToSingle of a short load to a load of four bytes, beyond the value and the span.

    private static LanesScalar Scalar(ushort* source)
    {
        LanesScalar lanes = default;
        for (nint i = 0; i < 8; i++) ((int*)&lanes)[i] = source[i];
        return lanes;
    }

    private static LanesScalar Scalar(sbyte* source)
    {
        LanesScalar lanes = default;
        for (nint i = 0; i < 8; i++) ((int*)&lanes)[i] = source[i];
        return lanes;
    }
}
