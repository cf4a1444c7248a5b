using PluginAL.Scoring;

namespace PluginAL.Strategies;

/// <summary>Rows of a stream that are kept, each with the distance to its nearest neighbour among the rows that came after it or stood beside it.</summary>
internal sealed class NearestSoFar
{
    private readonly List<float[]> _rows = [];
    private readonly List<float> _nearest = [];
    private float[] _distances = [];

    public int Count => _rows.Count;

    /// <summary>Takes in a row.</summary>
    /// <param name="row">The row; a row with NaN is nobody's neighbour.</param>
    /// <param name="nearer">Called with the position of each row to which this one is nearer than all before.</param>
    /// <returns>To how many that is so: the local density factor.</returns>
    public int Add(ReadOnlySpan<float> row, Action<int>? nearer = null)
    {
        if (_distances.Length < _rows.Count)
        {
            _distances = new float[2 * _rows.Count];
        }

        var (factor, own) = (0, float.PositiveInfinity);
        for (var i = 0; i < _rows.Count; i++)
        {
            _distances[i] = Distances.Between(DistanceMetric.SquaredEuclidean, _rows[i], row);
            if (_distances[i] < _nearest[i])
            {
                _nearest[i] = _distances[i];
                factor++;
                nearer?.Invoke(i);
            }

            own = Math.Min(own, float.IsNaN(_distances[i]) ? float.PositiveInfinity : _distances[i]);
        }

        _rows.Add(row.ToArray());
        _nearest.Add(own);
        return factor;
    }

    public void RemoveAt(int position)
    {
        _rows.RemoveAt(position);
        _nearest.RemoveAt(position);
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(_rows.Count);
        writer.Write(_rows.Count == 0 ? 0 : _rows[0].Length);
        for (var i = 0; i < _rows.Count; i++)
        {
            Array.ForEach(_rows[i], writer.Write);
            writer.Write(_nearest[i]);
        }
    }

    public void Restore(BinaryReader reader)
    {
        _rows.Clear();
        _nearest.Clear();
        var (count, width) = (reader.ReadInt32(), reader.ReadInt32());
        for (var i = 0; i < count; i++)
        {
            var row = new float[width];
            for (var j = 0; j < width; j++)
            {
                row[j] = reader.ReadSingle();
            }

            _rows.Add(row);
            _nearest.Add(reader.ReadSingle());
        }
    }
}
