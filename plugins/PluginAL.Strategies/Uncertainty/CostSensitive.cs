using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>
/// Cost-sensitive uncertainty: the expected cost of the best decision, minⱼ Σ_c p_c C[c, j], or minus its gap to the second best (Chen and Lin
/// 2013, "Active learning for multiclass cost-sensitive classification using probabilistic models"). With a cost of 1 for each error they are least
/// confidence, 1 − p₁, and minus the gap p₁ − p₂.
/// </summary>
/// <remarks>Batch: the highest scores. In a cold start the session draws at random. O(C²) for each row, in blocks.</remarks>
[Strategy("cost-sensitive", Summary = "The expected cost of the best decision, or its gap to the second best.", Needs = Signals.Probabilities)]
public sealed class CostSensitive : IPointwiseStrategy
{
    private readonly double[][] _costs;
    private readonly CostRule _rule;

    /// <summary>Reads the costs.</summary>
    /// <param name="options">The costs and the rule.</param>
    /// <exception cref="PluginALException">The costs are not a square of finite numbers.</exception>
    public CostSensitive(CostSensitiveOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _rule = options.Rule;
        _costs = CostMatrix.Parse("cost-sensitive", options.Costs);
    }

    /// <inheritdoc/>
    public void Score(in SignalBlock block, RandomSource random, Span<float> scores)
    {
        var classes = block.ClassCount;
        CostMatrix.Require("cost-sensitive", _costs, classes);
        for (var i = 0; i < block.Count; i++)
        {
            var p = block.Probabilities.Slice(i * classes, classes);
            double least = double.PositiveInfinity, second = double.PositiveInfinity;
            for (var decision = 0; decision < classes; decision++)
            {
                var cost = 0.0;
                for (var c = 0; c < classes; c++)
                {
                    cost += p[c] * (_costs.Length > 0 ? _costs[c][decision] : c == decision ? 0 : 1);
                }

                (least, second) = cost < least ? (cost, least) : double.IsNaN(cost) ? (cost, cost) : (least, Math.Min(second, cost));
            }

            scores[i] = (float)(_rule == CostRule.LeastCost ? least : classes == 1 ? 0 : least - second);
        }
    }
}
