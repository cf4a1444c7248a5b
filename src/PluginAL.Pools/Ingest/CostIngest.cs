using PluginAL.Abstractions;

namespace PluginAL.Pools;

/// <summary>Brings the costs that come beside NPY features into segments; all unknown where no file gives them.</summary>
internal sealed class CostIngest : IDisposable
{
    private readonly NpyColumn<double>? _wide;
    private readonly NpyColumn<float>? _narrow;
    private readonly string? _path;
    private readonly Durability _durability;
    private long _row;

    private CostIngest(string? path, long rows, Durability durability)
    {
        (_path, _durability) = (path, durability);
        if (path is null)
        {
            return;
        }

        var header = NpyHeader.ReadFile(path);
        if (header.Type == "<f4")
        {
            _narrow = NpyColumn<float>.Open(path);
        }
        else
        {
            _wide = NpyColumn<double>.Open(path);
        }

        if (header.Shape.Length != 1 || header.RowCount != rows)
        {
            Dispose();
            throw PluginALException.Input($"{path} has shape ({string.Join(", ", header.Shape)}), expected ({rows},), one cost per row: give a column of costs.");
        }
    }

    /// <summary>Opens the file, where there is one; null where the pool has no costs.</summary>
    public static CostIngest? Open(string? path, bool poolHasCosts, long rows, Durability durability) =>
        path is null && !poolHasCosts ? null : new CostIngest(path, rows, durability);

    /// <summary>Writes the costs of the next rows.</summary>
    public FileChecksum Write(string directory, long rows)
    {
        using var writer = NpyWriter<double>.InSegment(Path.Combine(directory, PoolNames.Costs));
        for (var end = _row + rows; _row < end; _row++)
        {
            var cost = _wide?[_row] ?? _narrow?[_row] ?? double.NaN;
            writer.Write([cost is <= 0 or double.PositiveInfinity
                ? throw PluginALException.Input($"{_path}: row {_row} costs {cost}, expected a finite number above 0, or NaN where the cost is not known: repair the value.")
                : cost]);
        }

        return writer.Finish(_durability);
    }

    public void Dispose()
    {
        _wide?.Dispose();
        _narrow?.Dispose();
    }
}
