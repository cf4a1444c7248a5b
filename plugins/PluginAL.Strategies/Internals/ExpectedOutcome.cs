using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>What is to be expected of the model once a candidate has its number, which the model says is normally distributed.</summary>
internal static class ExpectedOutcome
{
    /// <summary>Draws candidates, trains for each of the numbers that they may turn out to be, and takes the best.</summary>
    /// <param name="context">The selection.</param>
    /// <param name="options">How many.</param>
    /// <param name="count">How many rows are to be chosen.</param>
    /// <param name="gain">What a row of the pool says of the model trained on one number more.</param>
    /// <returns>The rows with the greatest mean gain over outcomes and rows.</returns>
    public static IReadOnlyList<SelectedRow> Select(QueryContext context, ExpectedOutcomeOptions options, int count, OutcomeGain gain)
    {
        var view = PoolView.OfCandidates(context, options.Candidates, count, Signals.MeanAndVariance | Signals.Embeddings);
        var pool = RowSet.AllExcept(context.Candidates.PoolRowCount, []);
        var rows = PoolView.Sample(pool, Math.Min(options.Evaluation, pool.Count), context.Random.For("evaluation"));
        var refit = new Refit(context, rows);
        var now = refit.PredictNumbers(context.Model!);
        var scores = new float[view.Count];
        for (var i = 0; i < view.Count; i++)
        {
            if (!float.IsFinite(view.Means[i]) || !float.IsFinite(view.Variances[i]))
            {
                scores[i] = float.NaN;
                continue;
            }

            var expected = 0.0;
            foreach (var (step, weight) in Rule(options.Outcomes))
            {
                context.Cancellation.ThrowIfCancellationRequested();
                var number = view.Means[i] + (step * Math.Sqrt(view.Variances[i]));
                var then = refit.PredictNumbers(refit.With([view.Rows[i]], [new NumberLabel(number)]));
                var (sum, finite) = (0.0, 0);
                for (var r = 0; r < rows.Length; r++)
                {
                    var value = gain(now.Means[r], now.Variances[r], then.Means[r], then.Variances[r]);
                    (sum, finite) = double.IsFinite(value) ? (sum + value, finite + 1) : (sum, finite);
                }

                expected += weight * sum / Math.Max(1, finite);
            }

            scores[i] = (float)expected;
        }

        return new Batch(view, count).Best(scores);
    }

    /// <summary>Steps in standard deviations from the mean, with their weights.</summary>
    private static (double Step, double Weight)[] Rule(int outcomes) => outcomes switch
    {
        1 => [(0, 1)],
        2 => [(-1, 0.5), (1, 0.5)],
        _ => [(-Math.Sqrt(3), 1 / 6.0), (0, 2 / 3.0), (Math.Sqrt(3), 1 / 6.0)],
    };
}

/// <summary>What a row says of the model now and then.</summary>
internal delegate double OutcomeGain(double mean, double variance, double meanThen, double varianceThen);
