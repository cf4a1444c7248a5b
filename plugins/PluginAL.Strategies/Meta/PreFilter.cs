using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>One strategy makes a short list, another chooses from it: uncertain rows first, then diverse ones, or the other way round.</summary>
[Strategy("pre-filter", Summary = "One strategy makes a short list, another chooses from it.", ColdStart = ColdStartPolicy.Handled)]
public sealed class PreFilter(PreFilterOptions options) : ICompositeStrategy
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Inner => [options.First, options.Then];

    /// <inheritdoc/>
    public IReadOnlyList<SelectedRow> Select(QueryContext context, int count)
    {
        ArgumentNullException.ThrowIfNull(context);
        var length = (int)Math.Min(context.Candidates.Count, Math.Min((long)options.Factor * count, int.MaxValue));
        long[] rows = [.. context.Select(options.First, context.Candidates, length).Select(row => row.Row).Order()];
        return context.Select(options.Then, RowSet.Only(context.Candidates.PoolRowCount, rows), count);
    }
}
