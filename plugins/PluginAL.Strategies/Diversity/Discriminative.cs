using PluginAL.Abstractions;
using PluginAL.Scoring;

namespace PluginAL.Strategies;

/// <summary>
/// Discriminative active learning: a discriminator learns to tell labelled rows from others, and the rows that are most surely not labelled are taken:
/// p(unlabelled | x) (Gissin and Shalev-Shwartz 2019, "Discriminative active learning").
/// </summary>
/// <remarks>
/// The discriminator is the session's learner, trained on the labelled rows as the first class and on a sample of the candidates as the second. Batch: in
/// several parts; between them the picks count as labelled. Duplicates last. In a cold start there is nothing to tell apart: the session draws at
/// random. One training and one prediction of all candidates for each part.
/// </remarks>
/// <param name="options">Parts and samples.</param>
[Strategy("discriminative", Summary = "The rows that a discriminator most surely calls unlabelled.", Needs = Signals.Embeddings | Signals.Features, ClassesOnly = true)]
public sealed class Discriminative(DiscriminativeOptions options) : IQueryStrategy
{
    private const int Spare = 20;

    /// <inheritdoc/>
    public IReadOnlyList<SelectedRow> Select(QueryContext context, int count)
    {
        if (context.Classes.Count < 2)
        {
            throw PluginALException.Usage("Strategy 'discriminative' trains a learner of two classes, and the pool has fewer; choose another strategy.");
        }

        var picked = new List<SelectedRow>(count);
        var keys = new HashSet<ulong>();
        for (var part = 0; part < options.Parts && picked.Count < count; part++)
        {
            var wanted = Math.Max(1, (count - picked.Count) / (options.Parts - part));
            picked.AddRange(Part(context, picked, keys, part, wanted));
        }

        return picked;
    }

    private IReadOnlyList<SelectedRow> Part(QueryContext context, List<SelectedRow> picked, HashSet<ulong> keys, int part, int wanted)
    {
        var taken = picked.Select(row => row.Row).ToHashSet();
        List<long> known = [.. context.LabelledRows, .. taken];
        if (known.Count > options.Training / 2)
        {
            var sample = PoolView.Sample(RowSet.AllExcept(known.Count, []), options.Training / 2, context.Random.For($"known/{part}"));
            known = [.. sample.Select(at => known[(int)at])];
        }

        var most = Math.Min(Math.Min((long)known.Count * options.Factor, options.Training - known.Count), context.Candidates.Count);
        var others = PoolView.Sample(context.Candidates, most, context.Random.For($"others/{part}")).Where(row => !taken.Contains(row)).ToArray();
        var model = context.Fit(
            [.. known, .. others],
            [.. Enumerable.Repeat(new ClassLabel(0), known.Count), .. Enumerable.Repeat(new ClassLabel(1), others.Length)]) as IClassifier
            ?? throw PluginALException.Usage("Strategy 'discriminative' needs a learner of classes; choose another learner or strategy.");

        var top = new TopK((int)Math.Min(context.Candidates.Count - taken.Count, (long)wanted * Spare));
        var probabilities = Array.Empty<float>();
        context.ForEachBlock((in SignalBlock block) =>
        {
            var classes = model.ClassCount;
            if (probabilities.Length < block.Count * classes)
            {
                probabilities = new float[block.Count * classes];
            }

            model.PredictProbabilities(block.Features, probabilities.AsSpan(0, block.Count * classes));
            for (var i = 0; i < block.Count; i++)
            {
                if (!taken.Contains(block.Row(i)))
                {
                    top.Add(probabilities[(i * classes) + 1], block.Row(i));
                }
            }
        });
        var best = top.ToArray().ToDictionary(scored => scored.Row, scored => scored.Score);
        var missing = context.Candidates.Rows().Where(row => !taken.Contains(row) && !best.ContainsKey(row)).Take(Math.Max(0, wanted - best.Count));
        long[] rows = [.. best.Keys, .. missing];
        Array.Sort(rows);
        // As they are: a duplicate of a row of an earlier part is to be known as one.
        var view = PoolView.Of(context, rows, Signals.Embeddings, 1);
        return new Batch(view, wanted, keys).Best(Array.ConvertAll(rows, row => best.GetValueOrDefault(row)));
    }
}
