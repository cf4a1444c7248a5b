using System.Text.Json;
using System.Text.Json.Nodes;
using PluginAL.Abstractions;

namespace PluginAL.Hosting.Isolation;

/// <summary>The pool's features, seen from the plugin's process: blocks are asked for; columns that are files are mapped there too.</summary>
internal sealed class RemoteFeatures(JsonElement about, RpcPeer host, SharedArrays arrays) : FeatureMatrix
{
    private const int MostRows = 1 << 16;
    private const int MostValues = 1 << 22;
    private readonly ThreadLocal<(long First, int Count, JsonElement Block)> _last = new();

    public override FeatureLayout Layout { get; } = about.Text("layout") == "dense" ? FeatureLayout.Dense : FeatureLayout.Sparse;

    public override long RowCount { get; } = about.Long("rows");

    public override int Width { get; } = about.Int("width");

    public override FeatureBlock Block(long firstRow, int maxRows)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxRows);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((ulong)firstRow, (ulong)RowCount, nameof(firstRow));
        var last = _last.Value;
        if (last.Count == 0 || firstRow < last.First || firstRow >= last.First + last.Count)
        {
            // More than asked for: the rows that follow are likely the next.
            var answer = host.Call(
                "context/features",
                new JsonObject
                {
                    ["first"] = firstRow,
                    ["count"] = Math.Max(maxRows, Math.Clamp(MostValues / Width, 1, MostRows)),
                    ["slot"] = RemoteQueryContext.Slot(0),
                },
                RemoteQueryContext.ServeNothing);
            last = _last.Value = (firstRow, Wire.Features(answer, arrays).Count, answer);
        }

        var block = Wire.Features(last.Block, arrays);
        var skip = (int)(firstRow - last.First);
        return Part(block, skip, Math.Min(maxRows, block.Count - skip));
    }

    /// <summary>Some rows of a block.</summary>
    public static FeatureBlock Part(FeatureBlock block, int first, int count)
    {
        if (count == block.Count)
        {
            return block;
        }

        if (block.Layout == FeatureLayout.Dense)
        {
            return FeatureBlock.Dense(block.Values.Slice(first * block.Width, count * block.Width), count, block.Width);
        }

        var offsets = block.RowOffsets.Slice(first, count + 1);
        var (start, length) = ((int)(offsets[0] - block.RowOffsets[0]), (int)(offsets[^1] - offsets[0]));
        return FeatureBlock.Sparse(offsets, block.Columns.Slice(start, length), block.Values.Slice(start, length), block.Width);
    }
}

/// <summary>Features that came as blocks, one after the other.</summary>
internal sealed class BlockFeatures : FeatureMatrix
{
    private readonly JsonElement[] _blocks;
    private readonly long[] _starts;
    private readonly SharedArrays _arrays;

    public BlockFeatures(JsonElement blocks, SharedArrays arrays)
    {
        _blocks = [.. blocks.EnumerateArray()];
        _arrays = arrays;
        _starts = new long[_blocks.Length + 1];
        for (var i = 0; i < _blocks.Length; i++)
        {
            _starts[i + 1] = _starts[i] + Wire.Features(_blocks[i], arrays).Count;
        }
    }

    public override FeatureLayout Layout => _blocks[0].Text("layout") == "dense" ? FeatureLayout.Dense : FeatureLayout.Sparse;

    public override long RowCount => _starts[^1];

    public override int Width => _blocks[0].Int("width");

    public override FeatureBlock Block(long firstRow, int maxRows)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxRows);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((ulong)firstRow, (ulong)RowCount, nameof(firstRow));
        var index = Array.BinarySearch(_starts, firstRow);
        index = index < 0 ? ~index - 1 : index;
        var block = Wire.Features(_blocks[index], _arrays);
        var skip = (int)(firstRow - _starts[index]);
        return RemoteFeatures.Part(block, skip, Math.Min(maxRows, block.Count - skip));
    }
}
