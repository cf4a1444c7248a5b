using PluginAL.Abstractions;
using PluginAL.Scoring;

namespace PluginAL.Strategies;

/// <summary>
/// Expected model change: how much a label is expected to change the model. Linear classifiers: the length of the parameters' gradient,
/// Σ_c p_c ‖(p − e_c) ⊗ (x, 1)‖ over the features, exactly (Cai, Zhang and Zhou 2013, "Maximizing expected model change for active learning in
/// regression"; Cai, Zhang, Zhang, Zhou and Sun 2014 for classification). Others: trained with each likely label, the mean change of what the
/// model says, Σ_c p_c · mean over rows of ½ Σ |p⁺ − p| (Freytag, Rodner and Denzler 2014, "Selecting influential examples: active learning with
/// expected model output changes").
/// </summary>
/// <remarks>Batch: the highest scores; others than linear: duplicates last. In a cold start the session draws at random. Linear: O(C + non-zero features)
/// for each row, for pools of any size. Others: candidates · C trainings.</remarks>
/// <param name="options">The samples for models that are not linear.</param>
[Strategy("expected-model-change", Summary = "How much a label is expected to change the model.", Needs = Signals.Probabilities | Signals.Embeddings | Signals.Features)]
public sealed class ExpectedModelChange(ExpectedModelChangeOptions options) : IQueryStrategy
{
    /// <inheritdoc/>
    public IReadOnlyList<SelectedRow> Select(QueryContext context, int count) =>
        context.Model is ILinearClassifier ? Linear(context, count) : Trained(context, count);

    private static List<SelectedRow> Linear(QueryContext context, int count)
    {
        var top = new TopK(count);
        context.ForEachBlock((in SignalBlock block) =>
        {
            for (var i = 0; i < block.Count; i++)
            {
                var residual = ExpectedGradientLength.Residual(block.Probabilities.Slice(i * block.ClassCount, block.ClassCount));
                top.Add((float)(Lengths.WithIntercept(block.Features, i) * residual), block.Row(i));
            }
        });
        return Top.Selected(context, top, count);
    }

    private IReadOnlyList<SelectedRow> Trained(QueryContext context, int count)
    {
        var view = PoolView.OfCandidates(context, options.Candidates, count, Signals.Probabilities | Signals.Embeddings);
        var rows = PoolView.Sample(context.Candidates, Math.Min(options.Evaluation, context.Candidates.Count), context.Random.For("evaluation"));
        var refit = new Refit(context, rows);
        var now = refit.Predict(context.Model!);
        var changes = new float[view.Count];
        for (var i = 0; i < view.Count; i++)
        {
            for (var c = 0; c < view.Classes; c++)
            {
                var p = view.Probability(i)[c];
                if (p < ExpectedLoss.Least)
                {
                    continue;
                }

                context.Cancellation.ThrowIfCancellationRequested();
                var then = refit.Predict(refit.With(view.Rows[i], c));
                var change = 0.0;
                for (var j = 0; j < then.Length; j++)
                {
                    change += Math.Abs(then[j] - now[j]);
                }

                changes[i] += (float)(p * change / 2 / rows.Length);
            }
        }

        return new Batch(view, count).Best(changes);
    }
}
