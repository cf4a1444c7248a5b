using PluginAL.Abstractions;
using PluginAL.Scoring;

namespace PluginAL.Strategies;

/// <summary>
/// Version-space splitting: of the hypotheses that agree with all labels, the share that the worst answer still rules out, 1 − max_c |V_c(x)| ÷ |V|;
/// ½ halves a space of two classes (Mitchell 1982, "Generalization as search"; Tong and Koller 2001).
/// </summary>
/// <remarks>
/// Conjunctions: exactly, by counting (<see cref="Conjunctions"/>). Committee: the members are a finite hypothesis set, and those with the fewest errors on
/// the labelled rows are its version space, all of them where none errs: the maximal split of an ensemble. Unlike the variation ratio, members that labels
/// have refuted have no vote. Batch: the highest scores, duplicates last. In a cold start the session draws at random. Committee: O(M · C) for each row.
/// </remarks>
/// <param name="options">Where the hypotheses come from.</param>
[Strategy("version-space", Summary = "The row whose worst answer rules out most hypotheses.", Needs = Signals.Members | Signals.Embeddings | Signals.Features, ClassesOnly = true)]
public sealed class VersionSpaceSampling(VersionSpaceOptions options) : IQueryStrategy
{
    /// <inheritdoc/>
    public IReadOnlyList<SelectedRow> Select(QueryContext context, int count)
    {
        if (options.Hypotheses == HypothesisSpace.Conjunctions)
        {
            return Conjoined(context, count);
        }

        var alive = Alive(context);
        return Distinct(context, count, (in SignalBlock block, int row) => Split(block, row, alive));
    }

    /// <summary>The members that err on the fewest labelled rows.</summary>
    internal static bool[] Alive(QueryContext context)
    {
        var (rows, classes) = (Labelled.Rows(context), Labelled.Classes(context));
        int[]? errors = null;
        var seen = 0;
        context.ForEachBlock(rows, (in SignalBlock block) =>
        {
            errors ??= new int[block.MemberCount];
            for (var i = 0; i < block.Count; i++, seen++)
            {
                for (var m = 0; m < block.MemberCount; m++)
                {
                    errors[m] += Vote(block, i, m) == classes[seen] ? 0 : 1;
                }
            }
        });
        var fewest = errors!.Min();
        return Array.ConvertAll(errors!, error => error == fewest);
    }

    private static IReadOnlyList<SelectedRow> Conjoined(QueryContext context, int count)
    {
        if (context.Classes.Count != 2)
        {
            throw PluginALException.Usage(
                $"Conjunctions describe one of two classes, and the pool has {context.Classes.Count}; take 'version-space' with hypotheses=committee.");
        }

        var (rows, classes) = (Labelled.Rows(context), Labelled.Classes(context));
        Conjunctions? space = null;
        var seen = 0;
        context.ForEachBlock(rows, (in SignalBlock block) =>
        {
            space ??= new Conjunctions(block.Features.Width);
            var truth = new bool[block.Features.Width];
            for (var i = 0; i < block.Count; i++, seen++)
            {
                Read(block.Features, i, truth);
                space.Learn(truth, classes[seen] == 1);
            }
        });
        var values = new bool[context.Features!.Width];
        return Distinct(context, count, (in SignalBlock block, int row) =>
        {
            Read(block.Features, row, values);
            var share = space!.ShareSatisfied(values);
            return (float)Math.Min(share, 1 - share);
        });
    }

    private static float Split(in SignalBlock block, int row, bool[] alive)
    {
        Span<int> votes = stackalloc int[Math.Min(block.ClassCount, 4096)];
        var living = 0;
        for (var m = 0; m < alive.Length; m++)
        {
            if (alive[m])
            {
                living++;
                votes[Vote(block, row, m)]++;
            }
        }

        var most = 0;
        foreach (var vote in votes)
        {
            most = Math.Max(most, vote);
        }

        return 1 - ((float)most / living);
    }

    private static int Vote(in SignalBlock block, int row, int member) =>
        Math.Max(0, Parts.Argmax(block.Members.Slice(((row * block.MemberCount) + member) * block.ClassCount, block.ClassCount)));

    private static void Read(FeatureBlock features, int row, bool[] truth)
    {
        if (features.Layout == FeatureLayout.Dense)
        {
            for (var d = 0; d < truth.Length; d++)
            {
                truth[d] = features.Values[(row * features.Width) + d] > 0.5f;
            }

            return;
        }

        Array.Clear(truth);
        for (var at = (int)(features.RowOffsets[row] - features.RowOffsets[0]); at < features.RowOffsets[row + 1] - features.RowOffsets[0]; at++)
        {
            truth[features.Columns[at]] = features.Values[at] > 0.5f;
        }
    }

    /// <summary>The rows of the highest scores, duplicates last: looks at the embeddings of no more than a few rows for each that is wanted.</summary>
    private static IReadOnlyList<SelectedRow> Distinct(QueryContext context, int count, RowScore score)
    {
        const int Spare = 20;
        var top = new TopK((int)Math.Min(context.Candidates.Count, (long)count * Spare));
        context.ForEachBlock((in SignalBlock block) =>
        {
            for (var i = 0; i < block.Count; i++)
            {
                top.Add(score(block, i), block.Row(i));
            }
        });
        var best = top.ToArray().ToDictionary(scored => scored.Row, scored => scored.Score);
        var view = PoolView.Of(context, Prefilter.Filled(context, best.Keys, Math.Max(count, best.Count)), Signals.Embeddings);
        return new Batch(view, count).Best(Array.ConvertAll(view.Rows, row => best.GetValueOrDefault(row)));
    }

    private delegate float RowScore(in SignalBlock block, int row);
}
