using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>
/// McPAL, multi-class probabilistic active learning: by how much m labels near a row are expected to lower the error there, for each label, at the best m of 1 to M,
/// max over m of (e₀ − e_m) ÷ m, in [0, 1) (Kottke, Krempl, Lang, Teschner and Spiliopoulou 2016, "Multi-class probabilistic active learning").
/// </summary>
/// <remarks>
/// k are the labels of each class in a Parzen window around the row, each weighing exp(−γ ‖x − x_l‖²); the class probabilities there are Dirichlet(k + ε), so m labels
/// l have the probability of Dirichlet and Pólya's urn, and the error left is 1 − (k_ŷ + ε + l_ŷ) ÷ (Σ (k + ε) + m), ŷ = argmax (k + l). Closed form: looks at no
/// model. Where labels contradict each other it asks less, where there are none it asks most. The paper weighs by the density besides; combine with
/// <c>information-density</c> for that. Batch: the highest scores, duplicates last. In a cold start the session draws at random.
/// O(|L| · E + C^M) for each row.
/// </remarks>
/// <param name="options">The window, M and ε.</param>
[Strategy("mcpal", Summary = "By how much a few labels near a row are expected to lower the error there.", Needs = Signals.Embeddings, ClassesOnly = true)]
public sealed class Mcpal(McpalOptions options) : IQueryStrategy
{
    /// <inheritdoc/>
    public IReadOnlyList<SelectedRow> Select(QueryContext context, int count) => ParzenFrequencies.Best(
        context, options.Gamma, options.Candidates, count, frequencies => Gain(frequencies, options.Lookahead, options.Prior));

    /// <summary>max over m of (e₀ − e_m) ÷ m.</summary>
    internal static double Gain(double[] frequencies, int lookahead, double prior) => new ErrorGain(frequencies.Length, lookahead, prior).Of(frequencies);
}
