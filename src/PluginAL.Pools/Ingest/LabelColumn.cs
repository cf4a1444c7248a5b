using PluginAL.Abstractions;

namespace PluginAL.Pools;

/// <summary>
/// Writes the label column of classes: provisional indices first, because the order of the classes is known only at the end, then the final ones.
/// </summary>
internal sealed class LabelColumn(string directory, Durability durability, ClassTable classes, long firstRow) : ILabelWriter
{
    private const string StagedName = "labels.staged.npy";

    private readonly NpyWriter<int> _staged = NpyWriter<int>.InSegment(Path.Combine(directory, StagedName));

    public long Missing { get; private set; }

    public long FirstMissing { get; private set; } = -1;

    public void Add(string? label, Func<string> place)
    {
        if (label is null)
        {
            FirstMissing = Missing++ == 0 ? firstRow + _staged.Length : FirstMissing;
            _staged.Write([-1]);
        }
        else
        {
            _staged.Write([classes.IndexOf(label, place)]);
        }
    }

    void ILabelWriter.Add(FieldValues record, Func<string> place) => Add(record.Label, place);

    IReadOnlyList<FileChecksum> ILabelWriter.Complete(ReadOnlySpan<int> classMap) => [Complete(classMap)];

    public FileChecksum Complete(ReadOnlySpan<int> map)
    {
        _staged.Finish(null);
        var path = Path.Combine(directory, StagedName);
        using (var writer = NpyWriter<int>.InSegment(Path.Combine(directory, PoolNames.Labels)))
        {
            using (var staged = NpyColumn<int>.Open(path))
            {
                var block = new int[1 << 14];
                for (var row = 0L; row < staged.RowCount; row += block.Length)
                {
                    var labels = block.AsSpan(0, (int)Math.Min(block.Length, staged.RowCount - row));
                    staged.Rows(row, labels.Length).CopyTo(labels);
                    foreach (ref var label in labels)
                    {
                        label = label < 0 ? -1 : map[label];
                    }

                    writer.Write(labels);
                }
            }

            File.Delete(path);
            return writer.Finish(durability);
        }
    }

    public void Dispose() => _staged.Dispose();
}
