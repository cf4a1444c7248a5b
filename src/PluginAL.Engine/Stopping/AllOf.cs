using PluginAL.Abstractions;

namespace PluginAL.Engine.Stopping;

/// <summary>Stops when every one of several criteria says so.</summary>
/// <param name="criteria">The criteria, at least one.</param>
public sealed class AllOf(IReadOnlyList<IStoppingCriterion> criteria) : IStoppingCriterion
{
    /// <inheritdoc/>
    public StopVerdict Evaluate(StopContext context)
    {
        var verdicts = criteria.Select(criterion => criterion.Evaluate(context)).ToArray();
        return new StopVerdict(verdicts.All(verdict => verdict.Stop), string.Join("; and ", verdicts.Select(verdict => verdict.Reason)));
    }
}
