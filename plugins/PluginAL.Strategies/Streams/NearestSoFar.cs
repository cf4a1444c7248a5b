using PluginAL.Scoring;

namespace PluginAL.Strategies;

/// <summary>Rows of a stream that are kept, each with the distance to its nearest neighbour among the rows that came after it or stood beside it.</summary>
internal sealed class NearestSoFar
{
    private readonly List<float[]> _rows = [];
    private readonly List<double> _nearest = [];

    public int Count => _rows.Count;

    /// <summary>Takes in a row.</summary>
    /// <param name="row">The row; a row with NaN is nobody's neighbour.</param>
    /// <param name="nearer">Called with the position of each row to which this one is nearer than all before.</param>
    /// <returns>To how many that is so: the local density factor.</returns>
    public int Add(ReadOnlySpan<float> row, Action<int>? nearer = null)
    {
        var (factor, own) = (0, double.PositiveInfinity);
        for (var i = 0; i < _rows.Count; i++)
        {
            var distance = Squared(_rows[i], row);
            if (distance < _nearest[i])
            {
                _nearest[i] = distance;
                factor++;
                nearer?.Invoke(i);
            }

            own = Math.Min(own, double.IsNaN(distance) ? double.PositiveInfinity : distance);
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
            _nearest.Add(reader.ReadDouble());
        }
    }

    /// <summary>The squared distance: in float32, but where that cannot hold it.</summary>
    private static double Squared(ReadOnlySpan<float> x, ReadOnlySpan<float> y)
    {
        var squared = Distances.SquaredEuclidean(x, y);
        if (squared is >= 1e-30f and < float.PositiveInfinity)
        {
            return squared;
        }

        var sum = 0.0;
        for (var d = 0; d < x.Length; d++)
        {
            sum += ((double)x[d] - y[d]) * ((double)x[d] - y[d]);
        }

        return sum;
    }
}
