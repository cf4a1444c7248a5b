using PluginAL.Abstractions;

namespace PluginAL.Engine.Acquisition;

/// <summary>
/// How much a missing value v is expected to tell about a row's class, for each unit of its cost: the mutual information H(E_v p(v)) − E_v H(p(v)) in nats, where p(v) is what the model says
/// once v is known and the other missing values have moved with it, and v is normally distributed given the values that are there (active feature-value acquisition by expected utility:
/// Saar-Tsechansky, Melville and Provost 2009; the information reward of Ma and others 2019, "EDDI").
/// </summary>
/// <remarks>The expectation is a Gauss-Hermite quadrature of seven nodes, exact for polynomials to degree 13. Never negative. Needs a model; before the first one, and for models that say
/// nothing, use <see cref="FeatureVariance"/>. Seven predictions for each missing value.</remarks>
public sealed class FeatureInformation : IFeatureAcquisition
{
    // Nodes and weights for the standard normal distribution: √2 times those of exp(−x²), over √π (Abramowitz and Stegun 1964, table 25.10).
    private static readonly double[] Nodes = [-3.7504397177257423, -2.3667594107345416, -1.1544053947399682, 0, 1.1544053947399682, 2.3667594107345416, 3.7504397177257423];

    private static readonly double[] Weights = [0.0005482688559722185, 0.030757123967586497, 0.24012317860501271, 0.45714285714285713, 0.24012317860501271, 0.030757123967586497, 0.0005482688559722185];

    /// <inheritdoc/>
    public IReadOnlyList<FeatureQuery> Select(AcquisitionContext context, int count)
    {
        ArgumentNullException.ThrowIfNull(context);
        var model = context.Model ?? throw PluginALException.Usage("What a value tells about the class is asked of a model, and there is none; train one, or choose by FeatureVariance.");
        return context.Best(count, (_, row, scores) =>
        {
            for (var i = 0; i < scores.Length; i++)
            {
                scores[i] = Information(model, row, i);
            }
        });
    }

    /// <summary>What a missing value is expected to tell about the class.</summary>
    /// <param name="model">The model.</param>
    /// <param name="row">The row, filled in.</param>
    /// <param name="index">The value's position in <see cref="ImputedRow.Missing"/>.</param>
    /// <returns>The mutual information in nats, at least 0.</returns>
    public static double Information(IClassifier model, ImputedRow row, int index)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(row);
        var (deviation, middle) = (Math.Sqrt(Math.Max(0, row.Variance(index))), row.Values[row.Missing[index]]);
        var (mean, within) = (new double[model.ClassCount], 0.0);
        var probabilities = new float[model.ClassCount];
        for (var node = 0; node < Nodes.Length; node++)
        {
            model.PredictProbabilities(FeatureBlock.Dense(row.With(index, middle + (deviation * Nodes[node])), 1, row.Values.Count), probabilities);
            for (var c = 0; c < mean.Length; c++)
            {
                mean[c] += Weights[node] * probabilities[c];
                within += Weights[node] * Term(probabilities[c]);
            }
        }

        return Math.Max(0, mean.Sum(Term) - within);
    }

    private static double Term(float p) => Term((double)p);

    private static double Term(double p) => p > 0 ? -p * Math.Log(p) : 0;
}
