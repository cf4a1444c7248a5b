using PluginAL.Abstractions;
using PluginAL.Learners.Internals;

namespace PluginAL.Learners;

/// <summary>
/// A linear model with a softmax: p(c | x) = exp(x·W_c + b_c) / Σₖ exp(x·W_k + b_k) over the classes that had labelled rows; the
/// others have probability exactly zero. Prediction costs O(D·K) a dense row and O(non-zeros·K) a sparse one.
/// </summary>
public sealed class LinearClassifier : ILinearClassifier
{
    private readonly int[] _present;
    private readonly int[] _columns;
    private readonly float[] _weights;
    private readonly float[] _intercepts;
    private readonly float[] _others;
    private readonly Lazy<int[]> _slots;
    private readonly Lazy<LinearPrediction> _prediction;
    private readonly Lazy<float[]> _slotWeights;

    /// <param name="learner">The name of the learner.</param>
    /// <param name="layout">The layout of the features.</param>
    /// <param name="width">D.</param>
    /// <param name="classCount">C.</param>
    /// <param name="present">K classes that had rows, ascending.</param>
    /// <param name="columns">Sparse only: the columns with weights, ascending.</param>
    /// <param name="weights">Dense: (D, K). Sparse: (columns, K).</param>
    /// <param name="intercepts">K.</param>
    /// <param name="others">Sparse only: K weights of every other column; null: zero.</param>
    internal LinearClassifier(
        string learner, FeatureLayout layout, int width, int classCount, int[] present, int[] columns, float[] weights, float[] intercepts,
        float[]? others = null)
    {
        Learner = learner;
        Layout = layout;
        Width = width;
        ClassCount = classCount;
        _present = present;
        _columns = columns;
        _weights = weights;
        _intercepts = intercepts;
        _others = others ?? new float[present.Length];
        _slots = new Lazy<int[]>(NumberColumns);
        _prediction = new Lazy<LinearPrediction>(() => new LinearPrediction(this));
        _slotWeights = new Lazy<float[]>(() => [.. _others, .. _weights]);
    }

    /// <summary>The name of the learner that fitted the model.</summary>
    public string Learner { get; }

    /// <summary>The layout of the features that the model was fitted on and expects.</summary>
    public FeatureLayout Layout { get; }

    /// <inheritdoc/>
    public int Width { get; }

    /// <inheritdoc/>
    public int ClassCount { get; }

    /// <summary>The K classes that had labelled rows, ascending.</summary>
    public ReadOnlySpan<int> PresentClasses => _present;

    /// <summary>Sparse only: the columns that have weights of their own, ascending. Empty for dense features.</summary>
    public ReadOnlySpan<int> WeightedColumns => _columns;

    /// <summary>W, row-major: (D, K) for dense features, a row for each of <see cref="WeightedColumns"/> for sparse ones.</summary>
    public ReadOnlySpan<float> Weights => _weights;

    /// <summary>Sparse only: the K weights of each column that is not among <see cref="WeightedColumns"/>; zero for logistic regression.</summary>
    public ReadOnlySpan<float> OtherWeights => _others;

    /// <summary>b, one for each of <see cref="PresentClasses"/>.</summary>
    public ReadOnlySpan<float> Intercepts => _intercepts;

    ReadOnlySpan<int> ILinearClassifier.WeightedClasses => _present;

    ReadOnlySpan<float> ILinearClassifier.DenseWeights => Layout == FeatureLayout.Dense ? _weights : default;

    ReadOnlySpan<float> ILinearClassifier.SparseWeights => Layout == FeatureLayout.Sparse ? _slotWeights.Value : default;

    ReadOnlySpan<int> ILinearClassifier.SparseSlots => Layout == FeatureLayout.Sparse ? Slots : default;

    ReadOnlySpan<float> ILinearClassifier.Bias => _intercepts;

    /// <inheritdoc/>
    /// <exception cref="PluginALException">The rows have another layout or width than the model was fitted on.</exception>
    /// <exception cref="ArgumentException"><paramref name="probabilities"/> has not n × C values.</exception>
    public void PredictProbabilities(in FeatureBlock rows, Span<float> probabilities)
    {
        if (rows.Layout != Layout || rows.Width != Width)
        {
            throw PluginALException.Input(
                $"The rows have {rows.Width} {Name(rows.Layout)} columns; this '{Learner}' model was fitted on {Width} {Name(Layout)} ones. "
                + "Use the features that it was fitted on, or fit it anew.");
        }

        if (probabilities.Length != (long)rows.Count * ClassCount)
        {
            throw new ArgumentException(
                $"There is room for {probabilities.Length} probabilities; {rows.Count} rows of {ClassCount} classes need "
                + $"{(long)rows.Count * ClassCount}.",
                nameof(probabilities));
        }

        _prediction.Value.Predict(rows, probabilities);
    }

    /// <inheritdoc/>
    public void Save(Stream stream) => LinearModelFile.Write(this, stream);

    /// <summary>Sparse only: for each of the D columns its place among <see cref="WeightedColumns"/> plus one, or 0.</summary>
    internal int[] Slots => _slots.Value;

    /// <summary>Sparse only: the K weights of a column; empty where it has none of its own.</summary>
    internal ReadOnlySpan<float> WeightsOf(int column)
    {
        var slot = Slots[column];
        return slot == 0 ? [] : _weights.AsSpan((slot - 1) * _present.Length, _present.Length);
    }

    private int[] NumberColumns()
    {
        var slots = new int[Width];
        for (var i = 0; i < _columns.Length; i++)
        {
            slots[_columns[i]] = i + 1;
        }

        return slots;
    }

    private static string Name(FeatureLayout layout) => layout == FeatureLayout.Dense ? "dense" : "sparse";
}
