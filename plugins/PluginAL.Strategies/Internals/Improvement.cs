using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>Scores by how far a predicted number is above the best one so far.</summary>
internal static class Improvement
{
    /// <summary>The candidates of the highest scores.</summary>
    /// <param name="context">The selection.</param>
    /// <param name="options">What counts.</param>
    /// <param name="count">How many.</param>
    /// <param name="score">Of the gain μ − y⁺ − ξ and the deviation σ.</param>
    public static IReadOnlyList<SelectedRow> Select(QueryContext context, ImprovementOptions options, int count, Func<double, double, double> score)
    {
        var sign = options.Minimise ? -1 : 1;
        var best = Labelled.Numbers(context).Max(number => sign * number);
        return Top.Of(context, count, (in SignalBlock block, Span<float> scores) =>
        {
            for (var i = 0; i < block.Count; i++)
            {
                var gain = (sign * (double)block.Means[i]) - best - options.Tradeoff;
                scores[i] = double.IsFinite(gain) ? (float)score(gain, Math.Sqrt(block.Variances[i])) : float.NaN;
            }
        });
    }
}
