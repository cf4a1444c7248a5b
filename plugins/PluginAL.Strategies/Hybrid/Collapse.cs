using System.Numerics;
using System.Runtime.InteropServices;
using PluginAL.Abstractions;
using PluginAL.Scoring;

namespace PluginAL.Strategies;

/// <summary>
/// Near-duplicate collapse in front of any strategy: of rows that are nearly the same only the first stays a candidate, and none that is nearly the same as a
/// labelled row. Near-duplicates are found by random hyperplanes (Charikar 2002, "Similarity estimation techniques from rounding
/// algorithms") and confirmed by their cosine.
/// </summary>
/// <remarks>
/// Eight bands of sixteen signs: two rows of cosine 0.99 meet in a band with a chance of 99.5 %, duplicates always. Batch and
/// score are those of the strategy inside; where fewer rows are left than wanted, it chooses the rest among the collapsed ones. O(N · E · 128) time and
/// 40 bytes for each row beside the embeddings.
/// </remarks>
/// <param name="options">The strategy inside and what counts as the same.</param>
[Strategy("collapse", Summary = "Leaves out near-duplicates, then lets any strategy choose.", Needs = Signals.Embeddings, ColdStart = ColdStartPolicy.Handled)]
public sealed class Collapse(CollapseOptions options) : ICompositeStrategy
{
    private const int Bands = 8;
    private const int Signs = 16;
    private const int Compared = 64;

    /// <inheritdoc/>
    public IReadOnlyList<string> Inner { get; } = [options.Strategy];

    /// <inheritdoc/>
    public IReadOnlyList<SelectedRow> Select(QueryContext context, int count)
    {
        var view = PoolView.OfCandidates(context, options.Candidates, count, Signals.Embeddings);
        var (kept, collapsed) = Split(context, view, Labelled.View(context, Signals.Embeddings, view));
        if (collapsed.Count > 0)
        {
            context.Log.Information($"{collapsed.Count} of {view.Count} candidates are near-duplicates of others (option 'similarity').");
        }

        var pool = context.Candidates.PoolRowCount;
        var selected = context.Select(options.Strategy, RowSet.Only(pool, [.. kept]), Math.Min(count, kept.Count));
        var missing = Math.Min(count - selected.Count, collapsed.Count);
        return missing == 0 ? selected : [.. selected, .. context.Select(options.Strategy, RowSet.Only(pool, [.. collapsed]), missing)];
    }

    private (List<long> Kept, List<long> Collapsed) Split(QueryContext context, PoolView view, PoolView labelled)
    {
        var planes = Planes(view.Width, context.Random.For("planes"));
        var table = Joined.Table(labelled.Count == 0 ? view : labelled, labelled.Count == 0 ? labelled : view);
        var codes = new ushort[table.Count * Bands];
        Parts.ForEach((int)table.Count, context.Cancellation, (first, rows) =>
        {
            var dots = new float[Bands * Signs];
            for (var i = first; i < first + rows; i++)
            {
                Distances.ToRows(DistanceMetric.Dot, table.Rows(i, 1), planes, dots);
                for (var s = 0; s < dots.Length; s++)
                {
                    codes[(i * Bands) + (s / Signs)] |= (ushort)(dots[s] >= 0 ? 1 << (s % Signs) : 0);
                }
            }
        });

        // Six standard deviations above the signs that differ at the least cosine: what differs in more is not worth a cosine.
        var apart = Math.Acos(options.Similarity) / Math.PI;
        var mostDiffering = 1 + (Bands * Signs * apart) + (6 * Math.Sqrt(Bands * Signs * apart * (1 - apart)));
        var leaders = new Dictionary<int, List<int>>();
        var (kept, collapsed) = (new List<long>(), new List<long>());
        for (var i = 0; i < table.Count; i++)
        {
            var same = i >= labelled.Count && Enumerable.Range(0, Bands).Any(band => Near(band, i));
            if (!same)
            {
                for (var band = 0; band < Bands; band++)
                {
                    var key = (band << Signs) | codes[(i * Bands) + band];
                    (leaders.TryGetValue(key, out var list) ? list : leaders[key] = []).Add(i);
                }
            }

            if (i >= labelled.Count)
            {
                (same ? collapsed : kept).Add(view.Rows[i - labelled.Count]);
            }
        }

        return (kept, collapsed);

        int Differing(int a, int b)
        {
            var words = MemoryMarshal.Cast<ushort, ulong>(codes);
            var count = 0;
            for (var w = 0; w < Bands / 4; w++)
            {
                count += BitOperations.PopCount(words[(a * Bands / 4) + w] ^ words[(b * Bands / 4) + w]);
            }

            return count;
        }

        bool Near(int band, int row)
        {
            if (!leaders.TryGetValue((band << Signs) | codes[(row * Bands) + band], out var list))
            {
                return false;
            }

            // The latest first: streams repeat themselves soon.
            for (var at = list.Count - 1; at >= Math.Max(0, list.Count - Compared); at--)
            {
                if (Differing(row, list[at]) > mostDiffering)
                {
                    continue;
                }

                var one = table.Rows(row, 1);
                var other = table.Rows(list[at], 1);
                if (one.SequenceEqual(other) || 1 - Distances.Cosine(one, other) >= options.Similarity)
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Normal variates by Box and Muller 1958.</summary>
    private static float[] Planes(int width, RandomSource random)
    {
        var planes = new float[Bands * Signs * width];
        for (var i = 0; i < planes.Length; i++)
        {
            planes[i] = (float)(Math.Sqrt(-2 * Math.Log(1 - random.Uniform(i))) * Math.Cos(2 * Math.PI * random.Uniform(i, 1)));
        }

        return planes;
    }
}
