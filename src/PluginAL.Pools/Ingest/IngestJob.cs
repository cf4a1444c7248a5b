using PluginAL.Abstractions;

namespace PluginAL.Pools;

/// <summary>One create or append from the first source to the commit.</summary>
internal sealed class IngestJob
{
    private readonly PoolTransaction _transaction;
    private readonly IReadOnlyList<PoolSource> _sources;
    private readonly PoolBuildOptions _options;
    private readonly Durability _durability;
    private readonly CancellationToken _cancellation;
    private readonly ClassTable _classes;
    private readonly IReadOnlyList<string> _knownClasses;
    private readonly LearningTask _task;
    private readonly long _firstRow;
    private readonly List<string> _notices = [];

    public IngestJob(
        PoolTransaction transaction, IReadOnlyList<PoolSource> sources, PoolBuildOptions options, Durability durability, CancellationToken cancellation)
    {
        _transaction = transaction;
        _sources = sources;
        _options = options;
        _durability = durability;
        _cancellation = cancellation;
        _knownClasses = transaction.Base?.Classes ?? options.Classes;
        _classes = new ClassTable(_knownClasses);
        _task = Task(transaction, options);
        _firstRow = transaction.Base?.RowCount ?? 0;
        if (transaction.Removed.Count > 0)
        {
            _notices.Add($"Removed what an interrupted {(transaction.Base is null ? "create" : "append")} had left: {string.Join(", ", transaction.Removed)}.");
        }
    }

    public PoolBuildResult Run()
    {
        var first = OpenFirst();
        FeatureSource.CheckOptions(_options, hasNpy: first is null || _options.FeaturesPath is not null);
        return first is null ? FromNpy() : FromRecords(first);
    }

    /// <summary>The pool's task, the pipeline's, or the one that was asked for; which must not contradict each other.</summary>
    private static LearningTask Task(PoolTransaction transaction, PoolBuildOptions options)
    {
        var (task, whose) = transaction.Base is { } pool ? (pool.Task, transaction.Path)
            : options.Pipeline is { } pipeline ? (pipeline.Schema.Task, "the data that the features were learned from")
            : (options.Fields.Task ?? LearningTask.Classification, "");
        return options.Fields.Task is null || options.Fields.Task == task ? task : throw PluginALException.Usage(
            $"--task is {TaskNames.Of(options.Fields.Task.Value)}, and that of {whose} is {TaskNames.Of(task)}: leave --task out, or create another pool.");
    }

    /// <summary>A reader of the first source, or null where it is NPY.</summary>
    private RecordReader? OpenFirst()
    {
        var source = _sources[0];
        if (source.Path is { } path && source.Format != PoolFormat.Jsonl && source.Format != PoolFormat.Csv)
        {
            using var stream = SourceStream.Open(source, headSize: 4096);
            if (stream.Detect(source.Format) == PoolFormat.Npy)
            {
                return _options.FeaturesPath is null ? null
                    : throw PluginALException.Usage($"{path} is an NPY file and --features names another: give records beside --features, or the NPY file alone.");
            }
        }

        return RecordReader.Open(source);
    }

    private PoolBuildResult FromRecords(RecordReader first)
    {
        using (first)
        {
            if (_options.LabelsPath is { } labels)
            {
                throw PluginALException.Usage($"{labels} gives labels beside records, which have their own: name their label field with --label instead.");
            }

            if (_options.CostsPath is { } costs)
            {
                throw PluginALException.Usage($"{costs} gives costs beside records, which have their own: name their cost field with --cost instead.");
            }

            var plan = Plan();
            var directory = _transaction.AddSegment(out var name);
            using var ingest = new RecordIngest(directory, _sources, _options, plan, _classes, _durability, _cancellation);
            ingest.Run(first);
            _notices.AddRange(ingest.Notices);
            var sums = new List<FileChecksum>();
            var sources = ingest.Sources;
            var features = ingest.FeatureColumn;
            PoolColumnInfo? scaleColumn = null;
            var nonFinite = ingest.NonFinite;
            AdoptedFile? adopted = null;
            if (_options.FeaturesPath is { } path)
            {
                var npy = new NpyIngest(_transaction.Path, _options, _durability, _cancellation);
                var given = FeatureSource.Inspect(path, _options);
                if (given.Rows != ingest.Rows)
                {
                    throw PluginALException.Input($"{path} has {given.Rows} rows, but there are {ingest.Rows} records, expected as many: give the features of these records.");
                }

                (var sum, adopted, var source) = npy.Bring(given, directory, _firstRow);
                sums.Add(sum);
                using var scale = OpenScale(given.Rows);
                if (scale is not null)
                {
                    sums.Add(scale.Write(directory, given.Rows));
                    scaleColumn = PoolColumnInfo.Scale(scale.IsPerRow);
                }

                sources.Add(source);
                _notices.AddRange(npy.Notices);
                nonFinite = npy.NonFinite;
                features = given.Column;
            }

            var (classes, map) = _classes.Finish();
            if (_task == LearningTask.MultiLabel && !ingest.HasSeveralLabels && classes.Where(name => name.AsSpan().ContainsAny(';', ',')).ToList() is [var joined, ..] several)
            {
                _notices.Add(
                    $"No row has more than one label, and {several.Count} of the {classes.Length} labels hold a ';' or ',' ({ValueRules.Quote(System.Text.Encoding.UTF8.GetBytes(joined))}): "
                    + "in a text '|' stands between labels, so write it there where several are meant.");
            }

            sums.AddRange(ingest.Complete(map));
            var schema = ingest.Schema;
            var columns = new List<PoolColumnInfo>();
            Add(columns, features);
            Add(columns, scaleColumn);
            columns.Add(PoolColumnInfo.Records());
            Add(columns, ingest.TokenColumn);
            Add(columns, ingest.HasContexts ? PoolColumnInfo.Contexts() : null);
            Add(columns, schema.Label is null ? null : PoolColumnInfo.Labels(_task));
            Add(columns, schema.Cost is null ? null : PoolColumnInfo.Costs());
            Add(columns, schema.Id is null ? null : PoolColumnInfo.Ids());
            var segment = Segment(name, ingest.Rows, ingest.Format, adopted, sources) with { Folder = ingest.Folder, Checksums = ChecksumFile.Write(directory, sums, _durability) };
            Commit(columns, schema, ingest.Pipeline, classes, [segment]);
            var description = ingest.Description + (_options.FeaturesPath is { } file ? $"; features: {file}" : "");
            return Result(ingest.Rows, schema, description, classes, nonFinite, sources) with
            {
                UnlabelledRows = ingest.MissingLabels,
                FirstUnlabelledRow = ingest.FirstMissingLabel,
            };
        }
    }

