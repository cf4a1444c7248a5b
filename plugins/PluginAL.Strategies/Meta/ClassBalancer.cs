using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>
/// Evens out the classes: another strategy ranks rows, and of these the next is always the best-ranked one of the predicted class that has
/// the fewest rows so far, labelled and chosen ones together (the lower class of equals).
/// </summary>
[Strategy("class-balancer", Summary = "The best rows of another strategy, evened out over the predicted classes.",
    Needs = Signals.Probabilities, ColdStart = ColdStartPolicy.Handled)]
public sealed class ClassBalancer(ClassBalancerOptions options) : ICompositeStrategy
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Inner => [options.Inner];

    /// <inheritdoc/>
    public IReadOnlyList<SelectedRow> Select(QueryContext context, int count)
    {
        ArgumentNullException.ThrowIfNull(context);
        var length = (int)Math.Min(context.Candidates.Count, Math.Min((long)options.Factor * count, int.MaxValue));
        var ranked = context.Select(options.Inner, context.Candidates, length);
        var classes = Predict(context, ranked);
        var have = new long[Math.Max(context.Classes.Count, 1)];
        foreach (var label in context.Labels.OfType<ClassLabel>())
        {
            have[label.Class]++;
        }

        var queues = new Queue<SelectedRow>[have.Length];
        foreach (var row in ranked)
        {
            (queues[classes[row.Row]] ??= new()).Enqueue(row);
        }

        var chosen = new List<SelectedRow>(count);
        while (chosen.Count < count)
        {
            var next = -1;
            for (var c = 0; c < queues.Length; c++)
            {
                if (queues[c] is { Count: > 0 } && (next < 0 || have[c] < have[next]))
                {
                    next = c;
                }
            }

            chosen.Add(queues[next].Dequeue());
            have[next]++;
        }

        return chosen;
    }

    /// <summary>The most probable class of each row; 0 in a cold start.</summary>
    private static Dictionary<long, int> Predict(QueryContext context, IReadOnlyList<SelectedRow> ranked)
    {
        var classes = new Dictionary<long, int>(ranked.Count);
        long[] rows = [.. ranked.Select(row => row.Row).Order()];
        context.ForEachBlock(rows, (in SignalBlock block) =>
        {
            for (var i = 0; i < block.Count; i++)
            {
                var best = 0;
                for (var c = 1; c < block.ClassCount; c++)
                {
                    best = block.Probabilities[(i * block.ClassCount) + c] > block.Probabilities[(i * block.ClassCount) + best] ? c : best;
                }

                classes[block.Row(i)] = best;
            }
        });
        return classes;
    }
}
