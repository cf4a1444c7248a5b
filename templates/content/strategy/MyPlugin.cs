using System.ComponentModel.DataAnnotations;
using PluginAL.Abstractions;

namespace MyPlugin;

/// <summary>A weighted mean of margin, 1 − (p₁ − p₂), and normalised entropy, −Σ p ln p ÷ ln C.</summary>
/// <param name="options">The weight.</param>
[Strategy("my-plugin", Summary = "A weighted mean of margin and normalised entropy.", Needs = Signals.Probabilities)]
public sealed class MyPluginStrategy(MyPluginOptions options) : IPointwiseStrategy
{
    /// <inheritdoc/>
    public void Score(in SignalBlock block, RandomSource random, Span<float> scores)
    {
        for (var i = 0; i < block.Count; i++)
        {
            var probabilities = block.Probabilities.Slice(i * block.ClassCount, block.ClassCount);
            scores[i] = (float)((options.Margin * Margin(probabilities)) + ((1 - options.Margin) * Entropy(probabilities)));
        }
    }

    private static double Margin(ReadOnlySpan<float> probabilities)
    {
        // NaN in, NaN out: the host counts and reports such rows, and chooses others.
        double first = 0, second = 0, sum = 0;
        foreach (var p in probabilities)
        {
            (first, second) = p > first ? (p, first) : (first, Math.Max(second, p));
            sum += p;
        }

        return (1 - (first - second)) * sum;
    }

    private static double Entropy(ReadOnlySpan<float> probabilities)
    {
        var sum = 0.0;
        foreach (var p in probabilities)
        {
            sum -= p == 0 ? 0 : p * Math.Log(p);
        }

        return probabilities.Length < 2 ? 0 : sum / Math.Log(probabilities.Length);
    }
}

/// <summary>What can be set, as in <c>MyPlugin.cs:margin=0.8</c>.</summary>
public sealed record MyPluginOptions
{
    /// <summary>The weight of the margin; that of the entropy is what is left of one.</summary>
    [Range(0, 1)]
    public double Margin { get; init; } = 0.5;
}
