using PluginAL.Abstractions;

namespace PluginAL.Engine.Scoring;

/// <summary>Scores rows of features, dense or sparse, in one pass.</summary>
/// <param name="features">The features.</param>
internal abstract class FeatureScorer(FeatureMatrix features) : MeasureReader
{
    private float[] _values = [];
    private int[] _columns = [];
    private int[] _slots = [];
    private long[] _offsets = [];

    /// <inheritdoc/>
    public sealed override int Score(long firstRow, Span<float> scores)
    {
        var block = features.Block(firstRow, scores.Length);
        Score(block, scores[..block.Count]);
        return block.Count;
    }

    /// <inheritdoc/>
    public sealed override void Gather(ReadOnlySpan<long> rows, Span<float> scores)
    {
        if (features.Layout == FeatureLayout.Dense)
        {
            var length = rows.Length * features.Width;
            Grow(ref _values, length);
            for (var i = 0; i < rows.Length; i++)
            {
                features.Block(rows[i], 1).Values.CopyTo(_values.AsSpan(i * features.Width));
            }

            Score(FeatureBlock.Dense(_values.AsSpan(0, length), rows.Length, features.Width), scores);
            return;
        }

        Grow(ref _offsets, rows.Length + 1);
        var end = 0;
        for (var i = 0; i < rows.Length; i++)
        {
            var row = features.Block(rows[i], 1);
            Grow(ref _values, end + row.Values.Length);
            Grow(ref _columns, end + row.Values.Length);
            row.Values.CopyTo(_values.AsSpan(end));
            row.Columns.CopyTo(_columns.AsSpan(end));
            end += row.Values.Length;
            _offsets[i + 1] = end;
        }

        Score(FeatureBlock.Sparse(_offsets.AsSpan(0, rows.Length + 1), _columns.AsSpan(0, end), _values.AsSpan(0, end), features.Width), scores);
    }

    /// <summary>Scores a block.</summary>
    /// <param name="block">The rows.</param>
    /// <param name="scores">One for each row.</param>
    protected abstract void Score(in FeatureBlock block, Span<float> scores);

    /// <summary>The rows of weights that the entries of a sparse block meet.</summary>
    /// <param name="columns">The column of each entry.</param>
    /// <param name="slots">The row of weights of each column.</param>
    /// <returns>The row of weights of each entry; valid until the next call.</returns>
    /// <exception cref="PluginALException">An entry's column is outside the model's.</exception>
    protected ReadOnlySpan<int> Slots(ReadOnlySpan<int> columns, ReadOnlySpan<int> slots)
    {
        Grow(ref _slots, columns.Length);
        var target = _slots.AsSpan(0, columns.Length);
        for (var i = 0; i < columns.Length; i++)
        {
            var column = columns[i];
            if ((uint)column >= (uint)slots.Length)
            {
                throw PluginALException.Input(
                    $"A row to be scored has a value in column {column}; the columns are 0 to {slots.Length - 1}. Verify the pool.");
            }

            target[i] = slots[column];
        }

        return target;
    }

    private static void Grow<T>(ref T[] array, int length)
    {
        if (array.Length < length)
        {
            Array.Resize(ref array, Math.Max(length, 2 * array.Length));
        }
    }
}
