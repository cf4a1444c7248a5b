using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>
/// Variance reduction, A-optimality for logistic models: by how much a label lowers the variance of the predicted probabilities. For each class against the
/// rest, with π = p (1 − p), the covariance Σ = (λI + Σ_l π x x′)⁻¹ and A = Σ_r π_r² x_r x_r′ over other candidates: π x′ΣAΣx ÷ (1 + π x′Σx), summed
/// over the classes (Schein and Ungar 2007, "Active learning for logistic regression: an evaluation"; MacKay 1992).
/// </summary>
/// <remarks>
/// The fraction is the exact fall of tr(AΣ) when Fisher's information grows by π x x′ (Sherman and Morrison 1950), so nothing is trained again; the classes
/// are taken apart, which leaves out the covariance between them. x is the embedding with 1 behind it. Batch: greedy, Σ follows each pick, so
/// duplicates lose their worth; duplicates last. In a cold start the session draws at random. O(C · E³) once and O(n · C · E²) for each pick: made for
/// embeddings of up to some hundred numbers.
/// </remarks>
/// <param name="options">The prior and the samples.</param>
[Strategy("variance-reduction", Summary = "The row whose label lowers the variance of the predictions most (A-optimal).", Needs = Signals.Probabilities | Signals.Embeddings)]
public sealed class VarianceReduction(VarianceReductionOptions options) : IQueryStrategy
{
    private const int MostWidth = 2000;
    private const Signals Wanted = Signals.Probabilities | Signals.Embeddings;

    /// <inheritdoc/>
    public IReadOnlyList<SelectedRow> Select(QueryContext context, int count)
    {
        var view = PoolView.OfCandidates(context, options.Candidates, count, Wanted);
        if (view.Width > MostWidth)
        {
            throw PluginALException.Usage($"Strategy 'variance-reduction' inverts matrices of the embedding's {view.Width} columns, at most {MostWidth}; choose another strategy.");
        }

        var labelled = Labelled.View(context, Wanted, view);
        var drawn = Math.Min(options.Evaluation, context.Candidates.Count);
        var others = PoolView.Of(context, PoolView.Sample(context.Candidates, drawn, context.Random.For("evaluation")), Wanted, view.Unit);

        // Two classes are one problem.
        var problems = view.Classes <= 2 ? view.Classes - 1 : view.Classes;
        var states = Enumerable.Range(0, problems).Select(c => new State(view.Width + 1, options.Lambda)).ToArray();
        Parallel.For(0, problems, c => states[c].Prepare(labelled, others, c));
        var batch = new Batch(view, count);
        var scores = new double[view.Count];
        while (batch.Left > 0)
        {
            Parts.ForEach(
                view.Count,
                context.Cancellation,
                (first, rows) =>
                {
                    for (var i = first; i < first + rows; i++)
                    {
                        var total = 0.0;
                        for (var c = 0; c < problems; c++)
                        {
                            total += states[c].Gain(view, i, c);
                        }

                        scores[i] = total;
                    }
                },
                64);
            var best = Parts.Argmax(scores, batch.IsNew);
            if (best < 0)
            {
                break;
            }

            batch.TryTake(best, scores[best]);
            Parallel.For(0, problems, c => states[c].Follow(view, best, c));
        }

        return batch.Complete();
    }

    private sealed class State(int width, double lambda)
    {
        private double[] _covariance = [];
        private double[] _sandwich = [];
        private double[] _interest = [];

        public void Prepare(PoolView labelled, PoolView others, int c)
        {
            var fisher = new double[width * width];
            _interest = new double[width * width];
            for (var d = 0; d < width; d++)
            {
                fisher[d * (width + 1)] = lambda;
            }

            for (var i = 0; i < labelled.Count; i++)
            {
                Symmetric.AddOuter(fisher, Row(labelled, i), Weight(labelled, i, c));
            }

            for (var i = 0; i < others.Count; i++)
            {
                var weight = Weight(others, i, c);
                Symmetric.AddOuter(_interest, Row(others, i), weight * weight);
            }

            _covariance = Symmetric.Inverse(fisher, width);
            _sandwich = Symmetric.Sandwich(_covariance, _interest, width);
        }

        public double Gain(PoolView view, int row, int c)
        {
            var (x, weight) = (Row(view, row), Weight(view, row, c));
            return weight * Symmetric.Form(_sandwich, x) / (1 + (weight * Symmetric.Form(_covariance, x)));
        }

        public void Follow(PoolView view, int row, int c)
        {
            var (x, weight) = (Row(view, row), Weight(view, row, c));
            var moved = Symmetric.Times(_covariance, x);
            Symmetric.AddOuter(_covariance, moved, -weight / (1 + (weight * Symmetric.Dot(moved, x))));
            _sandwich = Symmetric.Sandwich(_covariance, _interest, width);
        }

        private static double Weight(PoolView view, int row, int c)
        {
            double p = view.Probability(row)[c];
            return p * (1 - p);
        }

        private static double[] Row(PoolView view, int row)
        {
            var x = new double[view.Width + 1];
            for (var d = 0; d < view.Width; d++)
            {
                x[d] = view.Embedding(row)[d];
            }

            x[^1] = 1;
            return x;
        }
    }
}
