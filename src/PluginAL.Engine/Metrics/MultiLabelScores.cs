namespace PluginAL.Engine.Metrics;

/// <summary>Counts how often each of several labels was given and should have been.</summary>
/// <param name="labelCount">The number of labels L.</param>
public sealed class MultiLabelScores(int labelCount)
{
    private readonly long[] _true = new long[labelCount];
    private readonly long[] _predicted = new long[labelCount];
    private readonly long[] _both = new long[labelCount];
    private long _rows;
    private long _exact;

    /// <summary>The share of rows whose labels are exactly those predicted, in [0, 1]; NaN without rows.</summary>
    public double SubsetAccuracy => (double)_exact / _rows;

    /// <summary>
    /// The mean over the labels that some row has of F₁ = 2·TP / (2·TP + FP + FN), in [0, 1]; a label that is never predicted counts as 0. NaN
    /// where no row has a label.
    /// </summary>
    public double MacroF1
    {
        get
        {
            var (sum, present) = (0.0, 0);
            for (var label = 0; label < labelCount; label++)
            {
                if (_true[label] > 0)
                {
                    present++;
                    sum += 2.0 * _both[label] / (_true[label] + _predicted[label]);
                }
            }

            return sum / present;
        }
    }

    /// <summary>Counts one row.</summary>
    /// <param name="truth">Its labels, ascending.</param>
    /// <param name="predicted">The predicted labels, ascending.</param>
    public void Add(ReadOnlySpan<int> truth, ReadOnlySpan<int> predicted)
    {
        _rows++;
        _exact += truth.SequenceEqual(predicted) ? 1 : 0;
        foreach (var label in truth)
        {
            _true[label]++;
        }

        foreach (var label in predicted)
        {
            _predicted[label]++;
            _both[label] += truth.BinarySearch(label) >= 0 ? 1 : 0;
        }
    }
}
