namespace PluginAL.Pools;

public sealed partial class Pool
{
    /// <summary>Describes the pool. Reads the label column, to count the rows of each class; nothing else.</summary>
    /// <returns>The description.</returns>
    public PoolInfo GetInfo()
    {
        var counts = new long[Classes.Count];
        var labelled = 0L;
        foreach (var segment in _segments)
        {
            for (var row = 0L; segment.Labels is { } labels && row < segment.Rows; row++)
            {
                labelled += labels.Has(row) ? 1 : 0;
                Count(labels, row, counts);
            }
        }

        var features = _manifest.Column(PoolColumnInfo.FeaturesRole);
        return new PoolInfo
        {
            Path = Path,
            Task = TaskNames.Of(Task),
            Tokens = Tokens?.Features.RowCount ?? 0,
            TokenWidth = Tokens?.Features.Width ?? 0,
            FormatVersion = Manifest.CurrentVersion,
            Rows = RowCount,
            Bytes = _segments.Sum(Bytes),
            Layout = features is null ? null : features.Encoding == PoolColumnInfo.SparseEncoding ? PoolColumnInfo.SparseEncoding : PoolColumnInfo.DenseEncoding,
            Width = Features?.Width ?? 0,
            StoredValues = _segments.Sum(segment => segment.Dense?.Length ?? (segment.Short is { } narrow ? narrow.RowCount * narrow.Width : segment.Sparse?.Values.Length ?? 0)),
            Classes = [.. Classes.Select((name, i) => new PoolClassInfo(name, counts[i]))],
            UnlabelledRows = RowCount - labelled,
            Schema = Schema,
            SchemaHash = SchemaHash,
            ContentHash = ContentHash,
            Columns = _manifest.Columns,
            Segments =
            [
                .. _segments.Select(segment => new PoolSegmentInfo(
                    segment.Segment.Name, segment.FirstRow, segment.Rows, Bytes(segment), segment.Segment.Created, segment.Segment.Tool,
                    segment.Segment.Adopted is null ? null : segment.PathOf(PoolNames.Features), segment.Segment.Sources)),
            ],
            Featurisers = [.. (_manifest.Pipeline?.Parts ?? []).Select(part => new PoolFeaturiserInfo(part.Key, part.Value))],
        };

        static void Count(SegmentLabels labels, long row, long[] counts)
        {
            foreach (var label in labels.Classes is { } classes ? classes.Values(row, 1) : labels.Values is null ? default : labels.Indices(row))
            {
                if ((uint)label < (uint)counts.Length)
                {
                    counts[label]++;
                }
            }
        }

        static long Bytes(PoolSegment segment) => segment.Files.Sum(file => file.Length);
    }
}
