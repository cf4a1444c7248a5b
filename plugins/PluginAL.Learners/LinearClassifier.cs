using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using PluginAL.Abstractions;
using PluginAL.Learners.Internals;
using PluginAL.Scoring;

namespace PluginAL.Learners;

/// <summary>
/// A linear model with a softmax: p(c | x) = exp(x·W_c + b_c) / Σₖ exp(x·W_k + b_k) over the classes that had labelled rows; the
/// others have probability exactly zero. Prediction costs O(D·C) a dense row and O(non-zeros·C) a sparse one.
/// </summary>
public sealed class LinearClassifier : IClassifier
{
    private readonly int[] _present;
    private readonly int[] _columns;
    private readonly float[] _weights;
    private readonly float[] _intercepts;
    private readonly Lazy<int[]> _slots;

    /// <param name="learner">The name of the learner.</param>
    /// <param name="layout">The layout of the features.</param>
    /// <param name="width">D.</param>
    /// <param name="classCount">C.</param>
    /// <param name="present">K classes that had rows, ascending.</param>
    /// <param name="columns">Sparse only: the columns with weights, ascending.</param>
    /// <param name="weights">Dense: (D, K). Sparse: (columns, K).</param>
    /// <param name="intercepts">K.</param>
    internal LinearClassifier(
        string learner, FeatureLayout layout, int width, int classCount, int[] present, int[] columns, float[] weights, float[] intercepts)
    {
        Learner = learner;
        Layout = layout;
        Width = width;
        ClassCount = classCount;
        _present = present;
        _columns = columns;
        _weights = weights;
        _intercepts = intercepts;
        _slots = new Lazy<int[]>(Slots);
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

    /// <summary>Sparse only: the columns that have weights, ascending; all other columns weigh nothing. Empty for dense features.</summary>
    public ReadOnlySpan<int> WeightedColumns => _columns;

    /// <summary>W, row-major: (D, K) for dense features, a row for each of <see cref="WeightedColumns"/> for sparse ones.</summary>
    public ReadOnlySpan<float> Weights => _weights;

    /// <summary>b, one for each of <see cref="PresentClasses"/>.</summary>
    public ReadOnlySpan<float> Intercepts => _intercepts;

    /// <summary>Sparse only: the K weights of one column; empty where it weighs nothing.</summary>
    internal ReadOnlySpan<float> WeightsOf(int column)
    {
        var slot = _slots.Value[column] - 1;
        return slot < 0 ? [] : _weights.AsSpan(slot * _present.Length, _present.Length);
    }

    /// <inheritdoc/>
    public void PredictProbabilities(in FeatureBlock rows, Span<float> probabilities)
    {
        var k = _present.Length;
        for (var i = 0; i < rows.Count; i++)
        {
            var p = new float[k];
            _intercepts.CopyTo(p, 0);
            if (Layout == FeatureLayout.Dense)
            {
                for (var d = 0; d < Width; d++)
                    for (var c = 0; c < k; c++) p[c] += rows.Values[i * Width + d] * _weights[d * k + c];
            }
            else
            {
                var b = rows.RowOffsets[0];
                for (var e = rows.RowOffsets[i] - b; e < rows.RowOffsets[i + 1] - b; e++)
                {
                    var w = WeightsOf(rows.Columns[(int)e]);
                    for (var c = 0; c < w.Length; c++) p[c] += rows.Values[(int)e] * w[c];
                }
            }

            Softmax.InPlace(p, k);
            var o = probabilities.Slice(i * ClassCount, ClassCount);
            o.Clear();
            for (var c = 0; c < k; c++) o[_present[c]] = p[c];
        }
    }

    /// <inheritdoc/>
    public void Save(Stream stream) => throw new NotImplementedException();

    private int[] Slots()
    {
        var slots = new int[Width];
        for (var i = 0; i < _columns.Length; i++)
        {
            slots[_columns[i]] = i + 1;
        }

        return slots;
    }
}
