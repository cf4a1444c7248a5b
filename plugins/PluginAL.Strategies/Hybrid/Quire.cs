using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>
/// QUIRE: the row whose worst label still leaves the smallest regularised loss, min over the unknown labels y_u ∈ ℝ, max over the row's own label, of y′ L y
/// with L = (K + λI)⁻¹ (Huang, Jin and Zhou 2010, "Active learning by querying informative and representative examples").
/// </summary>
/// <remarks>
/// Minimising over y_u turns L into the inverse of K + λI over the labelled rows and x alone, and this into ‖y_l‖² in the metric of
/// A = K_ll + λI plus (1 + |m(x)|)² ÷ v(x), with the mean m = k′A⁻¹y_l and the variance v = 1 + λ − k′A⁻¹k of a Gaussian process: near the boundary
/// is informative, unlike the labelled rows is representative. So no unlabelled row need be inverted, and the value is exact for pools of any
/// size. More than two classes: the sum over the classes, each against the rest. The score is minus the value. Batch: a pick counts as labelled with the
/// sign it would most likely have, so its duplicates come late; duplicates last. In a cold start the session draws at random.
/// O(N · |L|² ) time and O(N · (|L| + batch)) memory.
/// </remarks>
/// <param name="options">The kernel, the penalty, how many rows are looked at.</param>
[Strategy("quire", Summary = "Informative and representative: the smallest worst-case loss after a label.", Needs = Signals.Embeddings, ClassesOnly = true)]
public sealed class Quire(QuireOptions options) : IQueryStrategy
{
    /// <inheritdoc/>
    public IReadOnlyList<SelectedRow> Select(QueryContext context, int count)
    {
        var (rows, classes) = Labelled.Latest(context, options.Labels);
        if (rows.Length < context.LabelledRows.Count)
        {
            context.Log.Information($"The latest {options.Labels} of {context.LabelledRows.Count} labelled rows were looked at (option 'labels').");
        }

        var most = Math.Min(options.Candidates, PoolView.MaxValues / (rows.Length + count));
        var view = PoolView.OfCandidates(context, most, count, Signals.Embeddings);
        var labelled = PoolView.Of(context, rows, Signals.Embeddings, view.Unit);
        var problems = context.Classes.Count <= 2 ? [1] : Enumerable.Range(0, context.Classes.Count).ToArray();

        var table = Joined.Table(view, labelled);
        var kernel = new GaussianKernel(table, options.Gamma * view.Unit * view.Unit, context.Cancellation);
        var diagonal = new float[table.Count];
        Array.Fill(diagonal, (float)(1 + options.Lambda));
        var factor = new GrowingCholesky(diagonal);
        var means = Array.ConvertAll(problems, _ => new float[table.Count]);
        var norms = new double[problems.Length];
        for (var i = 0; i < labelled.Count; i++)
        {
            Add(view.Count + i, problem => classes[i] == problems[problem] ? 1 : -1);
        }

        var batch = new Batch(view, count);
        while (batch.Left > 0)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            var (best, value) = (-1, double.PositiveInfinity);
            for (var i = 0; i < view.Count; i++)
            {
                if (batch.Has(i))
                {
                    continue;
                }

                var loss = 0.0;
                for (var p = 0; p < problems.Length; p++)
                {
                    var sure = 1 + Math.Abs((double)means[p][i]);
                    loss += norms[p] + (sure * sure / factor.Left[i]);
                }

                if (loss < value && batch.IsNew(i))
                {
                    (best, value) = (i, loss);
                }
            }

            if (best < 0)
            {
                break;
            }

            batch.TryTake(best, -value);
            Add(best, problem => means[problem][best] < 0 ? -1 : 1);
        }

        return batch.Complete();

        void Add(int row, Func<int, int> label)
        {
            var left = factor.Left[row];
            if (left <= 0)
            {
                return;
            }

            var targets = new double[problems.Length];
            for (var p = 0; p < problems.Length; p++)
            {
                targets[p] = (label(p) - means[p][row]) / Math.Sqrt(left);
                norms[p] += targets[p] * targets[p];
            }

            var values = kernel.Column(row);
            values[row] += (float)options.Lambda;
            var column = factor.Add(row, values);
            for (var p = 0; p < problems.Length; p++)
            {
                for (var i = 0; i < column.Length; i++)
                {
                    means[p][i] += (float)(column[i] * targets[p]);
                }
            }
        }
    }
}
