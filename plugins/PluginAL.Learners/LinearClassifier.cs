using PluginAL.Abstractions;
using PluginAL.Learners.Internals;
using PluginAL.Scoring;

namespace PluginAL.Learners;

/// <summary>
/// A linear model with a softmax: p(c | x) = exp(x·W_c + b_c) / Σₖ exp(x·W_k + b_k) over the classes that had labelled rows; the
/// others have probability exactly zero. Prediction costs O(D·K) a dense row and O(non-zeros·K) a sparse one.
/// </summary>
public sealed class LinearClassifier : ILinearClassifier
{
    private readonly int[] _present;
    private readonly Lazy<LinearLogits> _logits;
    private readonly Lazy<float[]> _slotWeights;

    /// <param name="learner">The name of the learner.</param>
    /// <param name="classCount">C.</param>
    /// <param name="present">K classes that had rows, ascending.</param>
    /// <param name="linear">The weights of these.</param>
    internal LinearClassifier(string learner, int classCount, int[] present, LinearWeights linear)
    {
        Learner = learner;
        ClassCount = classCount;
        Linear = linear;
        _present = present;
        _logits = new Lazy<LinearLogits>(() => new LinearLogits(linear));
        _slotWeights = new Lazy<float[]>(() => [.. linear.Others, .. linear.Values]);
    }

    /// <summary>The name of the learner that fitted the model.</summary>
    public string Learner { get; }

    /// <summary>The layout of the features that the model was fitted on and expects.</summary>
    public FeatureLayout Layout => Linear.Layout;

    /// <inheritdoc/>
    public int Width => Linear.Width;

    /// <inheritdoc/>
    public int ClassCount { get; }

    /// <summary>The K classes that had labelled rows, ascending.</summary>
    public ReadOnlySpan<int> PresentClasses => _present;

    /// <summary>Sparse only: the columns that have weights of their own, ascending. Empty for dense features.</summary>
    public ReadOnlySpan<int> WeightedColumns => Linear.Columns;

    /// <summary>W, row-major: (D, K) for dense features, a row for each of <see cref="WeightedColumns"/> for sparse ones.</summary>
    public ReadOnlySpan<float> Weights => Linear.Values;

    /// <summary>Sparse only: the K weights of each column that is not among <see cref="WeightedColumns"/>; zero for logistic regression.</summary>
    public ReadOnlySpan<float> OtherWeights => Linear.Others;

    /// <summary>b, one for each of <see cref="PresentClasses"/>.</summary>
    public ReadOnlySpan<float> Intercepts => Linear.Intercepts;

    internal LinearWeights Linear { get; }

    ReadOnlySpan<int> ILinearClassifier.WeightedClasses => _present;

    ReadOnlySpan<float> ILinearClassifier.DenseWeights => Layout == FeatureLayout.Dense ? Linear.Values : default;

    ReadOnlySpan<float> ILinearClassifier.SparseWeights => Layout == FeatureLayout.Sparse ? _slotWeights.Value : default;

    ReadOnlySpan<int> ILinearClassifier.SparseSlots => Layout == FeatureLayout.Sparse ? Linear.Slots : default;

    ReadOnlySpan<float> ILinearClassifier.Bias => Linear.Intercepts;

    /// <inheritdoc/>
    /// <exception cref="PluginALException">The rows have another layout or width than the model was fitted on.</exception>
    /// <exception cref="ArgumentException"><paramref name="probabilities"/> has not n × C values.</exception>
    public void PredictProbabilities(in FeatureBlock rows, Span<float> probabilities)
    {
        FeatureCheck.Rows(rows, Layout, Width, Learner);
        FeatureCheck.Room(rows.Count, ClassCount, probabilities.Length);
        FeatureCheck.Columns(rows);
        var predictor = _logits.Value;
        var (k, all) = (_present.Length, _present.Length == ClassCount);
        var buffer = all ? [] : new float[LinearLogits.RowsAtOnce * k];
        for (var first = 0; first < rows.Count; first += LinearLogits.RowsAtOnce)
        {
            var count = Math.Min(LinearLogits.RowsAtOnce, rows.Count - first);
            var target = probabilities.Slice(first * ClassCount, count * ClassCount);
            var logits = all ? target : buffer.AsSpan(0, count * k);
            predictor.Of(rows, first, count, logits);
            Softmax.InPlace(logits, k);
            if (!all)
            {
                Spread(logits, target, count);
            }
        }
    }

    /// <inheritdoc/>
    public void Save(Stream stream) => LinearModelFile.Write(this, stream);

    /// <summary>The K probabilities among all C; a row that is not a number is so in every class.</summary>
    private void Spread(ReadOnlySpan<float> logits, Span<float> target, int count)
    {
        var k = _present.Length;
        target.Clear();
        for (var i = 0; i < count; i++)
        {
            for (var c = 0; c < k; c++)
            {
                target[i * ClassCount + _present[c]] = logits[i * k + c];
            }

            if (float.IsNaN(logits[i * k]))
            {
                target.Slice(i * ClassCount, ClassCount).Fill(float.NaN);
            }
        }
    }
}
