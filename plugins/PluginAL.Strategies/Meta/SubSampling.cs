using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>
/// Lets another strategy choose from a random sample of the candidates: for strategies whose cost grows faster than the pool, and
/// against a batch of near twins.
/// </summary>
[Strategy("sub-sampling", Summary = "Another strategy, choosing from a random sample of the candidates.", ColdStart = ColdStartPolicy.Handled)]
public sealed class SubSampling(SubSamplingOptions options) : ICompositeStrategy
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Inner => [options.Inner];

    /// <inheritdoc/>
    public IReadOnlyList<SelectedRow> Select(QueryContext context, int count)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Select(options.Inner, RowDraw.Sample(context.Candidates, Math.Max(options.Rows, count), context.Random.For("sample")), count);
    }
}
