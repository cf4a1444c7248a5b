using System.Runtime.Intrinsics;
using PluginAL.Abstractions;
using PluginAL.Learners.Internals;

namespace PluginAL.Learners;

/// <summary>
/// A linear model for each of L labels, independent of each other: p(l | x) = 1 / (1 + exp(−x·w_l − b_l)). A label whose labelled rows all said the
/// same has weights of zero. Prediction costs O(D·L) a dense row and O(non-zeros·L) a sparse one.
/// </summary>
public sealed class LinearLabelClassifier : IMultiLabelClassifier
{
    private readonly Lazy<LinearLogits> _logits;

    internal LinearLabelClassifier(string learner, LinearWeights linear)
    {
        Learner = learner;
        Linear = linear;
        _logits = new Lazy<LinearLogits>(() => new LinearLogits(linear));
    }

    /// <summary>The name of the learner that fitted the model.</summary>
    public string Learner { get; }

    /// <inheritdoc/>
    public int Width => Linear.Width;

    /// <inheritdoc/>
    public int LabelCount => Linear.Outputs;

    /// <summary>The layout of the features that the model was fitted on and expects.</summary>
    public FeatureLayout Layout => Linear.Layout;

    /// <summary>b, one for each label.</summary>
    public ReadOnlySpan<float> Intercepts => Linear.Intercepts;

    internal LinearWeights Linear { get; }

    /// <inheritdoc/>
    /// <exception cref="PluginALException">The rows have another layout or width than the model was fitted on.</exception>
    /// <exception cref="ArgumentException"><paramref name="probabilities"/> has not n × L values.</exception>
    public void PredictLabels(in FeatureBlock rows, Span<float> probabilities)
    {
        FeatureCheck.Rows(rows, Layout, Width, Learner);
        FeatureCheck.Room(rows.Count, LabelCount, probabilities.Length);
        FeatureCheck.Columns(rows);
        var predictor = _logits.Value;
        for (var first = 0; first < rows.Count; first += LinearLogits.RowsAtOnce)
        {
            var count = Math.Min(LinearLogits.RowsAtOnce, rows.Count - first);
            var logits = probabilities.Slice(first * LabelCount, count * LabelCount);
            predictor.Of(rows, first, count, logits);
            Logistic(logits);
        }
    }

    /// <inheritdoc/>
    public void Save(Stream stream) => LinearModelFile.Write(this, stream);

    /// <summary>z ← 1 / (1 + e⁻ᶻ); what is not a number stays so.</summary>
    private static void Logistic(Span<float> values)
    {
        Span<float> eight = stackalloc float[8];
        for (var i = 0; i < values.Length; i += 8)
        {
            var part = values.Slice(i, Math.Min(8, values.Length - i));
            part.CopyTo(eight);
            var z = Vector256.Create<float>(eight);
            Rows2.Logistic(z, out var p, out _);
            Vector256.ConditionalSelect(Vector256.Equals(z, z), p, z).CopyTo(eight);
            eight[..part.Length].CopyTo(part);
        }
    }
}