    private PoolBuildResult FromNpy()
    {
        if (_task is LearningTask.Sequence or LearningTask.Translation or LearningTask.QuestionAnswering)
        {
            throw PluginALException.Usage($"--task {TaskNames.Of(_task)} learns from records, and {_sources[0].Name} holds features alone: give JSONL, with the features beside it with --features.");
        }

        var npy = new NpyIngest(_transaction.Path, _options, _durability, _cancellation);
        var files = _sources.Select(source => FeatureSource.Inspect(NpyPath(source), _options)).ToArray();
        var width = files[0].Width;
        foreach (var file in files)
        {
            if (file.Width != width)
            {
                throw PluginALException.Input($"{file.Path} has {file.Width} columns but {files[0].Path} has {width}, expected as many: give features of one model.");
            }

            if (file.Column.Dtype != files[0].Column.Dtype)
            {
                throw PluginALException.Input(
                    $"{file.Path} holds values of dtype '{file.Dtype}' but {files[0].Path} of '{files[0].Dtype}', expected the same: save one of them again with x.astype.");
            }
        }

        var withLabels = _options.LabelsPath is not null || _transaction.Base?.Column(PoolColumnInfo.LabelRole) is not null;
        using var costs = CostIngest.Open(_options.CostsPath, _transaction.Base?.Column(PoolColumnInfo.CostRole) is not null, files.Sum(file => file.Rows), _durability);
        var labels = new List<ILabelWriter>();
        try
        {
            var segments = new List<ManifestSegment>();
            var sums = new List<(string Directory, List<FileChecksum> Features)>();
            using var scale = OpenScale(files.Sum(file => file.Rows));
            using var given = _options.LabelsPath is { } labelsPath ? new NpyLabels(labelsPath, _task, _classes) : null;
            var row = _firstRow;
            foreach (var file in files)
            {
                var directory = _transaction.AddSegment(out var name);
                var (sum, adopted, source) = npy.Bring(file, directory, row);
                List<FileChecksum> features = [sum];
                if (scale is not null)
                {
                    features.Add(scale.Write(directory, file.Rows));
                }

                if (costs is not null)
                {
                    features.Add(costs.Write(directory, file.Rows));
                }

                if (withLabels)
                {
                    var column = ILabelWriter.Create(_task, directory, _durability, _classes, row);
                    labels.Add(column);
                    AddLabels(column, given, row, file.Rows);
                }

                row += file.Rows;
                sums.Add((directory, features));
                segments.Add(Segment(name, file.Rows, null, adopted, [source]));
            }

            if (given?.HasNext() == true)
            {
                throw PluginALException.Input($"{_options.LabelsPath} has more than the {row - _firstRow} rows of the features: give one label per row.");
            }

            var (classes, map) = _classes.Finish();
            for (var i = 0; i < segments.Count; i++)
            {
                FileChecksum[] written = withLabels ? [.. sums[i].Features, .. labels[i].Complete(map)] : [.. sums[i].Features];
                segments[i] = segments[i] with { Checksums = ChecksumFile.Write(sums[i].Directory, written, _durability) };
            }

            _notices.AddRange(npy.Notices);
            List<PoolColumnInfo> columns = [files[0].Column];
            Add(columns, scale is null ? null : PoolColumnInfo.Scale(scale.IsPerRow));
            Add(columns, withLabels ? PoolColumnInfo.Labels(_task) : null);
            Add(columns, costs is null ? null : PoolColumnInfo.Costs());
            Commit(columns, null, null, classes, segments);
            var description = $"features: {string.Join(", ", files.Select(file => file.Path))} ({width} columns, "
                + (segments.Any(segment => segment.Adopted is null) ? "copied" : "adopted where they are") + ")"
                + (withLabels ? $"; label: {_options.LabelsPath ?? "none"}" : "") + (costs is not null ? $"; cost: {_options.CostsPath ?? "none"}" : "");
            return Result(row - _firstRow, null, description, classes, npy.NonFinite, [.. segments.SelectMany(segment => segment.Sources)]) with
            {
                UnlabelledRows = labels.Sum(column => column.Missing),
                FirstUnlabelledRow = labels.Find(column => column.Missing > 0)?.FirstMissing ?? -1,
            };
        }
        finally
        {
            labels.ForEach(column => column.Dispose());
        }
    }

