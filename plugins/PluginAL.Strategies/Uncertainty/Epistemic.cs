using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>
/// Epistemic uncertainty: how plausible both classes still are for want of labels nearby, min(π(1), π(0)), with the degrees of support
/// π(1) = max_θ min(ℒ(θ), 2θ − 1), π(0) = max_θ min(ℒ(θ), 1 − 2θ) and the likelihood ℒ ∝ θ^a (1 − θ)^b, scaled to a maximum of 1 (Senge and
/// others 2014; Nguyen, Destercke and Hüllermeier 2019, "Epistemic uncertainty sampling").
/// </summary>
/// <remarks>
/// a and b are the labels of the two most frequent classes in a Parzen window around the row, each weighing exp(−γ ‖x − x_l‖²). A noisy region with many
/// labels scores low, an empty one high: so it explores where margin and entropy go on asking about noise. Looks at no model. Batch: the highest scores,
/// duplicates last. In a cold start the session draws at random. O(|L| · E) for each row.
/// </remarks>
/// <param name="options">The window and how many candidates are looked at.</param>
[Strategy("epistemic", Summary = "Rows around which labels are too few to tell the class.", Needs = Signals.Embeddings, ClassesOnly = true)]
public sealed class Epistemic(EpistemicOptions options) : IQueryStrategy
{
    private const int Halvings = 40;

    /// <inheritdoc/>
    public IReadOnlyList<SelectedRow> Select(QueryContext context, int count) =>
        ParzenFrequencies.Best(context, options.Gamma, options.Candidates, count, frequencies =>
        {
            Array.Sort(frequencies);
            return Support(frequencies[^1], frequencies[^2]);
        });

    /// <summary>
    /// The support of the rarer class, the smaller of the two: max over θ of min(ℒ(θ), 1 − 2θ), θ being the share of the more frequent one. ℒ rises up to
    /// its peak a ÷ (a + b) ≥ ½ and 1 − 2θ falls, so they meet in [0, ½], and bisection finds where.
    /// </summary>
    internal static double Support(double a, double b)
    {
        if (a + b == 0)
        {
            return 1;
        }

        var peak = a / (a + b);
        var best = Log(peak);
        double low = 0, high = 0.5;
        for (var i = 0; i < Halvings; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = Math.Exp(Log(middle) - best) < 1 - (2 * middle) ? (middle, high) : (low, middle);
        }

        return 1 - (2 * low);

        double Log(double theta) => (a > 0 ? a * Math.Log(theta) : 0) + (b > 0 ? b * Math.Log(1 - theta) : 0);
    }
}
