using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>
/// Knowledge-graph coverage: rows that mention entities and relations which few labels mention so far, or of which the model is uncertain.
/// </summary>
/// <remarks>
/// <para>A row is worth Σ √f(e) (1 + β u(e)) ÷ (1 + n(e)) over its different entities and relations e: f(e) is the number of the pool's rows that
/// mention e, n(e) that of the labelled rows and of those chosen before in the batch, u(e) the mean normalised entropy of the candidates that mention it (0
/// without a model).</para>
/// <para>Since labels only lower the worth of others, the greedy choice is made lazily (Minoux 1978), exactly: the row with the highest old worth is
/// valued anew, and chosen if it stays on top; of equals the lower row. Cost: a pass over the pool and O(N log N).</para>
/// </remarks>
[Strategy("kg-coverage", Summary = "Rows whose entities and relations, by given triples, have few labels or uncertain predictions.",
    Needs = Signals.Probabilities, ColdStart = ColdStartPolicy.Handled)]
public sealed class KgCoverage : IQueryStrategy
{
    private readonly Triples _triples;
    private readonly double _beta;

    /// <summary>A strategy over given triples.</summary>
    /// <param name="options">The file of triples.</param>
    /// <exception cref="PluginALException">The file is missing or is not one of triples.</exception>
    public KgCoverage(KgCoverageOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _triples = Triples.Read(options.Triples);
        _beta = options.Uncertainty;
    }

    /// <inheritdoc/>
    public IReadOnlyList<SelectedRow> Select(QueryContext context, int count)
    {
        ArgumentNullException.ThrowIfNull(context);
        _triples.RequireRows(context.Candidates.PoolRowCount);
        var needs = Needs(context);
        var mentions = new int[_triples.ItemCount];
        foreach (var row in context.LabelledRows)
        {
            Mention(row);
        }

        var queue = new PriorityQueue<long, (double, long)>();
        foreach (var row in context.Candidates.Rows())
        {
            queue.Enqueue(row, (-Worth(row), row));
        }

        var chosen = new List<SelectedRow>(count);
        while (chosen.Count < count && queue.TryDequeue(out var row, out _))
        {
            context.Cancellation.ThrowIfCancellationRequested();
            var worth = Worth(row);
            if (queue.TryPeek(out var next, out var best) && (-worth, row).CompareTo(best) > 0 && next != row)
            {
                queue.Enqueue(row, (-worth, row));
                continue;
            }

            chosen.Add(new SelectedRow(row, worth));
            Mention(row);
        }

        return chosen;

        double Worth(long row)
        {
            var sum = 0.0;
            foreach (var item in _triples.Of(row))
            {
                sum += needs[item] / (1 + mentions[item]);
            }

            return sum;
        }

        void Mention(long row)
        {
            foreach (var item in _triples.Of(row))
            {
                mentions[item]++;
            }
        }
    }

    /// <summary>√f(e) (1 + β u(e)) of each entity and relation.</summary>
    private double[] Needs(QueryContext context)
    {
        var (frequency, entropy, doubted) = (new double[_triples.ItemCount], new double[_triples.ItemCount], new int[_triples.ItemCount]);
        for (var row = 0L; row < context.Candidates.PoolRowCount; row++)
        {
            foreach (var item in _triples.Of(row))
            {
                frequency[item]++;
            }
        }

        if (context.Model is not null)
        {
            context.ForEachBlock((in SignalBlock block) =>
            {
                for (var i = 0; i < block.Count; i++)
                {
                    var doubt = NormalisedEntropyOf(block.Probabilities.Slice(i * block.ClassCount, block.ClassCount));
                    foreach (var item in _triples.Of(block.Row(i)))
                    {
                        entropy[item] += doubt;
                        doubted[item]++;
                    }
                }
            });
        }

        return [.. frequency.Select((f, item) => Math.Sqrt(f) * (1 + (_beta * (doubted[item] == 0 ? 0 : entropy[item] / doubted[item]))))];
    }

    /// <summary>−Σ p ln p ÷ ln C; 0 where it is not finite.</summary>
    private static double NormalisedEntropyOf(ReadOnlySpan<float> probabilities)
    {
        var sum = 0.0;
        foreach (var p in probabilities)
        {
            sum -= p > 0 ? p * Math.Log(p) : 0;
        }

        return probabilities.Length > 1 && double.IsFinite(sum) ? sum / Math.Log(probabilities.Length) : 0;
    }
}
