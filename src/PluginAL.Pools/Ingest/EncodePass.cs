using PluginAL.Abstractions;

namespace PluginAL.Pools;

/// <summary>
/// Encodes staged records on all cores: each task takes the bytes of some consecutive records, parses and encodes them; the
/// results are written in row order, so the files do not depend on the number of threads.
/// </summary>
internal sealed class EncodePass(
    string recordsPath, NpyColumn<ulong> offsets, string format, Func<FieldValues> newValues, Func<long, RecordPlace> placeOf,
    FeaturePipeline pipeline, FeatureWriter writer, PoolBuildOptions options, CancellationToken cancellation)
{
    private const long ChunkBytes = 1 << 20;
    private const long ChunkValues = 1 << 21;

    private readonly FieldPlan _plan = FieldPlan.ForFeatures(pipeline.Schema);
    private readonly byte[] _preamble = ReadPreamble(recordsPath, (long)offsets[0]);

    public void Run()
    {
        using var records = File.OpenHandle(recordsPath, options: FileOptions.SequentialScan);
        var rows = offsets.RowCount - 1;
        var waiting = new Queue<Task<EncodedChunk>>();
        var total = RandomAccess.GetLength(records);
        var done = 0L;
        try
        {
            for (var first = 0L; first < rows;)
            {
                cancellation.ThrowIfCancellationRequested();
                var last = ChunkEnd(first, rows);
                var (start, end) = ((long)offsets[first], (long)offsets[last]);
                var bytes = new byte[_preamble.Length + (end - start)];
                _preamble.CopyTo(bytes, 0);
                if (BlockCheck.ReadFully(records, bytes.AsSpan(_preamble.Length), start) != end - start)
                {
                    throw new IOException($"{recordsPath} became shorter while it was read.");
                }

                var (row, count) = (first, (int)(last - first));
                waiting.Enqueue(Task.Run(() => Encode(bytes, row, count), CancellationToken.None));
                if (waiting.Count > Environment.ProcessorCount)
                {
                    Take();
                }

                first = last;
            }

            while (waiting.Count > 0)
            {
                Take();
            }
        }
        finally
        {
            // Whatever went wrong, nobody is still at work when the caller tidies up.
            Task.WhenAll(waiting).ContinueWith(static _ => { }, TaskScheduler.Default).Wait(CancellationToken.None);
        }

        void Take()
        {
            using var chunk = waiting.Dequeue().GetAwaiter().GetResult();
            writer.Add(chunk);
            done += chunk.Rows;
            options.Progress?.Invoke(new PoolProgress("encoding", done, (long)offsets[done], total));
        }
    }

    private static byte[] ReadPreamble(string path, long length)
    {
        using var handle = File.OpenHandle(path);
        var bytes = new byte[length];
        return BlockCheck.ReadFully(handle, bytes, 0) == length ? bytes : throw new IOException($"{path} became shorter while it was read.");
    }

    private long ChunkEnd(long first, long rows)
    {
        var most = pipeline.Layout == FeatureLayout.Dense ? Math.Max(1, ChunkValues / pipeline.Width) : int.MaxValue;
        var last = first + 1;
        var until = offsets[first] + ChunkBytes;
        while (last < rows && last - first < most && offsets[last] < until)
        {
            last++;
        }

        return last;
    }

    private EncodedChunk Encode(byte[] bytes, long firstRow, int count)
    {
        using var stream = new MemoryStream(bytes, writable: false);
        using var reader = RecordReader.Staged(stream, recordsPath, format);
        reader.Bind(_plan);
        var values = newValues();
        var row = new FeatureRow();
        var chunk = new EncodedChunk(pipeline.Layout, pipeline.Width) { Tokens = pipeline.Tokens is { } ofTokens ? new EncodedTokens(ofTokens) : null };
        while (reader.Read())
        {
            reader.Parse(values);
            try
            {
                pipeline.Encode(values, row);
            }
            catch (PluginALException e) when (e.Kind == ErrorKind.Input)
            {
                throw placeOf(firstRow + chunk.Rows).Error(e.Message, e);
            }

            chunk.Add(row);
            chunk.Tokens?.Add(values, row);
        }

        return chunk.Rows == count ? chunk
            : throw new InvalidOperationException($"{recordsPath} was written with {count} records from row {firstRow} on but read back with {chunk.Rows}.");
    }
}
