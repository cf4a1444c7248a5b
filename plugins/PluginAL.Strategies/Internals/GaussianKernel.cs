using PluginAL.Abstractions;
using PluginAL.Scoring;
using PluginAL.Scoring.Clustering;

namespace PluginAL.Strategies;

/// <summary>The kernel exp(−γ ‖x − y‖²) between rows of a table.</summary>
internal sealed class GaussianKernel(RowTable table, double gamma, CancellationToken cancellation)
{
    public double Gamma { get; } = gamma > 0 ? gamma : Scale(table);

    /// <summary>The kernel of one row with all.</summary>
    public float[] Column(long row)
    {
        var column = new float[table.Count];
        var one = table.Rows(row, 1).ToArray();
        Parts.ForEach((int)table.Count, cancellation, (first, count) =>
        {
            for (var done = 0; done < count;)
            {
                var rows = table.Rows(first + done, count - done);
                var length = rows.Length / table.Width;
                var part = column.AsSpan(first + done, length);
                Distances.ToRows(DistanceMetric.SquaredEuclidean, one, rows, part);
                foreach (ref var value in part)
                {
                    value = (float)Math.Exp(-Gamma * value);
                }

                done += length;
            }
        });
        return column;
    }

    /// <summary>1 ÷ (D · the variance of all values): the usual default of libraries, called scale. 1 where all values are alike.</summary>
    internal static double Scale(RowTable table)
    {
        double sum = 0, squares = 0, count = 0;
        for (var row = 0L; row < table.Count;)
        {
            var rows = table.Rows(row, 64 * 1024);
            foreach (var value in rows)
            {
                if (float.IsFinite(value))
                {
                    sum += value;
                    squares += (double)value * value;
                    count++;
                }
            }

            row += rows.Length / table.Width;
        }

        var variance = (squares / count) - (sum / count * (sum / count));
        return variance > 1e-12 * Math.Min(1, squares / count) ? 1 / (table.Width * variance) : 1;
    }
}
