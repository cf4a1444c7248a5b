using PluginAL.Abstractions;

namespace PluginAL.Strategies.Tests;

/// <summary>Models without an optimiser, exp(−‖x − z‖² ÷ unit²) being the weight of a labelled row.</summary>
/// <param name="features">(n, D).</param>
/// <param name="width">D.</param>
/// <param name="unit">The unit of the features.</param>
internal abstract class KernelModel(float[] features, int width, double unit) : IModel
{
    public int Width => width;

    public void Save(Stream stream) => throw new NotSupportedException();

    /// <summary>The weight of each labelled row.</summary>
    protected double[] Weights(in FeatureBlock rows, int row)
    {
        var x = new float[width];
        if (rows.Layout == FeatureLayout.Dense)
        {
            rows.Values.Slice(row * width, width).CopyTo(x);
        }
        else
        {
            for (var e = rows.RowOffsets[row]; e < rows.RowOffsets[row + 1]; e++)
            {
                x[rows.Columns[(int)(e - rows.RowOffsets[0])]] = rows.Values[(int)(e - rows.RowOffsets[0])];
            }
        }

        var weights = new double[features.Length / width];
        for (var i = 0; i < weights.Length; i++)
        {
            var distance = 0.0;
            for (var d = 0; d < width; d++)
            {
                distance += Math.Pow(((double)x[d] - features[(i * width) + d]) / unit, 2);
            }

            weights[i] = Math.Exp(-distance);
        }

        return weights;
    }
}

/// <summary>A Parzen window for each label: p = (1e-3 + Σ over rows with it) ÷ (2e-3 + Σ over all rows).</summary>
internal sealed class KernelLabels(float[] features, IReadOnlyList<Label> labels, int labelCount, int width, double unit = 1)
    : KernelModel(features, width, unit), IMultiLabelClassifier
{
    public int LabelCount => labelCount;

    public void PredictLabels(in FeatureBlock rows, Span<float> probabilities)
    {
        for (var i = 0; i < rows.Count; i++)
        {
            var weights = Weights(rows, i);
            for (var l = 0; l < labelCount; l++)
            {
                var with = weights.Where((_, row) => ((MultiLabel)labels[row]).Classes.Contains(l)).Sum();
                probabilities[(i * labelCount) + l] = (float)((1e-3 + with) / (2e-3 + weights.Sum()));
            }
        }
    }
}

/// <summary>
/// The kernel regressor with a normal inverse χ² prior of scikit-activeml: mean and variance of Student's t for the weighted labels
/// (Murphy 2007, "Conjugate Bayesian analysis of the Gaussian distribution", section 4).
/// </summary>
internal sealed class KernelNumbers(float[] features, IReadOnlyList<Label> labels, int width, double unit = 1) : KernelModel(features, width, unit), IRegressor
{
    private const double Kappa = 0.1;
    private const double Nu = 2.5;

    public void PredictNumbers(in FeatureBlock rows, Span<float> means, Span<float> variances)
    {
        double[] numbers = [.. labels.Select(label => ((NumberLabel)label).Value)];
        for (var i = 0; i < rows.Count; i++)
        {
            var weights = Weights(rows, i);
            var n = weights.Sum();
            var mean = weights.Zip(numbers, (w, y) => w * y).Sum() / n;
            var spread = weights.Zip(numbers, (w, y) => w * (y - mean) * (y - mean)).Sum();
            var (kappa, nu) = (Kappa + n, Nu + n);
            var squared = (Nu + spread + (Kappa * n / kappa * mean * mean)) / nu;
            means[i] = (float)(n * mean / kappa);
            variances[i] = (float)((1 + kappa) / kappa * squared * nu / (nu - 2));
        }
    }
}
