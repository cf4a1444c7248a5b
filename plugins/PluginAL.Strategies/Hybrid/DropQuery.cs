using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>
/// DropQuery: rows whose predicted class changes in more than half of M passes with features dropped at random; these are clustered by k-means
/// with as many clusters as rows are wanted, and of each cluster the row nearest to the centre is taken (Gupte, Aklilu, Nirschl and
/// Yeung-Levy 2024, "Revisiting active learning in the era of vision foundation models").
/// </summary>
/// <remarks>
/// The model predicts rows with features dropped, dense or sparse, so it works for every classifier. A pick's score is the share of passes that
/// changed the class. Where fewer rows than wanted are inconsistent, those of the next shares follow. Batch: made for it; duplicates last. In a cold start there
/// is no model: the session draws at random. M predictions for each row, then k-means over the inconsistent ones.
/// </remarks>
/// <param name="options">Passes, dropout, k-means.</param>
[Strategy("dropquery", Summary = "Clusters the rows whose class changes when features are dropped.", Needs = Signals.Probabilities | Signals.Embeddings | Signals.Features)]
public sealed class DropQuery(DropQueryOptions options) : IQueryStrategy
{
    /// <inheritdoc/>
    public IReadOnlyList<SelectedRow> Select(QueryContext context, int count)
    {
        var model = context.Model as IClassifier
            ?? throw PluginALException.Usage("Strategy 'dropquery' needs a classifier whose predictions it can repeat; choose another learner or strategy.");
        var candidates = context.Candidates;
        var random = context.Random.For("dropout");
        var byChanges = new List<long>[options.Passes + 1];
        for (var i = 0; i < byChanges.Length; i++)
        {
            byChanges[i] = [];
        }

        context.ForEachBlock((in SignalBlock block) =>
        {
            var changes = Changes(block, model, random);
            for (var i = 0; i < block.Count; i++)
            {
                byChanges[changes[i]].Add(block.Row(i));
            }
        });

        // Inconsistent rows first; of the next shares only as many as are missing.
        var (rows, share) = (new List<long>(), new Dictionary<long, double>());
        for (var changes = options.Passes; changes >= 0 && (2 * changes > options.Passes || rows.Count < count); changes--)
        {
            var next = byChanges[changes];
            if (2 * changes <= options.Passes && next.Count > count - rows.Count)
            {
                next = [.. PoolView.Sample(RowSet.AllExcept(next.Count, []), count - rows.Count, random.For("rest")).Select(at => next[(int)at])];
            }

            rows.AddRange(next);
            foreach (var row in next)
            {
                share[row] = (double)changes / options.Passes;
            }
        }

        var limit = Math.Max(options.Candidates, count);
        long[] chosen = rows.Count > limit
            ? Array.ConvertAll(PoolView.Sample(RowSet.AllExcept(rows.Count, []), limit, random.For("candidates")), at => rows[(int)at])
            : [.. rows];
        Array.Sort(chosen);
        if (chosen.Length < candidates.Count)
        {
            context.Log.Information($"{chosen.Length} of {candidates.Count} candidates change their class when features are dropped, or fill up the batch.");
        }

        var view = PoolView.Of(context, chosen, Signals.Embeddings);
        var clusters = Clusters.Fit(context, view.Table, count, options.Iterations);
        var batch = new Batch(view, count);
        Representatives.Take(batch, Representatives.NearestFirst(clusters, view.Width), row => share[view.Rows[row]]);
        return batch.Complete();
    }

    private int[] Changes(in SignalBlock block, IClassifier model, RandomSource random)
    {
        var changes = new int[block.Count];
        var dropped = new float[block.Features.Values.Length];
        var probabilities = new float[block.Count * block.ClassCount];
        var scale = (float)(1 / (1 - options.Dropout));
        for (var pass = 0; pass < options.Passes; pass++)
        {
            for (int i = 0, v = 0; i < block.Count; i++)
            {
                var (row, end) = (block.Row(i), End(block.Features, i));
                for (var draw = 0; v < end; v++, draw++)
                {
                    dropped[v] = random.Uniform(row, (draw * options.Passes) + pass) < options.Dropout ? 0 : block.Features.Values[v] * scale;
                }
            }

            var features = block.Features.Layout == FeatureLayout.Dense
                ? FeatureBlock.Dense(dropped, block.Count, block.Features.Width)
                : FeatureBlock.Sparse(block.Features.RowOffsets, block.Features.Columns, dropped, block.Features.Width);
            model.PredictProbabilities(features, probabilities);
            for (var i = 0; i < block.Count; i++)
            {
                var at = i * block.ClassCount;
                changes[i] += Parts.Argmax(probabilities.AsSpan(at, block.ClassCount)) == Parts.Argmax(block.Probabilities.Slice(at, block.ClassCount)) ? 0 : 1;
            }
        }

        return changes;

        static int End(FeatureBlock features, int row) =>
            features.Layout == FeatureLayout.Dense ? (row + 1) * features.Width : (int)(features.RowOffsets[row + 1] - features.RowOffsets[0]);
    }
}
