using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PluginAL.Scoring.Kernels;

/// <summary>The packed queries once more, rounded to whole multiples of one step from −127 to 127.</summary>
/// <remarks>
/// With q = q̂ + e and x = x̂ + d, the parts with a hat being what the bytes stand for, x·q = x̂·q̂ + d·q̂ + x·e, and by Cauchy and Schwarz
/// the last two are at most ‖d‖‖q̂‖ + ‖x‖‖e‖. All four lengths are computed from the values themselves, so the bound holds for any data; how
/// near it is depends on them. x̂·q̂ is a sum of whole numbers and exact.
/// </remarks>
internal sealed unsafe class QueryBytes
{
    /// <summary>Narrower rows do not pay for a second form of them; the sums of wider ones could exceed an integer.</summary>
    private const int LeastWidth = 16, MostWidth = 1 << 15;

    /// <summary>Steps below would have products that underflow.</summary>
    internal const float LeastStep = 1e-17f;

    private const int Group = 4 * ByteTile.Queries;
    private sbyte[] _values = [];
    private int[] _starts = [];

    private readonly Lock _making = new();
    private volatile State _state;

    private enum State
    {
        Unmade,
        Ready,
        Unfit,
    }

    /// <summary>Groups of four values in a row, a whole number of sixteen values.</summary>
    internal nint Groups { get; private set; }

    internal float Step { get; private set; }

    /// <summary>The greatest ‖q̂‖.</summary>
    internal double Longest { get; private set; }

    /// <summary>The greatest ‖e‖.</summary>
    internal double Error { get; private set; }

    /// <summary>(panels, groups, 16, 4), on a border of 64 bytes.</summary>
    internal sbyte* Values =>
        (sbyte*)(((nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_values)) + 63) & ~(nint)63);

    /// <summary>For each query −128 times the sum of its bytes.</summary>
    internal int* Starts => (int*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_starts));

    /// <summary>The queries have changed.</summary>
    internal void Clear() => _state = State.Unmade;

    /// <summary>Makes the bytes of queries as they are packed for the tiles, (panels, width, 16), unless a thread has done so; false where
    /// bytes do not serve.</summary>
    internal bool Prepare(float* packed, int panels, int width)
    {
        if (_state == State.Unmade)
        {
            lock (_making)
            {
                if (_state == State.Unmade) _state = width is >= LeastWidth and <= MostWidth && Make(packed, panels, width) ? State.Ready : State.Unfit;
            }
        }
        return _state == State.Ready;
    }

    private bool Make(float* packed, int panels, int width)
    {
        nint count = (nint)panels * width * ByteTile.Queries;
        float most = 0;
        for (nint i = 0; i < count; i++) most = Math.Max(most, Math.Abs(packed[i]));
        Step = most / 127;
        if (!(Step >= LeastStep) || !float.IsFinite(Step)) return false;
        Groups = (width + 15) / 16 * 4;
        int length = checked((int)(panels * Groups * Group));
        if (_values.Length < length + 64) _values = GC.AllocateArray<sbyte>(length + 64, pinned: true);
        if (_starts.Length < panels * ByteTile.Queries) _starts = GC.AllocateArray<int>(panels * ByteTile.Queries, pinned: true);
        sbyte* values = Values;
        new Span<sbyte>(values, length).Clear();
        double longest = 0, error = 0;
        for (int q = 0; q < panels * ByteTile.Queries; q++)
        {
            float* from = packed + (nint)(q / ByteTile.Queries) * width * ByteTile.Queries + q % ByteTile.Queries;
            sbyte* to = values + q / ByteTile.Queries * Groups * Group + q % ByteTile.Queries * 4;
            int sum = 0, squares = 0;
            double off = 0;
            for (nint d = 0; d < width; d++)
            {
                float x = from[d * ByteTile.Queries];
                int byteOfX = (int)MathF.Round(x / Step);
                to[d / 4 * Group + d % 4] = (sbyte)byteOfX;
                sum += byteOfX;
                squares += byteOfX * byteOfX;
                double e = x - (double)Step * byteOfX;
                off += e * e;
            }
            Starts[q] = -128 * sum;
            longest = Math.Max(longest, squares);
            error = Math.Max(error, off);
        }
        Longest = Math.Sqrt(longest) * Step * (1 + 1e-9);
        Error = Math.Sqrt(error) * (1 + 1e-9);
        return true;
    }
}
