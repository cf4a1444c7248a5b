using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>The loss that is to be expected on the other candidates once a candidate has its label.</summary>
internal static class ExpectedLoss
{
    /// <summary>Labels less likely than this are left out, and the others weighted up.</summary>
    internal const float Least = 1e-4f;

    /// <summary>Draws candidates, trains for each of their likely labels and says what to expect.</summary>
    /// <param name="context">The selection.</param>
    /// <param name="candidates">How many candidates are tried.</param>
    /// <param name="evaluation">On how many rows the loss is measured.</param>
    /// <param name="count">How many rows are to be chosen.</param>
    /// <param name="loss">The loss of one row's probabilities.</param>
    /// <returns>The candidates that were tried, and for each Σ_c p_c Σ loss over all other candidates of the pool (scaled up from those
    /// evaluated), as well as the sum for the model as it is.</returns>
    public static (PoolView View, float[] Before, float[] After) Of(
        QueryContext context, int candidates, int evaluation, int count, RowLoss loss)
    {
        var view = PoolView.OfCandidates(context, candidates, count, Signals.Probabilities | Signals.Embeddings);
        var pool = context.Candidates;
        var rows = pool.Count <= evaluation ? [.. pool.Rows()] : PoolView.Sample(pool, evaluation, context.Random.For("evaluation"));
        if (rows.Length < pool.Count)
        {
            context.Log.Information($"The loss is measured on {rows.Length} of {pool.Count} candidates, drawn at random (option 'evaluation').");
        }

        var refit = new Refit(context, rows);
        var classes = context.Classes.Count;
        var now = refit.Predict(context.Model!);
        var (before, after) = (new float[view.Count], new float[view.Count]);
        for (var i = 0; i < view.Count; i++)
        {
            var self = Array.BinarySearch(rows, view.Rows[i]);
            var others = rows.Length - (self >= 0 ? 1 : 0);
            var scale = others == 0 ? 0 : (pool.Count - 1.0) / others;
            before[i] = (float)(scale * Sum(now, self));
            double expected = 0, weight = 0;
            for (var c = 0; c < classes; c++)
            {
                var p = view.Probability(i)[c];
                if (p >= Least)
                {
                    context.Cancellation.ThrowIfCancellationRequested();
                    expected += p * scale * Sum(refit.Predict(refit.With(view.Rows[i], c)), self);
                    weight += p;
                }
            }

            after[i] = (float)(expected / weight);
        }

        return (view, before, after);

        double Sum(float[] probabilities, int self)
        {
            var sum = 0.0;
            for (var r = 0; r < rows.Length; r++)
            {
                sum += r == self ? 0 : loss(probabilities.AsSpan(r * classes, classes));
            }

            return sum;
        }
    }
}

/// <summary>The loss that class probabilities let expect.</summary>
internal delegate double RowLoss(ReadOnlySpan<float> probabilities);
