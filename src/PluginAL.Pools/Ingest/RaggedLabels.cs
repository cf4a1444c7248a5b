using PluginAL.Abstractions;

namespace PluginAL.Pools;

/// <summary>
/// Writes labels that are any number of classes: the labels of a row, ascending, or the tags of its tokens, in their order. Values and offsets;
/// a row without a label has the one value −1, so that it is told from a row that has none of the labels.
/// </summary>
internal sealed class RaggedLabels(string directory, Durability durability, ClassTable classes, long firstRow, bool sorted) : ILabelWriter
{
    private const string StagedName = "labels.staged.npy";

    private readonly NpyWriter<int> _staged = NpyWriter<int>.InSegment(Path.Combine(directory, StagedName));
    private readonly NpyWriter<long> _offsets = Begin(directory);

    public long Missing { get; private set; }

    public long FirstMissing { get; private set; } = -1;

    public void Add(FieldValues record, Func<string> place)
    {
        if (record.Labels is null)
        {
            FirstMissing = Missing++ == 0 ? firstRow + _offsets.Length - 1 : FirstMissing;
            _staged.Write([-1]);
        }

        foreach (var name in record.Labels ?? [])
        {
            _staged.Write([classes.IndexOf(name, place)]);
        }

        _offsets.Write([_staged.Length]);
    }

    public IReadOnlyList<FileChecksum> Complete(ReadOnlySpan<int> classMap)
    {
        _staged.Finish(null);
        var offsetSum = _offsets.Finish(durability);
        var path = Path.Combine(directory, StagedName);
        using var writer = NpyWriter<int>.InSegment(Path.Combine(directory, PoolNames.LabelValues));
        using (var staged = NpyColumn<int>.Open(path))
        using (var offsets = NpyColumn<long>.Open(Path.Combine(directory, PoolNames.LabelOffsets)))
        {
            var row = new int[16];
            for (var i = 0L; i + 1 < offsets.Length; i++)
            {
                var provisional = staged.Values(offsets[i], checked((int)(offsets[i + 1] - offsets[i])));
                if (row.Length < provisional.Length)
                {
                    row = new int[2 * provisional.Length];
                }

                var final = row.AsSpan(0, provisional.Length);
                for (var k = 0; k < provisional.Length; k++)
                {
                    final[k] = provisional[k] < 0 ? -1 : classMap[provisional[k]];
                }

                if (sorted)
                {
                    final.Sort();
                }

                writer.Write(final);
            }
        }

        File.Delete(path);
        return [writer.Finish(durability), offsetSum];
    }

    public void Dispose()
    {
        _staged.Dispose();
        _offsets.Dispose();
    }

    private static NpyWriter<long> Begin(string directory)
    {
        var offsets = NpyWriter<long>.InSegment(Path.Combine(directory, PoolNames.LabelOffsets));
        offsets.Write([0]);
        return offsets;
    }
}
