using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>
/// Expected gradient length: Σ_c p_c ‖∇ℓ(x, c)‖₂, the length of the last layer's gradient that a label would bring, over the labels as the model
/// expects them (Settles, Craven and Ray 2008, "Multiple-instance active learning").
/// </summary>
/// <remarks>
/// The gradient of the cross-entropy is (p − e_c) ⊗ (x, 1), so the score is √(‖x‖² + 1) Σ_c p_c √(Σp² − 2 p_c + 1): the Euclidean
/// length, bias included. x is the embedding. Batch: the highest scores. In a cold start the session draws at random. O(C + E) for each row, in blocks.
/// </remarks>
[Strategy("expected-gradient-length", Summary = "The expected length of the last layer's gradient that a label would bring.", Needs = Signals.Probabilities | Signals.Embeddings)]
public sealed class ExpectedGradientLength : IPointwiseStrategy
{
    /// <inheritdoc/>
    public void Score(in SignalBlock block, RandomSource random, Span<float> scores)
    {
        for (var i = 0; i < block.Count; i++)
        {
            var x = block.Embeddings.Slice(i * block.EmbeddingWidth, block.EmbeddingWidth);
            var squared = 1.0;
            foreach (var value in x)
            {
                squared += (double)value * value;
            }

            scores[i] = (float)(Math.Sqrt(squared) * Residual(block.Probabilities.Slice(i * block.ClassCount, block.ClassCount)));
        }
    }

    /// <summary>Σ_c p_c ‖p − e_c‖.</summary>
    internal static double Residual(ReadOnlySpan<float> probabilities)
    {
        double squares = 0, sum = 0;
        foreach (var p in probabilities)
        {
            squares += (double)p * p;
        }

        foreach (var p in probabilities)
        {
            sum += p * Math.Sqrt(Math.Max(0, squares - (2.0 * p) + 1));
        }

        return sum;
    }
}
