using PluginAL.Abstractions;
using PluginAL.Encoding.Records;
using PluginAL.Pools;

namespace PluginAL;

/// <summary>
/// Turns records into one segment of a pool. The first pass writes records, offsets, ids and labels, and learns; the second reads the
/// written records again and encodes them. Both work on chunks on all cores and take the results in order, so neither the bytes
/// nor what is learned depends on the number of threads; memory does not grow with the number of records.
/// </summary>
internal sealed class RecordIngest<T>(
    PoolTransaction transaction, Durability durability, RecordSource<T> source, IFeatureAdapter<T> adapter, IRecordFormat<T> format,
    FeatureState? state, RecordPoolOptions options, CancellationToken cancellation)
{
    private readonly long _firstRow = transaction.Base?.RowCount ?? 0;
    private readonly IReadOnlyList<string> _known = transaction.Base?.Classes ?? Merge(adapter.Classes, options.Classes);
    private readonly List<(int Length, int Rows)> _chunks = [];
    private readonly List<FileChecksum> _sums = [];

    public PoolBuildResult Run()
    {
        var directory = transaction.AddSegment(out var name);
        var classes = new ClassTable(_known);
        using var labels = adapter.LabelKind == RecordLabelKind.Class ? new LabelColumn(directory, durability, classes, _firstRow) : null;
        using var records = new RecordColumns(directory, source.Format, source.Preamble, adapter.HasId);
        var fit = state is null ? adapter.StartFit() : null;
        ReadAll(records, labels, fit);
        var rows = records.Rows;
        if (rows == 0)
        {
            throw PluginALException.Input($"{source.Name} has no records, expected at least one: give data.");
        }

        durability.Reach("records-written", directory);
        _sums.AddRange(records.Complete(durability));
        var learned = state ?? fit!.Complete();
        using var features = new FeatureWriter(directory, adapter.Layout, adapter.Width, _firstRow);
        durability.Reach("encoding", directory);
        Encode(records.RecordsPath, learned, features, rows);
        _sums.AddRange(features.Complete(durability));
        var (names, map) = classes.Finish();
        if (labels is not null)
        {
            _sums.Add(labels.Complete(map));
        }

        var sources = source.Complete();
        var segment = new ManifestSegment
        {
            Name = name,
            Rows = rows,
            Records = source.Format,
            Checksums = ChecksumFile.Write(directory, _sums, durability),
            Sources = sources,
            Created = options.Clock.GetUtcNow(),
            Tool = "PluginAL " + RecordAdapter.Version,
        };
        var pipeline = RecordAdapter.Pipeline(adapter, learned);
        cancellation.ThrowIfCancellationRequested();
        transaction.Commit(Columns(features.Column, labels is not null), pipeline.Schema, pipeline, names, [segment]);
        return new PoolBuildResult
        {
            Rows = rows,
            TotalRows = _firstRow + rows,
            Schema = pipeline.Schema,
            Description = $"records: {adapter.RecordName}; features: {adapter.Width} columns of {adapter.Columns.Count} members",
            Classes = names,
            NewClasses = [.. names.Skip(_known.Count)],
            UnlabelledRows = labels?.Missing ?? 0,
            FirstUnlabelledRow = labels?.FirstMissing ?? -1,
            NonFiniteValues = features.NonFinite.Count,
            FirstNonFiniteRow = features.NonFinite.FirstRow,
            Notices = transaction.Removed.Count == 0 ? [] : [$"Removed what an interrupted change had left: {string.Join(", ", transaction.Removed)}."],
            SourceBytes = sources.Sum(item => item.Bytes),
        };
    }

    private static string[] Merge(IReadOnlyList<string> of, IReadOnlyList<string> and) => [.. of, .. and.Except(of)];

    private void ReadAll(RecordColumns columns, LabelColumn? labels, IFeatureFit<T>? fit)
    {
        Func<string> place = () => $"{source.Name}, row {columns.Rows}";
        try
        {
            OrderedWork.Run(source.Chunks().Select(chunk => (Func<ReadChunk>)(() => Read(chunk(), labels is not null, fit is not null))), options.Threads, Take, cancellation);
        }
        catch (RecordFault fault)
        {
            throw source.Error(fault, columns.Rows);
        }

        void Take(ReadChunk chunk)
        {
            var (records, length) = (chunk.Records, 0);
            for (var i = 0; i < records.Count; i++)
            {
                var line = records.Line(i);
                columns.Add(line, chunk.Ids?[i]);
                labels?.Add(chunk.Labels![i], place);
                length += line.Length;
            }

            _chunks.Add((length, records.Count));
            if (chunk.Fit is not null)
            {
                fit!.Merge(chunk.Fit);
            }

            options.Progress?.Invoke(new PoolProgress("reading", columns.Rows, source.BytesRead, source.TotalBytes));
        }
    }

    private ReadChunk Read(ParsedRecords<T> records, bool labelled, bool learns)
    {
        var fit = learns ? adapter.StartFit() : null;
        var labels = labelled ? new string?[records.Count] : null;
        var ids = adapter.HasId ? new string[records.Count] : null;
        var list = records.Records;
        for (var i = 0; i < list.Length; i++)
        {
            ref readonly var record = ref list[i];
            fit?.Observe(in record);
            if (labels is not null)
            {
                labels[i] = adapter.Class(in record);
            }

            if (ids is not null)
            {
                ids[i] = adapter.Id(in record) is { Length: > 0 } id ? id : throw new RecordFault(0, i, "the id is empty, expected one in every record: fill it in, or mark another member [Id]");
            }
        }

        return new ReadChunk(records, labels, ids, fit);
    }

    private void Encode(string recordsPath, FeatureState learned, FeatureWriter writer, long rows)
    {
        var parser = RecordParser<T>.Of(format, source.Format, source.Preamble, recordsPath);
        using var file = File.OpenHandle(recordsPath, options: FileOptions.SequentialScan);
        var total = RandomAccess.GetLength(file);
        var done = 0L;
        try
        {
            OrderedWork.Run(Work(), options.Threads, encoded =>
            {
                using var chunk = encoded;
                writer.Add(chunk);
                done += chunk.Rows;
                options.Progress?.Invoke(new PoolProgress("encoding", done, total * done / rows, total));
            }, cancellation);
        }
        catch (RecordFault fault)
        {
            throw PluginALException.Work(
                $"Row {done + fault.Index + 1} of {source.Name} was read, but what was written of it is not: {fault.Message}; report this of {adapter.RecordName}'s adapter.", fault);
        }

        IEnumerable<Func<EncodedChunk>> Work()
        {
            var start = (long)source.Preamble.Length;
            foreach (var (length, count) in _chunks)
            {
                var at = start;
                start += length;
                yield return () => Encode(file, at, length, count);
            }
        }

        EncodedChunk Encode(Microsoft.Win32.SafeHandles.SafeFileHandle handle, long at, int length, int count)
        {
            var bytes = System.Buffers.ArrayPool<byte>.Shared.Rent(length);
            try
            {
                if (BlockCheck.ReadFully(handle, bytes.AsSpan(0, length), at) != length)
                {
                    throw new IOException($"{recordsPath} became shorter while it was read.");
                }

                var records = new ParsedRecords<T>();
                parser.Parse(bytes.AsSpan(0, length), 0, records);
                return records.Count == count
                    ? Features(records, learned)
                    : throw new InvalidOperationException($"{recordsPath} was written with {count} records from byte {at} on but read back with {records.Count}.");
            }
            finally
            {
                System.Buffers.ArrayPool<byte>.Shared.Return(bytes);
            }
        }
    }

    private EncodedChunk Features(ParsedRecords<T> records, FeatureState learned)
    {
        var chunk = new EncodedChunk(adapter.Layout, adapter.Width);
        if (adapter.Layout == FeatureLayout.Dense)
        {
            adapter.Write(records.Records, learned, chunk.AddDense(records.Count));
            return chunk;
        }

        var row = new FeatureRow();
        foreach (ref readonly var record in records.Records)
        {
            row.Clear();
            adapter.WriteSparse(in record, learned, row);
            chunk.Add(row);
        }

        return chunk;
    }

    private List<PoolColumnInfo> Columns(PoolColumnInfo features, bool labelled)
    {
        List<PoolColumnInfo> columns = [features, PoolColumnInfo.Records()];
        if (labelled)
        {
            columns.Add(PoolColumnInfo.Labels());
        }

        if (adapter.HasId)
        {
            columns.Add(PoolColumnInfo.Ids());
        }

        return columns;
    }

    /// <summary>What the first pass makes of a chunk.</summary>
    private sealed record ReadChunk(ParsedRecords<T> Records, string?[]? Labels, string[]? Ids, IFeatureFit<T>? Fit);
}
