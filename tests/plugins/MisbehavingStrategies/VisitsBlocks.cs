using PluginAL.Abstractions;

namespace MisbehavingStrategies;

/// <summary>Chooses by the smallest margin, as the built-in strategy does, but block by block on its own.</summary>
[Strategy("visits-blocks", Needs = Signals.Probabilities | Signals.Features)]
public sealed class VisitsBlocks : IQueryStrategy
{
    /// <inheritdoc/>
    public IReadOnlyList<SelectedRow> Select(QueryContext context, int count)
    {
        var scored = new List<SelectedRow>();
        context.ForEachBlock((in SignalBlock block) =>
        {
            if (block.Features.Count != block.Count || context.Features is null)
            {
                throw new InvalidOperationException("features were needed and did not come");
            }

            for (var i = 0; i < block.Count; i++)
            {
                var row = block.Probabilities.Slice(i * block.ClassCount, block.ClassCount).ToArray();
                Array.Sort(row);
                scored.Add(new SelectedRow(block.Row(i), 1 - (row[^1] - row[^2])));
            }
        });
        return [.. scored.OrderByDescending(row => row.Score).ThenBy(row => row.Row).Take(count)];
    }
}
