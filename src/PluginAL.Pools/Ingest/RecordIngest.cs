using PluginAL.Abstractions;

namespace PluginAL.Pools;

/// <summary>
/// Turns record sources into the columns of one segment. The first pass writes records, offsets, ids and labels and lets the
/// featurisers learn; where content decides what CSV columns are, learning needs a pass of its own. The last pass re-reads the
/// staged records and encodes them.
/// </summary>
internal sealed class RecordIngest(
    string directory, IReadOnlyList<PoolSource> sources, PoolBuildOptions options, IngestPlan plan, ClassTable classes, Durability durability, CancellationToken cancellation) : IDisposable
{
    private const int RowsBetweenChecks = 512;

    private readonly List<FileChecksum> _sums = [];
    private List<(FeaturiserPart Part, IFeaturiserFit Fit)>? _fits;
    private ILabelWriter? _labels;
    private NpyWriter<double>? _costs;
    private Lazy<ContextTable>? _contexts;
    private string _recordsPath = "";
    private readonly List<(string Source, long FirstRow)> _starts = [];
    private readonly List<long> _kept = [];
    private long[] _missing = [];
    private bool _labelIsLastColumn;

    public FieldSchema Schema { get; private set; } = new();

    public FeaturePipeline? Pipeline { get; private set; } = plan.Pipeline;

    public NonFinite NonFinite { get; private set; } = new();

    public PoolColumnInfo? FeatureColumn { get; private set; }

    /// <summary>The features of tokens; null where nothing makes them.</summary>
    public PoolColumnInfo? TokenColumn { get; private set; }

    /// <summary>Whether the segment has a file of contexts.</summary>
    public bool HasContexts => _contexts is not null;

    public List<PoolSourceInfo> Sources { get; } = [];

    public string Format { get; private set; } = "";

    /// <summary>The folder from which paths in the records start; null where records hold none.</summary>
    public string? Folder { get; private set; }

    public long Rows { get; private set; }

    public long MissingLabels => _labels?.Missing ?? 0;

    public long FirstMissingLabel => _labels?.FirstMissing ?? -1;

    /// <summary>What is worth saying of the fields' values, one line each.</summary>
    public List<string> Notices { get; } = [];

    /// <summary>Whether some record has several labels.</summary>
    public bool HasSeveralLabels { get; private set; }

    public string Description => FieldResolver.Describe(Schema, _labelIsLastColumn);

    /// <summary>The first passes, and where features come from the records the last one.</summary>
    public void Run(RecordReader first)
    {
        ReadAll(first);
        if (plan.Fits && _fits is null)
        {
            Learn();
        }

        if (_fits is { Count: > 0 })
        {
            var missing = Schema.Numeric.Zip(_missing).Where(field => field.Second > 0).Select(field => FormattableString.Invariant($"{field.First} {field.Second}")).ToList();
            if (missing.Count > 0)
            {
                Notices.Add(FormattableString.Invariant($"Missing numbers: {FieldResolver.List(missing)} (of {Rows} rows)."));
            }

            var ofTokens = Parts(ofTokens: true);
            Pipeline = new FeaturePipeline(Schema, Parts(ofTokens: false), ofTokens.Count == 0 ? null : new FeaturePipeline(Schema, ofTokens));
        }

        if (Pipeline is not null)
        {
            Encode(Pipeline);
        }
    }

    /// <summary>The checksums of all files of the records, once the classes are final.</summary>
    public IReadOnlyList<FileChecksum> Complete(ReadOnlySpan<int> classMap)
    {
        if (_labels is not null)
        {
            _sums.AddRange(_labels.Complete(classMap));
        }

        return _sums;
    }

    public void Dispose()
    {
        _labels?.Dispose();
        _costs?.Dispose();
    }

    private void ReadAll(RecordReader first)
    {
        var names = first.FieldNames();
        var resolved = plan.Schema is { } given
            ? new ResolvedFields(given, [], false)
            : Resolve(names, first);
        Schema = resolved.Schema;
        Folder = Schema.Images.Count == 0 ? null : OneFolder();
        if (Schema.ContextIsId)
        {
            var table = ContextTable.Read(TaskFields.ContextFile(options.Fields, sources[0]));
            _contexts = new Lazy<ContextTable>(table);
            _sums.Add(table.CopyTo(directory, durability));
        }

        Format = first.Format;
        _labelIsLastColumn = resolved.LabelIsLastColumn;
        var typer = resolved.ByContent.Count > 0 ? new ContentTyper(resolved.ByContent) : null;
        if (plan.Fits && typer is null)
        {
            StartFits();
        }

        var fields = new FieldPlan(Schema, _contexts);
        using var columns = new RecordColumns(directory, first.Format, first.Preamble, Schema.Id is not null);
        _recordsPath = columns.RecordsPath;
        _labels = Schema.Label is null ? null : ILabelWriter.Create(Schema.Task, directory, durability, classes, plan.FirstRow);
        _costs = Schema.Cost is null ? null : NpyWriter<double>.InSegment(Path.Combine(directory, PoolNames.Costs));
        for (var i = 0; i < sources.Count; i++)
        {
            using var reader = i == 0 ? first : OpenNext(sources[i], first);
            reader.Bind(fields);
            ReadOne(reader, columns, typer);
        }

        Rows = columns.Rows;
        durability.Reach("records-written", directory);
        _sums.AddRange(columns.Complete(durability));
        if (_costs is not null)
        {
            _sums.Add(_costs.Finish(durability));
        }

        if (_contexts?.Value.Source is { } contexts)
        {
            Sources.Add(contexts);
        }

        Schema = typer?.Complete(Schema, names) ?? Schema;
        Notices.AddRange(typer?.Doubts(names) ?? []);
    }

    private void ReadOne(RecordReader reader, RecordColumns columns, ContentTyper? typer)
    {
        var values = NewValues();
        Func<string> place = () => reader.Place.ToString();
        var before = columns.Rows;
        _starts.Add((reader.Source, before));
        for (var row = 1L; reader.Read(); row++)
        {
            if (options.Part is not null)
            {
                if (reader.Value(options.Fields.Split!) != options.Part)
                {
                    continue;
                }

                _kept.Add(row);
            }

            reader.Parse(values);
            columns.Add(reader.Record, values.Id);
            _labels?.Add(values, place);
            HasSeveralLabels |= values.Labels is { Count: > 1 };
            _costs?.Write([values.Cost]);
            typer?.Observe(reader);
            if (_fits is not null)
            {
                Observe(values, reader.Place);
            }

            if (columns.Rows % RowsBetweenChecks == 0)
            {
                cancellation.ThrowIfCancellationRequested();
                options.Progress?.Invoke(new PoolProgress("reading", columns.Rows, reader.BytesRead, reader.TotalBytes));
            }
        }

        if (columns.Rows == before)
        {
            throw PluginALException.Input(
                $"{reader.Source} has no records, expected at least one{(reader.Format == "csv" ? " row after the header" : " JSON object")}: give data, or leave the file out.");
        }

        reader.CheckLearnable();
        Sources.Add(reader.Complete());
        options.Progress?.Invoke(new PoolProgress("reading", columns.Rows, reader.BytesRead, reader.TotalBytes));
    }

    private FieldValues NewValues() => new(Schema) { Folder = Folder ?? "" };

    /// <summary>The folder of all sources, the current one for a stream.</summary>
    private string OneFolder()
    {
        var folders = sources.Select(source => source.Path is { } path ? Path.GetDirectoryName(Path.GetFullPath(path))! : Directory.GetCurrentDirectory()).ToList();
        var other = folders.FindIndex(folder => folder != folders[0]);
        return other < 0 ? folders[0] : throw PluginALException.Input(
            $"{sources[other].Name} is not in the folder of {sources[0].Name}, and the paths of images start from one folder: create the pool from one and add the other with 'pluginal pool append'.");
    }

    private RecordPlace PlaceOf(long row)
    {
        var (source, first) = _starts.FindLast(start => start.FirstRow <= row);
        return new RecordPlace(source, 0, options.Part is null ? row - first + 1 : _kept[(int)row]);
    }

    private ResolvedFields Resolve(IReadOnlyList<string> names, RecordReader first)
    {
        var request = TaskFields.Complete(options.Fields, plan.Task, names, first.Source);
        var (context, isId) = TaskFields.Context(request, plan.Task, names, sources[0]);
        var resolved = new FieldResolver(request, names, first.Format == "csv", first.Source).Resolve(plan.NeedsFeatures);
        return resolved with { Schema = resolved.Schema with { Task = plan.Task, Context = context, ContextIsId = isId } };
    }

    private static RecordReader OpenNext(PoolSource source, RecordReader first)
    {
        var reader = RecordReader.Open(source);
        if (reader.Format != first.Format)
        {
            reader.Dispose();
            throw PluginALException.Input(
                $"{source.Name} is {reader.Format.ToUpperInvariant()} but {first.Source} is {first.Format.ToUpperInvariant()}, expected one format: "
                + "create the pool from one and add the other with 'pluginal pool append'.");
        }

        if (!reader.Preamble.TrimEnd("\r\n"u8).SequenceEqual(first.Preamble.TrimEnd("\r\n"u8)))
        {
            reader.Dispose();
            throw PluginALException.Input($"{source.Name} has another header than {first.Source}, expected the same: give its columns the same names and order.");
        }

        return reader;
    }

    private void StartFits()
    {
        _fits = [];
        _missing = new long[Schema.Numeric.Count];
        foreach (var part in options.Featurisers?.Invoke(Schema) ?? [])
        {
            _fits.Add((part, part.Featuriser.StartFit(Schema)));
        }
    }

    private void Observe(FieldValues values, RecordPlace place)
    {
        for (var i = 0; i < _missing.Length; i++)
        {
            _missing[i] += double.IsNaN(values.Numbers[i]) ? 1 : 0;
        }

        try
        {
            foreach (var (part, fit) in _fits!)
            {
                if (!part.OfTokens)
                {
                    fit.Observe(values);
                    continue;
                }

                for (values.Token = 0; values.Token < values.Tokens.Count; values.Token++)
                {
                    fit.Observe(values);
                }

                values.Token = 0;
            }
        }
        catch (PluginALException e) when (e.Kind == ErrorKind.Input)
        {
            throw place.Error(e.Message, e);
        }
    }

    private List<FeaturePart> Parts(bool ofTokens) =>
        [.. _fits!.Where(fit => fit.Part.OfTokens == ofTokens).Select(fit => new FeaturePart(fit.Part.Name, fit.Part.Version, fit.Fit.Complete()))];

    private void Encode(FeaturePipeline pipeline)
    {
        durability.Reach("encoding", directory);
        using var writer = new FeatureWriter(directory, pipeline.Layout, pipeline.Width, plan.FirstRow, pipeline.Tokens is not null);
        using (var offsets = NpyColumn<ulong>.Open(Path.Combine(directory, PoolNames.RecordOffsets)))
        {
            new EncodePass(_recordsPath, offsets, Format, NewValues, PlaceOf, pipeline, writer, options, cancellation).Run();
        }

        FeatureColumn = writer.Column;
        TokenColumn = pipeline.Tokens is { } tokens ? PoolColumnInfo.Tokens(tokens.Width) : null;
        NonFinite = writer.NonFinite;
        _sums.AddRange(writer.Complete(durability));
    }

    /// <summary>Lets the featurisers learn from the staged records.</summary>
    private void Learn()
    {
        StartFits();
        using var reader = RecordReader.Staged(File.OpenRead(_recordsPath), _recordsPath, Format);
        var values = NewValues();
        reader.Bind(FieldPlan.ForFeatures(Schema));
        for (var row = 1L; reader.Read(); row++)
        {
            reader.Parse(values);
            Observe(values, PlaceOf(row - 1));
            if (row % RowsBetweenChecks == 0 || row == Rows)
            {
                cancellation.ThrowIfCancellationRequested();
                options.Progress?.Invoke(new PoolProgress("learning", row, reader.BytesRead, reader.TotalBytes));
            }
        }
    }
}
