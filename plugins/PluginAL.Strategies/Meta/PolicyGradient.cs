using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>
/// A policy learned by reinforcement (REINFORCE, Williams 1992; for active learning Fang, Li and Cohn 2017): a softmax over candidates,
/// linear in the quadratic terms of <see cref="SelectorFeatures"/>, whose return is the accuracy summed over an episode.
/// </summary>
/// <remarks>
/// Trained with logistic regression on simulated pools by <c>dotnet run --project eng/TrainSelectors -- policy</c>, which writes the numbers in
/// Meta/policy.txt, the same every time. In use each place of a batch goes to the most probable of 100 random candidates: the cost does not
/// depend on the pool.
/// </remarks>
[Strategy("policy-gradient", Summary = "The rows that a policy, learned by reinforcement on simulated pools, prefers.", Needs = Signals.Probabilities)]
public sealed class PolicyGradient : IQueryStrategy
{
    private readonly double[] _weights = LearnedSelector.Weights("policy.txt");

    /// <inheritdoc/>
    public IReadOnlyList<SelectedRow> Select(QueryContext context, int count)
    {
        ArgumentNullException.ThrowIfNull(context);
        return LearnedSelector.Select(context, count, _weights);
    }
}
