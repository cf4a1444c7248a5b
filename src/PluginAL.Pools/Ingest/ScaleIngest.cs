using PluginAL.Abstractions;

namespace PluginAL.Pools;

/// <summary>Copies the scale of int8 features into segments: one number for all rows, or as many as there are rows, in their order.</summary>
internal sealed class ScaleIngest : IDisposable
{
    private const int Chunk = 1 << 18;

    private readonly NpyColumn<float> _scales;
    private readonly Durability _durability;
    private long _next;

    /// <summary>Opens the scales for so many rows of features.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rows">N.</param>
    /// <param name="isPerRow">Whether the pool's other rows have a scale each; null: there are none.</param>
    /// <param name="durability">How files are flushed.</param>
    public ScaleIngest(string path, long rows, bool? isPerRow, Durability durability)
    {
        _durability = durability;
        _scales = NpyColumn<float>.Open(path);
        if (_scales.Width != 1 || (_scales.Length != 1 && _scales.Length != rows))
        {
            var message = $"{path} has shape ({string.Join(", ", _scales.Shape)}) for {rows} rows of features: give one scale for all rows, shape (1,), or one for each, shape ({rows},).";
            _scales.Dispose();
            throw PluginALException.Input(message);
        }

        for (var i = 0L; i < _scales.Length; i++)
        {
            if (!float.IsFinite(_scales[i]))
            {
                var message = $"{path} has scale {_scales[i]} at position {i}, expected finite numbers: compute the scales again.";
                _scales.Dispose();
                throw PluginALException.Input(message);
            }
        }

        IsPerRow = _scales.Length != 1 || isPerRow == true;
    }

    /// <summary>Whether each row has a scale of its own.</summary>
    public bool IsPerRow { get; }

    /// <summary>Writes the scale column of a segment with so many rows.</summary>
    public FileChecksum Write(string directory, long rows)
    {
        using var writer = NpyWriter<float>.InSegment(System.IO.Path.Combine(directory, PoolNames.Scale));
        if (!IsPerRow)
        {
            writer.Write([_scales[0]]);
            return writer.Finish(_durability);
        }

        for (var i = 0L; _scales.Length == 1 && i < rows; i++)
        {
            writer.Write([_scales[0]]);
        }

        for (var end = _next + rows; _scales.Length > 1 && _next < end;)
        {
            var count = (int)Math.Min(Chunk, end - _next);
            writer.Write(_scales.Values(_next, count));
            _next += count;
        }

        return writer.Finish(_durability);
    }

    /// <summary>Unmaps the file.</summary>
    public void Dispose() => _scales.Dispose();
}
