using PluginAL.Abstractions;

namespace PluginAL.Pools;

/// <summary>Marks the rows whose records hold a label, 1 or 0, where labels are texts or spans, which stay in the records.</summary>
internal sealed class LabelMarks(string directory, Durability durability, long firstRow) : ILabelWriter
{
    private readonly NpyWriter<byte> _marks = NpyWriter<byte>.InSegment(Path.Combine(directory, PoolNames.Labels));

    public long Missing { get; private set; }

    public long FirstMissing { get; private set; } = -1;

    public void Add(FieldValues record, Func<string> place)
    {
        var labelled = record.Label is not null || record.Answers is not null;
        if (!labelled)
        {
            FirstMissing = Missing++ == 0 ? firstRow + _marks.Length : FirstMissing;
        }

        _marks.Write([labelled ? (byte)1 : (byte)0]);
    }

    public IReadOnlyList<FileChecksum> Complete(ReadOnlySpan<int> classMap) => [_marks.Finish(durability)];

    public void Dispose() => _marks.Dispose();
}
