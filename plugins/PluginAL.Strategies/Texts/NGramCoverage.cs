using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>
/// n-gram coverage: Σ_g w(g) δ^c(g) ÷ |x|ᵃ over the different n-grams g of a row's text x of |x| tokens, c(g) being how many labelled or picked texts have g (Eck, Vogel and Waibel
/// 2005, "Low cost portability for statistical machine translation based on n-gram frequency and TF-IDF", for δ = 0; decayed: Ambati, Vogel and Carbonell 2010, "Active
/// learning and crowd-sourcing for machine translation").
/// </summary>
/// <remarks>
/// Batch: greedy, each pick's n-grams counting for the next, by lazy evaluation, as scores only fall (Minoux 1978); equal scores by row number, copies of a text after all others, texts
/// without tokens last with score −1. Needs no model, so it is its own cold start. O(tokens) once, then in practice a few scores anew for each pick.
/// </remarks>
/// <param name="options">The n-grams and their worth.</param>
[Strategy("n-gram-coverage", Summary = "Texts whose n-grams no labelled text has.", Needs = Signals.Texts, ColdStart = ColdStartPolicy.Handled)]
public sealed class NGramCoverage(NGramCoverageOptions options) : IQueryStrategy
{
    /// <inheritdoc/>
    public IReadOnlyList<SelectedRow> Select(QueryContext context, int count)
    {
        var most = Math.Max(count, options.Candidates);
        var rows = context.Candidates.Count <= most
            ? context.Candidates.Rows().ToArray()
            : PoolView.Sample(context.Candidates, most, context.Random.For("candidates"));
        if (rows.Length < context.Candidates.Count)
        {
            context.Log.Information($"{rows.Length} of the {context.Candidates.Count} candidates were looked at, drawn at random (the option 'candidates').");
        }

        var table = new NGramTable(options.Longest);
        var texts = new List<NGramTable.Text>(rows.Length);
        context.ForEachBlock(rows, (in SignalBlock block) =>
        {
            foreach (var text in block.Texts)
            {
                texts.Add(table.Add(text));
            }
        });
        table.Weigh(texts, options.Weight == NGramWeight.One);
        context.ForEachBlock(Labelled.Rows(context), (in SignalBlock block) =>
        {
            foreach (var text in block.Texts)
            {
                table.Decay(table.Find(text), options.Decay);
            }
        });
        return Pick(context, rows, texts, table, count);
    }

    private List<SelectedRow> Pick(QueryContext context, long[] rows, List<NGramTable.Text> texts, NGramTable table, int count)
    {
        // The best first; equal scores by row number.
        var queue = new PriorityQueue<int, (double, int)>(texts.Count);
        for (var i = 0; i < texts.Count; i++)
        {
            queue.Enqueue(i, (-Score(i), i));
        }

        var (picked, copies, keys) = (new List<SelectedRow>(count), new List<int>(), new HashSet<ulong>());
        while (picked.Count < count && queue.TryDequeue(out var best, out var priority))
        {
            context.Cancellation.ThrowIfCancellationRequested();
            var score = Score(best);
            if (-score > priority.Item1 && queue.TryPeek(out _, out var next) && next.CompareTo((-score, best)) < 0)
            {
                queue.Enqueue(best, (-score, best));
            }
            else if (!keys.Add(texts[best].Key))
            {
                copies.Add(best);
            }
            else
            {
                picked.Add(new SelectedRow(rows[best], score));
                table.Decay(texts[best].Grams, options.Decay);
            }
        }

        foreach (var copy in copies.Order().Take(count - picked.Count))
        {
            picked.Add(new SelectedRow(rows[copy], Score(copy)));
        }

        return picked;

        double Score(int index) => texts[index].Length == 0 ? SequenceScores.Empty : table.Worth(texts[index].Grams) / Math.Pow(texts[index].Length, options.Exponent);
    }
}