    private void AddLabels(ILabelWriter column, NpyLabels? given, long firstRow, long rows)
    {
        var none = new FieldValues(new FieldSchema());
        for (var i = 0L; i < rows; i++)
        {
            if (given is null)
            {
                column.Add(none, () => "");
            }
            else if (!given.HasNext())
            {
                throw PluginALException.Input($"{_options.LabelsPath} has {firstRow + i - _firstRow} rows, fewer than the features: give one label per row.");
            }
            else
            {
                given.AddNext(column);
            }
        }
    }

    private ManifestSegment Segment(string name, long rows, string? records, AdoptedFile? adopted, IReadOnlyList<PoolSourceInfo> sources) => new()
    {
        Name = name,
        Rows = rows,
        Records = records,
        Checksums = "",
        Adopted = adopted,
        Sources = sources,
        Created = _options.Clock.GetUtcNow(),
        Tool = _options.Tool,
    };

    private static void Add(List<PoolColumnInfo> columns, PoolColumnInfo? column)
    {
        if (column is not null)
        {
            columns.Add(column);
        }
    }

    private ScaleIngest? OpenScale(long rows) => _options.ScalePath is not { } path ? null : new ScaleIngest(
        path, rows, _transaction.Base?.Column(PoolColumnInfo.ScaleRole) is { } column ? column.Shape[0] < 0 : null, _durability);

    private static string NpyPath(PoolSource source) =>
        source.Path ?? throw PluginALException.Input($"{source.Name} is a stream, expected a file: NPY features are mapped, so give the path of a file.");

    private IngestPlan Plan()
    {
        if (_transaction.Base is not { } manifest)
        {
            var needsFeatures = _options.FeaturesPath is null && (_options.Pipeline is not null || _options.Featurisers is not null);
            return new IngestPlan(
                _options.Pipeline?.Schema, _options.FeaturesPath is null ? _options.Pipeline : null,
                needsFeatures && _options.Pipeline is null, needsFeatures, _task, _firstRow);
        }

        if (manifest.Schema is null)
        {
            throw PluginALException.Input($"{_transaction.Path} was made of NPY features alone and has no records: append NPY files to it, or create another pool.");
        }

        FeaturePipeline? pipeline = null;
        if (manifest.Pipeline is { } saved)
        {
            var resolve = _options.Resolve ?? throw PluginALException.Usage(
                $"{_transaction.Path} has a feature pipeline; appending to it needs {nameof(PoolBuildOptions)}.{nameof(PoolBuildOptions.Resolve)} to load its plugins.");
            using var stream = new MemoryStream(Pool.ReadPipeline(_transaction.Path, saved), writable: false);
            pipeline = FeaturePipeline.Load(stream, resolve);
        }

        return new IngestPlan(manifest.Schema, pipeline, Fits: false, NeedsFeatures: pipeline is not null, _task, _firstRow);
    }

    private void Commit(
        List<PoolColumnInfo> columns, FieldSchema? schema, FeaturePipeline? pipeline, string[] classes, IReadOnlyList<ManifestSegment> segments)
    {
        _cancellation.ThrowIfCancellationRequested();
        _transaction.Commit(columns, schema, pipeline, classes, segments, _task);
    }

    private PoolBuildResult Result(
        long rows, FieldSchema? schema, string description, string[] classes, NonFinite nonFinite, IReadOnlyList<PoolSourceInfo> sources) => new()
        {
            Rows = rows,
            TotalRows = _firstRow + rows,
            Schema = schema,
            Description = description,
            Classes = classes,
            NewClasses = [.. classes.Skip(_knownClasses.Count)],
            NonFiniteValues = nonFinite.Count,
            FirstNonFiniteRow = nonFinite.FirstRow,
            Notices = _notices,
            SourceBytes = sources.Sum(source => source.Bytes),
        };
}
