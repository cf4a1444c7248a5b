using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PluginAL.Scoring.Kernels;

/// <summary>
/// The one way through (N, M, C) row-major values, for every measure T and lanes L. A row's score depends on the row alone, never on
/// its place. Nothing is read beyond the rows.
/// </summary>
/// <remarks>Eight rows at a time are transposed, so that a lane is a row and members and classes are columns; as many classes at once
/// as leave the columns in the first-level cache. The chunks depend on the shape only, so sums have the same tree on every path.</remarks>
internal static unsafe class MemberTraversal<L, T>
    where L : struct, ILanes<L>
    where T : struct, IMemberMeasure
{
    private const int Lanes = 8;

    /// <summary>Columns of a chunk of classes, over all members: 16 KiB.</summary>
    private const int ColumnsAtOnce = 512;

    /// <summary>Columns that may lie on the stack: 48 KiB. Only a committee of hundreds needs more.</summary>
    private const int StackColumns = 1536;

    /// <summary>The classes that are taken in at once.</summary>
    internal static int Chunk(int members, int classes) => Math.Min(classes, Math.Max(4, ColumnsAtOnce / members & ~3));

    /// <summary>Scores the rows. Where the values are logits, each member's are turned into probabilities once they are transposed; for that
    /// all classes must be one <see cref="Chunk"/>.</summary>
    internal static void Run(
        float* values, nint rows, int members, int classes, float* scores, float parameter = 0, bool areLogits = false)
    {
        if (rows == 0) return;
        int chunk = Chunk(members, classes);
        nint columns = (nint)chunk * members, needed = columns + chunk + T.StateColumns(members);
        if (needed <= StackColumns)
        {
            OnStack(values, rows, members, classes, scores, parameter, areLogits, chunk, columns);
            return;
        }
        float* memory = (float*)NativeMemory.AlignedAlloc((nuint)needed * Lanes * sizeof(float), 64);
        try
        {
            Groups(values, rows, members, classes, scores, parameter, areLogits, chunk, memory, memory + columns * Lanes);
        }
        finally
        {
            NativeMemory.AlignedFree(memory);
        }
    }

    [SkipLocalsInit]
    private static void OnStack(
        float* values, nint rows, int members, int classes, float* scores, float parameter, bool areLogits, int chunk, nint columns)
    {
        float* memory = stackalloc float[(StackColumns + 1) * Lanes];
        memory = (float*)(((nint)memory + 31) & ~31); // else every other column would lie across two cache lines
        Groups(values, rows, members, classes, scores, parameter, areLogits, chunk, memory, memory + columns * Lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Groups(
        float* values, nint rows, int members, int classes, float* scores, float parameter, bool areLogits, int chunk,
        float* columns, float* scratch)
    {
        nint width = (nint)members * classes;
        float* state = scratch + (nint)chunk * Lanes;
        float* result = stackalloc float[Lanes];
        int stateFloats = T.StateColumns(members) * Lanes;
        for (nint i = 0; i < rows; i += Lanes)
        {
            nint count = Math.Min(Lanes, rows - i);
            float* from = values + i * width;
            new Span<float>(state, stateFloats).Clear();
            for (int pass = 0; pass < T.Passes; pass++)
            {
                for (int c = 0; c < classes; c += chunk)
                {
                    int n = Math.Min(chunk, classes - c);
                    if (pass == 0 || chunk < classes) Gather(from, count, width, members, classes, c, n, columns);
                    if (areLogits && pass == 0) SoftmaxColumns<L>.Run(columns, members, n);
                    T.Add<L>(pass, columns, members, c, n, scratch, state);
                }
            }

            L score = T.Finish<L>(state, members, classes, parameter), sum = L.Load(state);
            // sum − sum is NaN when a value is not finite, and so is score · 0 when the score is not: then, one NaN for all paths.
            L finite = L.Equal(L.MultiplyAdd(score, L.Zero, L.Subtract(sum, sum)), L.Zero);
            score = L.Select(finite, score, L.Broadcast(float.NaN));
            if (count == Lanes)
            {
                L.Store(score, scores + i);
                continue;
            }
            L.Store(score, result);
            for (nint r = 0; r < count; r++) scores[i + r] = result[r];
        }
    }

    /// <summary>Transposes classes c to c + n − 1 of all members.</summary>
    private static void Gather(float* from, nint count, nint width, int members, int classes, int c, int n, float* columns)
    {
        if (count < Lanes || width < 4)
        {
            for (nint m = 0; m < members; m++)
                Few(from + m * classes + c, count, width, n, columns + m * n * Lanes);
        }
        else if (n == classes)
        {
            Eight(from, width, 0, width, columns);
        }
        else
        {
            for (nint m = 0; m < members; m++)
                Eight(from, width, m * classes + c, n, columns + m * n * Lanes);
        }
    }

    /// <summary>Fewer than eight rows, or rows shorter than a transposition: one by one. Missing rows repeat the first.</summary>
    private static void Few(float* from, nint count, nint width, nint n, float* columns)
    {
        for (nint k = 0; k < n; k++)
            for (nint r = 0; r < Lanes; r++) columns[k * Lanes + r] = from[(r < count ? r : 0) * width + k];
    }

    /// <summary>Values first to first + n − 1 of eight rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Eight(float* from, nint width, nint first, nint n, float* columns)
    {
        nint k = 0;
        for (; k + 4 <= n; k += 4)
        {
            L.LoadColumns(from + first + k, width, out L x0, out L x1, out L x2, out L x3);
            float* to = columns + k * Lanes;
            L.Store(x0, to);
            L.Store(x1, to + Lanes);
            L.Store(x2, to + 2 * Lanes);
            L.Store(x3, to + 3 * Lanes);
        }
        if (k == n) return;
        // The rest are the last of four that end where the values end, or the first of the four that begin there: never beyond the row.
        nint back = Math.Max(0, first + n - 4), skip = first + k - back;
        L.LoadColumns(from + back, width, out L y0, out L y1, out L y2, out L y3);
        Put(y0, 0 - skip, n - k, columns + k * Lanes);
        Put(y1, 1 - skip, n - k, columns + k * Lanes);
        Put(y2, 2 - skip, n - k, columns + k * Lanes);
        Put(y3, 3 - skip, n - k, columns + k * Lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(L x, nint at, nint count, float* columns)
    {
        if ((nuint)at < (nuint)count) L.Store(x, columns + at * Lanes);
    }
}
