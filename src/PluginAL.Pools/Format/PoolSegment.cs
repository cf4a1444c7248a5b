using System.Text;
using CsvHelper;
using PluginAL.Abstractions;

namespace PluginAL.Pools;

/// <summary>One committed segment, mapped. Opening checks that every file is there, of the right type, shape and exact length.</summary>
internal sealed class PoolSegment : IDisposable
{
    private const int LongestRange = 1 << 20;

    private readonly List<IDisposable> _open = [];
    private readonly MappedFile? _records;
    private readonly NpyColumn<ulong>? _recordOffsets;
    private readonly NpyColumn<byte>? _ids;
    private readonly NpyColumn<ulong>? _idOffsets;
    private readonly CsvFields? _csv;
    private readonly FieldPlan? _plan;
    private readonly char _separator;

    public PoolSegment(string poolPath, Manifest manifest, ManifestSegment segment, long firstRow)
    {
        PoolPath = poolPath;
        Segment = segment;
        Directory = Path.Combine(poolPath, segment.Name);
        FirstRow = firstRow;
        try
        {
            Files = ChecksumFile.Read(Directory, segment.Checksums);
            foreach (var file in Files)
            {
                CheckLength(file);
            }

            if (manifest.Column(PoolColumnInfo.FeaturesRole) is { } features)
            {
                OpenFeatures(features, manifest.Column(PoolColumnInfo.ScaleRole));
            }

            if (manifest.Column(PoolColumnInfo.LabelRole) is not null)
            {
                Labels = new SegmentLabels(this, manifest);
            }

            if (manifest.Column(PoolColumnInfo.TokensRole) is not null)
            {
                Tokens = new SegmentTokens(this);
            }

            if (manifest.Column(PoolColumnInfo.CostRole) is not null)
            {
                Costs = Column<double>(PoolNames.Costs, Rows);
            }

            if (manifest.Column(PoolColumnInfo.IdRole) is not null)
            {
                _ids = Column<byte>(PoolNames.IdValues, -1);
                _idOffsets = Column<ulong>(PoolNames.IdOffsets, Rows + 1);
                CheckEnds(_idOffsets, 0, _ids.Length, PoolNames.IdValues);
            }

            if (manifest.Column(PoolColumnInfo.RecordRole) is not null)
            {
                var path = PathOf(PoolNames.Records(segment.Records ?? "jsonl"));
                _records = Keep(new MappedFile(path));
                _recordOffsets = Column<ulong>(PoolNames.RecordOffsets, Rows + 1);
                var start = (long)_recordOffsets[0];
                CheckEnds(_recordOffsets, segment.Records == "csv" ? start : 0, _records.Length, Path.GetFileName(path));
                if (manifest.Schema is { } schema)
                {
                    _plan = new FieldPlan(schema, schema.ContextIsId ? new Lazy<ContextTable>(() => ContextTable.Read(PathOf(PoolNames.Contexts))) : null);
                    if (segment.Records == "csv")
                    {
                        var header = _records.Span<byte>(0, checked((int)start));
                        _separator = CsvFields.Separator(header);
                        _csv = BindHeader(_plan, Header(header, path), path);
                    }
                }
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public string PoolPath { get; }

    public string Directory { get; }

    public ManifestSegment Segment { get; }

    public IReadOnlyList<FileChecksum> Files { get; }

    public long FirstRow { get; }

    public long Rows => Segment.Rows;

    public NpyColumn<float>? Dense { get; private set; }

    /// <summary>Dense features in numbers shorter than float32.</summary>
    public WidenedFeatures? Short { get; private set; }

    public NpyColumn<float>? Scale { get; private set; }

    public CsrColumn? Sparse { get; private set; }

    public SegmentLabels? Labels { get; }

    /// <summary>Where the rows are sequences: their tokens.</summary>
    public SegmentTokens? Tokens { get; }

    public NpyColumn<double>? Costs { get; }

    public NpyColumn<ulong>? RecordOffsets => _recordOffsets;

    public NpyColumn<ulong>? IdOffsets => _idOffsets;

    /// <summary>Where a file of the segment is: in its directory, or where it was adopted.</summary>
    public string PathOf(string name)
    {
        if (Segment.Adopted is not { } adopted || name != PoolNames.Features)
        {
            return Path.Combine(Directory, name);
        }

        var relative = Path.GetFullPath(Path.Combine(PoolPath, adopted.Relative));
        return File.Exists(relative) || !File.Exists(adopted.Path) ? relative : adopted.Path;
    }

    /// <summary>The bytes of a record without its line break.</summary>
    public ReadOnlySpan<byte> Record(long row)
    {
        var record = Slice(_recordOffsets!, row, _records!.Length, _records.Path);
        var bytes = _records.Span<byte>(record.Start, record.Length);
        bytes = bytes.EndsWith("\n"u8) ? bytes[..^1] : bytes;
        return bytes.EndsWith("\r"u8) ? bytes[..^1] : bytes;
    }

    /// <summary>The bytes before the first record: a CSV header, else nothing.</summary>
    public ReadOnlySpan<byte> Preamble => _records!.Span<byte>(0, checked((int)_recordOffsets![0]));

    /// <summary>Where the records are.</summary>
    public string RecordsPath => _records!.Path;

    /// <summary>The bytes of consecutive records, line breaks included; fewer than asked for where they are long.</summary>
    /// <param name="row">The first, within the segment.</param>
    /// <param name="count">How many; afterwards, how many they are.</param>
    public ReadOnlySpan<byte> RecordRange(long row, ref int count)
    {
        var first = Slice(_recordOffsets!, row, _records!.Length, _records.Path);
        count = (int)Math.Min(count, Rows - row);
        var end = first.Start + first.Length;
        for (var i = 1; i < count; i++)
        {
            var next = Slice(_recordOffsets!, row + i, _records.Length, _records.Path);
            if (next.Start + next.Length - first.Start > LongestRange)
            {
                count = i;
                break;
            }

            end = next.Start + next.Length;
        }

        return _records.Span<byte>(first.Start, checked((int)(end - first.Start)));
    }

    public string Id(long row)
    {
        var id = Slice(_idOffsets!, row, _ids!.Length, _ids.Path);
        return Encoding.UTF8.GetString(_ids.Values(id.Start, id.Length));
    }

    public void ReadFields(long row, FieldValues values)
    {
        var place = new RecordPlace(_records!.Path, 0, row);
        values.Folder = Segment.Folder ?? "";
        if (Segment.Records != "csv")
        {
            new JsonlFields(_plan!).Parse(Record(row), values, place);
            return;
        }

        using var reader = CsvReader.Create(Record(row).ToArray(), CsvFields.Options(_separator) with { BufferSize = 4096, PoolStrings = false });
        if (!reader.Read())
        {
            throw PoolErrors.Damaged(_records.Path, (long)_recordOffsets![row], $"row {row} is empty");
        }

        _csv!.CheckWidth(reader, place);
        _csv.Parse(reader, values, place);
    }

    public void Dispose()
    {
        foreach (var file in _open)
        {
            file.Dispose();
        }

        _open.Clear();
    }

    private static (long Start, int Length) Slice(NpyColumn<ulong> offsets, long row, long end, string path)
    {
        var pair = offsets.Values(row, 2);
        return pair[0] <= pair[1] && pair[1] <= (ulong)end && pair[1] - pair[0] <= int.MaxValue
            ? ((long)pair[0], (int)(pair[1] - pair[0]))
            : throw PoolErrors.Damaged(offsets.Path, NpyHeader.WrittenSize + (8 * row), $"row {row} would lie at {pair[0]} to {pair[1]} in {path} of {end} bytes");
    }

    private static string[] Header(ReadOnlySpan<byte> bytes, string path)
    {
        using var reader = CsvReader.Create(bytes.ToArray(), CsvFields.Options(CsvFields.Separator(bytes)));
        return reader.Read()
            ? [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)]
            : throw PoolErrors.Damaged(path, 0, "the header is empty");
    }

    private static CsvFields BindHeader(FieldPlan plan, string[] header, string path)
    {
        try
        {
            return new CsvFields(plan, header, path);
        }
        catch (PluginALException exception)
        {
            throw PoolErrors.Damaged(path, 0, $"its header does not name the fields of pool.json ({exception.Message.TrimEnd('.')})", exception);
        }
    }

    private void OpenFeatures(PoolColumnInfo column, PoolColumnInfo? scale)
    {
        var width = column.Shape[^1];
        switch (column.Dtype, column.Encoding)
        {
            case ("<f4", PoolColumnInfo.DenseEncoding):
                Dense = Column<float>(PoolNames.Features, Rows, width);
                break;
            case ("<f2", PoolColumnInfo.DenseEncoding):
                Short = Keep(WidenedFeatures.Float16(Column<Half>(PoolNames.Features, Rows, width)));
                break;
            case ("<u2", PoolColumnInfo.BFloat16Encoding):
                Short = Keep(WidenedFeatures.BFloat16(Column<ushort>(PoolNames.Features, Rows, width)));
                break;
            case ("|i1", PoolColumnInfo.ScaledEncoding) when scale is not null:
                Scale = Column<float>(PoolNames.Scale, scale.Shape[0] < 0 ? Rows : 1);
                Short = Keep(WidenedFeatures.Int8(Column<sbyte>(PoolNames.Features, Rows, width), Scale));
                break;
            case ("<f4", PoolColumnInfo.SparseEncoding):
                OpenSparse();
                break;
            default:
                throw PluginALException.Input(
                    $"{Path.Combine(PoolPath, Manifest.FileName)} says that the features are '{column.Dtype}', {column.Encoding}, which this program cannot read: use the version that wrote the pool, or create it again.");
        }
    }

    private void OpenSparse()
    {
        var pointers = Column<long>(PoolNames.RowPointers, Rows + 1);
        var columns = Column<int>(PoolNames.ColumnIndices, -1);
        Sparse = new CsrColumn(pointers, columns, Column<float>(PoolNames.SparseValues, columns.Length));
        Sparse.CheckEnds();
    }

    private void CheckLength(FileChecksum file)
    {
        var path = PathOf(file.Name);
        var info = new FileInfo(path);
        if (Segment.Adopted is { } adopted && file.Name == PoolNames.Features)
        {
            AdoptedFiles.Check(path, info, adopted, file);
        }
        else if (!info.Exists)
        {
            throw PoolErrors.MissingFile(path);
        }
        else if (info.Length != file.Length)
        {
            throw PoolErrors.WrongLength(path, info.Length, file.Length);
        }
    }

    /// <summary>Maps a column of the segment, which must have the shape; −1: any number.</summary>
    internal NpyColumn<T> Column<T>(string name, params ReadOnlySpan<long> shape)
        where T : unmanaged
    {
        if (!Files.Any(file => file.Name == name))
        {
            throw PoolErrors.Damaged(Path.Combine(Directory, ChecksumFile.FileName), 0, $"it does not list {name}, which pool.json needs");
        }

        var column = Keep(OpenColumn<T>(name));
        var same = column.Shape.Count == shape.Length;
        for (var i = 0; same && i < shape.Length; i++)
        {
            same = shape[i] < 0 || column.Shape[i] == shape[i];
        }

        return same
            ? column
            : throw PoolErrors.Damaged(
                column.Path, 10, $"its shape is ({string.Join(", ", column.Shape)}), expected ({string.Join(", ", shape.ToArray())}) by pool.json");
    }

    private NpyColumn<T> OpenColumn<T>(string name)
        where T : unmanaged
    {
        var path = PathOf(name);
        try
        {
            return NpyColumn<T>.Open(path);
        }
        catch (PluginALException exception) when (Segment.Adopted is null || name != PoolNames.Features)
        {
            throw PoolErrors.Damaged(path, 0, $"its header is not the one that was written ({exception.Message.TrimEnd('.')})", exception);
        }
    }

    private TFile Keep<TFile>(TFile file)
        where TFile : IDisposable
    {
        _open.Add(file);
        return file;
    }

    private void CheckEnds(NpyColumn<ulong> offsets, long first, long last, string of)
    {
        if ((long)offsets[0] != first || first > last || (long)offsets[Rows] != last)
        {
            throw PoolErrors.Damaged(
                offsets.Path, NpyHeader.WrittenSize + ((long)offsets[0] != first ? 0 : 8 * Rows),
                $"the offsets run from {offsets[0]} to {offsets[Rows]}, expected {first} to {last}, the length of {of}");
        }
    }
}
