namespace PluginAL.Engine.Costs;

/// <summary>
/// The rows that are worth most together for what there is to spend: the 0/1 knapsack, exactly, by listing the choices that no other beats in both worth and cost (Nemhauser and Ullmann
/// 1969, "Discrete dynamic programming and capital allocation").
/// </summary>
/// <remarks>Costs may be any numbers. The list is short for most inputs (Beier and Vöcking 2004), but can double with each item: give the few hundred best rows, not a pool.</remarks>
public static class Knapsack
{
    /// <summary>Chooses items.</summary>
    /// <param name="values">What each is worth; one of 0 or less is never chosen.</param>
    /// <param name="costs">What each costs, above 0.</param>
    /// <param name="capacity">What may be spent.</param>
    /// <returns>The chosen items, ascending; of choices of the same worth the cheapest.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or a number is not finite, or a cost is not above 0.</exception>
    public static IReadOnlyList<int> Select(ReadOnlySpan<double> values, ReadOnlySpan<double> costs, double capacity)
    {
        if (values.Length != costs.Length)
        {
            throw new ArgumentException($"{values.Length} values came with {costs.Length} costs.", nameof(costs));
        }

        List<Choice> best = [new(0, 0, null, -1)];
        for (var item = 0; item < values.Length; item++)
        {
            if (!double.IsFinite(values[item]) || !(costs[item] > 0) || !double.IsFinite(costs[item]))
            {
                throw new ArgumentException($"Item {item} is worth {values[item]} and costs {costs[item]}; give finite numbers, and costs above 0.", nameof(costs));
            }

            if (values[item] > 0)
            {
                best = Merge(best, item, values[item], costs[item], capacity);
            }
        }

        var chosen = new List<int>();
        for (var choice = best[^1]; choice.Before is not null; choice = choice.Before)
        {
            chosen.Add(choice.Item);
        }

        chosen.Reverse();
        return chosen;
    }

    /// <summary>Choices with and without an item, by ascending cost and worth; those that another beats are left out.</summary>
    private static List<Choice> Merge(List<Choice> without, int item, double value, double cost, double capacity)
    {
        var merged = new List<Choice>(2 * without.Count);
        var (left, right) = (0, 0);
        while (left < without.Count || right < without.Count)
        {
            var takeLeft = left < without.Count && (right == without.Count || without[left].Cost <= without[right].Cost + cost);
            var next = takeLeft ? without[left++] : new Choice(without[right].Cost + cost, without[right].Value + value, without[right++], item);
            if (next.Cost <= capacity + 1e-9 && (merged.Count == 0 || next.Value > merged[^1].Value))
            {
                if (merged.Count > 0 && merged[^1].Cost == next.Cost)
                {
                    merged.RemoveAt(merged.Count - 1);
                }

                merged.Add(next);
            }
        }

        return merged;
    }

    private sealed record Choice(double Cost, double Value, Choice? Before, int Item);
}
