using System.Numerics;

namespace PluginAL.Strategies;

/// <summary>Work on many rows, a part at a time on all processors. What is written for a row must depend on that row alone.</summary>
internal static class Parts
{
    private const int RowsPerPart = 4096;

    public static int Threads => Environment.ProcessorCount;

    /// <summary>Calls <paramref name="work"/> with the first row and the number of rows of each part.</summary>
    public static void ForEach(int count, CancellationToken cancellation, Action<int, int> work, int rowsPerPart = RowsPerPart)
    {
        var parts = (count + rowsPerPart - 1) / rowsPerPart;
        Parallel.For(0, parts, new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Threads }, part =>
        {
            var first = part * rowsPerPart;
            work(first, Math.Min(rowsPerPart, count - first));
        });
    }

    /// <summary>The greatest of values among those allowed, the lowest position of equals; −1 where there is none.</summary>
    public static int Argmax<T>(ReadOnlySpan<T> values, Func<int, bool>? allowed = null)
        where T : IFloatingPoint<T>
    {
        var best = -1;
        for (var i = 0; i < values.Length; i++)
        {
            if ((best < 0 ? !T.IsNaN(values[i]) : values[i] > values[best]) && (allowed is null || allowed(i)))
            {
                best = i;
            }
        }

        return best;
    }
}
