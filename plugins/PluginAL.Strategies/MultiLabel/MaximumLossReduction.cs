using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>
/// MMC, maximum loss reduction with maximal confidence: Σ_l (1 − y_l f_l) ÷ 2 with f = 2p − 1 and y the likeliest set of labels, the m labels of the highest p,
/// in [0, L] (Yang, Sun, Wang and Chen 2009, "Effective multi-label active learning for text classification"). It is the number of labels that
/// are expected to be wrong: Σ 1 − p over the m, Σ p over the others.
/// </summary>
/// <remarks>
/// m is predicted for each row by multinomial logistic regression from its probabilities in descending order, divided by their sum, trained on the labelled rows
/// (the 64 highest probabilities, at most the 5,000 latest labelled rows). O(L log L) for each row. Batch: the highest scores. In a cold start
/// the session draws at random.
/// </remarks>
[Strategy("mmc", Summary = "Maximum loss reduction with maximal confidence: the labels expected to be wrong, their number predicted.", Needs = Signals.LabelProbabilities)]
public sealed class MaximumLossReduction : IQueryStrategy
{
    private const int MostLabelled = 5000;

    /// <inheritdoc/>
    public IReadOnlyList<SelectedRow> Select(QueryContext context, int count)
    {
        var predictor = Train(context);
        return Top.Of(context, count, (in SignalBlock block, Span<float> scores) =>
        {
            var sorted = new float[block.LabelCount];
            for (var i = 0; i < block.Count; i++)
            {
                var probabilities = block.LabelProbabilities.Slice(i * block.LabelCount, block.LabelCount);
                scores[i] = probabilities.ContainsAnyExceptInRange(0f, 1f) ? float.NaN : Loss(probabilities, sorted, predictor);
            }
        });
    }

    private static float Loss(ReadOnlySpan<float> probabilities, float[] sorted, LabelCountPredictor predictor)
    {
        LabelCountPredictor.Sort(probabilities, sorted);
        var (loss, likeliest) = (0.0, predictor.Predict(sorted));
        for (var k = 0; k < sorted.Length; k++)
        {
            loss += k < likeliest ? 1 - sorted[k] : sorted[k];
        }

        return (float)loss;
    }

    private static LabelCountPredictor Train(QueryContext context)
    {
        var latest = context.LabelledRows.Zip(context.Labels).TakeLast(MostLabelled).OrderBy(labelled => labelled.First).ToArray();
        var view = PoolView.Of(context, Array.ConvertAll(latest, labelled => labelled.First), Signals.LabelProbabilities);
        var counts = latest.Select(labelled => labelled.Second is MultiLabel several
            ? several.Classes.Length
            : throw PluginALException.Usage($"The task is {context.Task}, but strategy 'mmc' needs rows with any number of labels; choose another strategy.")).ToArray();
        return new LabelCountPredictor(view, counts, context.Cancellation);
    }
}
