using PluginAL.Abstractions;
using PluginAL.Learners.Internals;

namespace PluginAL.Learners;

/// <summary>
/// A linear model of a number with what it does not know: y | x ~ N(ȳ + (x − x̄)·w, σ² (1 + 1/n + (x − x̄)′ (X′X + λI)⁻¹ (x − x̄))), X being the n labelled
/// rows less their mean x̄ (Bishop 2006, Pattern recognition and machine learning, section 3.3; the intercept has a flat prior). A column that no labelled row
/// has counts with all of its prior variance σ²/λ.
/// </summary>
/// <remarks>
/// Prediction costs O(D·m) a dense row and O(non-zeros·m) a sparse one, m = min(n, columns that occur). Where m is more than 2,000 or m times the columns more
/// than 2²², the variance is σ² for every row and prediction costs O(D) or O(non-zeros).
/// </remarks>
public sealed class LinearRegressor : IRegressor
{
    private readonly double[] _means;
    private readonly double[] _weights;
    private readonly double[] _factor;
    private readonly double[] _shift;
    private readonly double _squares;
    private readonly int[] _slots;

    internal LinearRegressor(
        string learner, RegressionRows rows, double[] weights, double noise, double prior, bool dual, double[] factor, int rank)
        : this(new LinearRegressorParts
        {
            Learner = learner, Layout = rows.Layout, Width = rows.Width, Columns = rows.Columns, RowCount = rows.Count, Mean = rows.Mean, Noise = noise,
            Prior = prior, Dual = dual, Rank = rank, Means = rows.Means, Weights = weights, Factor = factor,
        })
    {
    }

    internal LinearRegressor(LinearRegressorParts parts)
    {
        Parts = parts;
        (_means, _weights, _factor) = (parts.Means, parts.Weights, parts.Factor);
        _squares = Doubles.Dot(_means, _means);
        _shift = new double[parts.Rank];
        for (var d = 0; d < _means.Length && parts.Rank > 0; d++)
        {
            Doubles.AddScaled(_shift, -_means[d], Column(d));
        }

        _slots = new int[parts.Layout == FeatureLayout.Sparse ? parts.Width : 0];
        for (var i = 0; i < parts.Columns.Length; i++)
        {
            _slots[parts.Columns[i]] = i + 1;
        }
    }

    /// <summary>The name of the learner that fitted the model.</summary>
    public string Learner => Parts.Learner;

    /// <inheritdoc/>
    public int Width => Parts.Width;

    /// <summary>The layout of the features that the model was fitted on and expects.</summary>
    public FeatureLayout Layout => Parts.Layout;

    /// <summary>Sparse only: the columns that have weights, ascending. Empty for dense features.</summary>
    public ReadOnlySpan<int> WeightedColumns => Parts.Columns;

    /// <summary>w: D values for dense features, one for each of <see cref="WeightedColumns"/> for sparse ones.</summary>
    public ReadOnlySpan<double> Weights => _weights;

    /// <summary>What is predicted for a row of zeros, ȳ − x̄·w.</summary>
    public double Intercept => Parts.Mean - Doubles.Dot(_means, _weights);

    /// <summary>σ², in the label's unit squared, above 0.</summary>
    public double NoiseVariance => Parts.Noise;

    /// <summary>Whether the variance of a row is more than <see cref="NoiseVariance"/>: it tells what the model does not know.</summary>
    public bool KnowsItsVariance => Parts.Prior > 0;

    /// <summary>Variance of a weight before any label, σ²/λ; 0 where the model does not know its variance.</summary>
    public double PriorVariance => Parts.Prior;

    internal LinearRegressorParts Parts { get; }

    /// <inheritdoc/>
    /// <exception cref="PluginALException">The rows have another layout or width than the model was fitted on.</exception>
    /// <exception cref="ArgumentException">There is not room for n numbers.</exception>
    public void PredictNumbers(in FeatureBlock rows, Span<float> means, Span<float> variances)
    {
        FeatureCheck.Rows(rows, Layout, Width, Learner);
        FeatureCheck.Room(rows.Count, 1, means.Length);
        FeatureCheck.Room(rows.Count, 1, variances.Length);
        FeatureCheck.Columns(rows);
        var inside = new double[Parts.Rank];
        for (var i = 0; i < rows.Count; i++)
        {
            _shift.CopyTo(inside, 0);
            var (mean, distance, unseen) = Layout == FeatureLayout.Dense ? Dense(rows, i, inside) : Sparse(rows, i, inside);
            var known = Doubles.Dot(inside, inside);
            var doubt = Parts.Dual ? Parts.Prior * Math.Max(0, distance - known) : Parts.Noise * known;
            var variance = KnowsItsVariance ? (Parts.Noise * (1 + (1.0 / Parts.RowCount))) + doubt + (Parts.Prior * unseen) : Parts.Noise;
            means[i] = (float)mean;
            variances[i] = double.IsNaN(mean) ? float.NaN : (float)variance;
        }
    }

    /// <inheritdoc/>
    public void Save(Stream stream) => RegressorFile.Write(this, stream);

    /// <summary>The mean, ‖x − x̄‖², nothing unseen; inside ← inside + factor · x.</summary>
    private (double Mean, double Distance, double Unseen) Dense(in FeatureBlock rows, int row, double[] inside)
    {
        var (mean, distance) = (Parts.Mean, 0.0);
        var x = rows.Values.Slice(row * Width, Width);
        for (var d = 0; d < x.Length; d++)
        {
            var from = x[d] - _means[d];
            mean = Math.FusedMultiplyAdd(from, _weights[d], mean);
            distance = Math.FusedMultiplyAdd(from, from, distance);
            if (inside.Length > 0 && x[d] != 0)
            {
                Doubles.AddScaled(inside, x[d], Column(d));
            }
        }

        return (mean, distance, 0);
    }

    /// <summary>The mean, ‖x − x̄‖² over the columns that occurred, ‖x‖² over the others; inside ← inside + factor · x.</summary>
    private (double Mean, double Distance, double Unseen) Sparse(in FeatureBlock rows, int row, double[] inside)
    {
        var (mean, distance, unseen) = (Intercept, _squares, 0.0);
        var (from, to) = ((int)(rows.RowOffsets[row] - rows.RowOffsets[0]), (int)(rows.RowOffsets[row + 1] - rows.RowOffsets[0]));
        for (var e = from; e < to; e++)
        {
            double value = rows.Values[e];
            var slot = _slots[rows.Columns[e]] - 1;
            if (slot < 0)
            {
                unseen += value * value;
                mean += 0 * value;
                continue;
            }

            mean = Math.FusedMultiplyAdd(value, _weights[slot], mean);
            distance += value * (value - (2 * _means[slot]));
            if (inside.Length > 0)
            {
                Doubles.AddScaled(inside, value, Column(slot));
            }
        }

        return (mean, distance, unseen);
    }

    private ReadOnlySpan<double> Column(int column) => _factor.AsSpan(column * Parts.Rank, Parts.Rank);
}
