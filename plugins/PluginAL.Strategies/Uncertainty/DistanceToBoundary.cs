using PluginAL.Abstractions;
using PluginAL.Scoring;

namespace PluginAL.Strategies;

/// <summary>
/// Distance to the boundary: minus the distance to the nearest decision boundary, min over c of (z_ŷ − z_c) ÷ ‖w_ŷ − w_c‖, ŷ being the predicted
/// class (Tong and Koller 2001, "Support vector machine active learning with applications to text classification"; Campbell, Cristianini and Smola 2000).
/// </summary>
/// <remarks>
/// The differences of logits are those of the logarithms of the probabilities, so probabilities and the weights of a linear model are
/// enough; for other models the norms count as 1. Where float32 has rounded the probability to 0, the distance is that of 10⁻⁴⁵. Batch: the
/// highest scores. In a cold start the session draws at random. O(C) for each row, in blocks.
/// </remarks>
[Strategy("distance-to-boundary", Summary = "The row nearest to a decision boundary.", Needs = Signals.Probabilities)]
public sealed class DistanceToBoundary : IQueryStrategy
{
    /// <inheritdoc/>
    public IReadOnlyList<SelectedRow> Select(QueryContext context, int count)
    {
        var norms = Norms(context.Model as ILinearClassifier, context.Classes.Count);
        var top = new TopK(count);
        context.ForEachBlock((in SignalBlock block) =>
        {
            for (var i = 0; i < block.Count; i++)
            {
                top.Add((float)-Distance(block.Probabilities.Slice(i * block.ClassCount, block.ClassCount), norms), block.Row(i));
            }
        });
        return Top.Selected(context, top, count);
    }

    internal static double Distance(ReadOnlySpan<float> probabilities, double[,]? norms)
    {
        var best = Parts.Argmax(probabilities);
        if (best < 0 || probabilities.Length == 1)
        {
            return best < 0 ? double.NaN : 0;
        }

        var nearest = double.PositiveInfinity;
        for (var c = 0; c < probabilities.Length; c++)
        {
            if (c != best)
            {
                var apart = Math.Log(probabilities[best]) - Math.Log(Math.Max(probabilities[c], float.Epsilon));
                nearest = Math.Min(nearest, apart / (norms is null ? 1 : norms[best, c]));
            }
        }

        return nearest;
    }

    /// <summary>‖w_a − w_b‖ of each pair of classes; 1 where a class has no weights or two have the same. Null: not linear.</summary>
    private static double[,]? Norms(ILinearClassifier? model, int classes)
    {
        if (model is null || model.DenseWeights.IsEmpty)
        {
            return null;
        }

        var weighted = model.WeightedClasses;
        var weights = model.DenseWeights;
        var norms = new double[classes, classes];
        for (var a = 0; a < classes; a++)
        {
            for (var b = 0; b < classes; b++)
            {
                norms[a, b] = 1;
            }
        }

        for (var a = 0; a < weighted.Length; a++)
        {
            for (var b = 0; b < weighted.Length; b++)
            {
                var squared = 0.0;
                for (var d = 0; d < weights.Length; d += weighted.Length)
                {
                    var apart = (double)weights[d + a] - weights[d + b];
                    squared += apart * apart;
                }

                norms[weighted[a], weighted[b]] = squared > 0 ? Math.Sqrt(squared) : 1;
            }
        }

        return norms;
    }
}
