using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>
/// A share ν of the rows is drawn at random, each asked for with the chance B; the others go by the moving threshold of <see cref="VariableUncertainty"/>
/// (Žliobaitė, Bifet, Pfahringer and Holmes 2014, "Active learning with drifting streaming data", strategy Split). The random part sees changes wherever they are.
/// </summary>
/// <remarks>The chance of each decision is known, ν B + (1 − ν) [1 − u &lt; θ], and told with it. O(1) for each row.</remarks>
/// <param name="options">The window, the threshold and ν.</param>
[BudgetManager("split", Summary = "Asks for some rows at random, for the others where the utility exceeds a moving threshold.")]
public sealed class SplitBudget(SplitBudgetOptions options) : IBudgetManager
{
    private readonly RecentSpending _spending = new(options.Window);
    private readonly MovingThreshold _threshold = new(options.Threshold, options.Step);

    /// <inheritdoc/>
    public StreamDecision Decide(long row, double utility, StreamContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var confidence = Confidence.Of(row, utility, "split");
        if (!_spending.IsBelow(context.Budget) || double.IsNaN(utility))
        {
            _spending.Count(false);
            return default;
        }

        var below = confidence < _threshold.Value;
        var atRandom = context.Random.Uniform(row, 0) < options.RandomShare;
        var ask = atRandom ? context.Random.Uniform(row, 1) < context.Budget : below;
        if (!atRandom)
        {
            _threshold.Move(ask);
        }

        _spending.Count(ask);
        return new StreamDecision(ask, (options.RandomShare * context.Budget) + (below ? 1 - options.RandomShare : 0));
    }

    /// <inheritdoc/>
    public void SaveState(Stream stream) => StreamState.Save(stream, writer =>
    {
        _spending.Save(writer);
        _threshold.Save(writer);
    });

    /// <inheritdoc/>
    public void RestoreState(Stream stream) => StreamState.Restore(stream, reader =>
    {
        _spending.Restore(reader);
        _threshold.Restore(reader);
    });
}
