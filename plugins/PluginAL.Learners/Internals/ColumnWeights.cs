namespace PluginAL.Learners.Internals;

/// <summary>Finds the weights of a column of a sparse model.</summary>
internal readonly ref struct ColumnWeights
{
    private readonly ReadOnlySpan<float> _weights;
    private readonly int _classes;
    private readonly int[] _slots;

    public ColumnWeights(LinearClassifier model)
    {
        _weights = model.Weights;
        _classes = model.PresentClasses.Length;
        _slots = new int[model.Width];
        for (var i = 0; i < model.WeightedColumns.Length; i++)
        {
            _slots[model.WeightedColumns[i]] = i + 1;
        }
    }

    /// <summary>The K weights of a column; empty where it weighs nothing.</summary>
    public ReadOnlySpan<float> this[int column] =>
        _slots[column] == 0 ? [] : _weights.Slice((_slots[column] - 1) * _classes, _classes);
}
