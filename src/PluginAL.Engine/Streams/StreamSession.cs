using System.Text;
using PluginAL.Abstractions;
using PluginAL.Engine.Data;
using PluginAL.Engine.Models;
using PluginAL.Engine.Plugins;
using PluginAL.Engine.Sessions;
using PluginAL.Engine.Tasks;
using PluginAL.Hosting;

namespace PluginAL.Engine.Streams;

/// <summary>
/// Active learning where rows arrive one after another and each is decided on at once: ask for its label, or let it pass. Labels come back any time later, in any order
/// or never. What was offered and told, in the same order, gives the same decisions; the session can be saved between two calls and taken up again.
/// </summary>
/// <remarks>
/// The first <see cref="StreamOptions.Initial"/> rows are asked for. Until there are labels of two classes, no model says anything: rows are then drawn with the chance of
/// the budget. Not safe for use by several threads.
/// </remarks>
public sealed class StreamSession
{
    private const int Version = 1;

    private readonly PluginInstance<ILearner> _learner;
    private readonly StreamScorer _scorer;
    private readonly PluginInstance<IBudgetManager> _manager;
    private readonly StreamOptions _options;
    private readonly IPluginLog _log;
    private readonly int _classCount;
    private readonly FeatureMatrix _labelled;
    private readonly List<int> _labels = [];
    private readonly SortedDictionary<long, FeatureMatrix> _open = [];
    private IClassifier? _model;
    private IEnsemble? _committee;
    private DenseFeatures? _embeddings;
    private int[] _learned = [];
    private int _fitted;

    /// <summary>Opens a session.</summary>
    /// <param name="learner">The learner; the caller's.</param>
    /// <param name="scorer">What scores rows; the caller's, of this session alone.</param>
    /// <param name="manager">What decides; the caller's, of this session alone.</param>
    /// <param name="shape">A matrix of the layout and width that rows will have; none of its rows is looked at.</param>
    /// <param name="classCount">The number of classes C, at least 2.</param>
    /// <param name="options">How it works.</param>
    /// <param name="log">Where it says things.</param>
    /// <exception cref="PluginALException">The learner lacks what the strategy needs, or an option is out of range.</exception>
    public StreamSession(
        PluginInstance<ILearner> learner, StreamScorer scorer, PluginInstance<IBudgetManager> manager, FeatureMatrix shape, int classCount, StreamOptions options, IPluginLog log)
    {
        ArgumentNullException.ThrowIfNull(learner);
        ArgumentNullException.ThrowIfNull(scorer);
        ArgumentNullException.ThrowIfNull(manager);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 2);
        if (!(options.Budget is >= 0 and <= 1) || options.Initial < 0 || options.FitEvery < 1 || options.Window < 0 || options.Committee < 2)
        {
            throw PluginALException.Usage(
                $"A stream has the budget {options.Budget}, {options.Initial} initial rows, a fit every {options.FitEvery} labels, a window of {options.Window} and a committee of {options.Committee}; "
                + "give a budget from 0 to 1, counts of at least 0, 1 and 0, and two members or more.");
        }

        Compatibility.RequireTask(learner, LearningTask.Classification);
        var given = (learner.Gives & ~TaskSignals.Foreign(LearningTask.Classification)) | Signals.Features | Signals.Embeddings | (learner.Gives.HasFlag(Signals.Probabilities) ? Signals.Members : Signals.None);
        if ((scorer.Needs & ~given) is not Signals.None and var missing)
        {
            throw PluginALException.Usage($"Strategy '{scorer.Name}' needs {missing}, which learner '{learner.Name}' does not give (it gives {learner.Gives}); choose another of the two.");
        }

        (_learner, _scorer, _manager, _options, _classCount, _log) = (learner, scorer, manager, options, classCount, log);
        _labelled = RowGatherer.EmptyLike(shape);
    }

    /// <summary>The rows that were offered.</summary>
    public long RowCount { get; private set; }

    /// <summary>The rows whose label was asked for.</summary>
    public long AskedCount { get; private set; }

    /// <summary>The labels that came.</summary>
    public int LabelCount => _labels.Count;

    /// <summary>The rows that wait for their label, ascending.</summary>
    public IReadOnlyCollection<long> OpenRows => _open.Keys;

    /// <summary>The latest model; null before the first one.</summary>
    public IClassifier? Model => _model;

    /// <summary>Takes the next rows of the stream: predicts, scores and decides. All of a call see the model of the labels before the call.</summary>
    /// <param name="rows">n rows of the session's layout and width, in order of their arrival.</param>
    /// <param name="cancellation">Stops the training.</param>
    /// <returns>What was made of each.</returns>
    public IReadOnlyList<StreamRow> Offer(in FeatureBlock rows, CancellationToken cancellation = default)
    {
        if (rows.Layout != _labelled.Layout || rows.Width != _labelled.Width)
        {
            throw PluginALException.Input(
                $"Rows {RowCount} on are {rows.Layout} with {rows.Width} columns; the stream has {_labelled.Layout} rows of {_labelled.Width} columns: give features made alike.");
        }

        Fit(cancellation);
        var (context, random) = (Context(cancellation), new RandomSource(_options.Seed, "stream/budget"));
        var probabilities = new float[_model is null ? 0 : rows.Count * _classCount];
        var utilities = new double[rows.Count];
        var isCold = _model is null || _labels.TrueForAll(label => label == _labels[0]);
        if (!isCold)
        {
            Predict(rows, probabilities);
            _scorer.Score(SignalsOf(rows, probabilities), context with { Random = new RandomSource(_options.Seed, "stream/" + _scorer.Name) }, utilities);
        }
        else if (_model is not null)
        {
            Predict(rows, probabilities);
        }

        var made = new StreamRow[rows.Count];
        for (var i = 0; i < made.Length; i++)
        {
            var row = RowCount++;
            var decision = row < _options.Initial ? new StreamDecision(true, 1)
                : isCold ? new StreamDecision(random.For("cold").Uniform(row) < _options.Budget, _options.Budget)
                : Decide(row, utilities[i], context with { Random = random });
            made[i] = new StreamRow(
                row, _model is null ? null : Argmax(probabilities.AsSpan(i * _classCount, _classCount)), isCold ? double.NaN : utilities[i], decision.Ask, decision.Probability);
            if (decision.Ask)
            {
                AskedCount++;
                _open.Add(row, One(rows, i));
            }
        }

        return made;
    }

    /// <summary>Takes the next dense row.</summary>
    /// <param name="row">D features.</param>
    /// <param name="cancellation">Stops the training.</param>
    /// <returns>What was made of it.</returns>
    public StreamRow Offer(ReadOnlySpan<float> row, CancellationToken cancellation = default) => Offer(FeatureBlock.Dense(row, 1, row.Length), cancellation)[0];

    /// <summary>Takes a label that was asked for. The model learns of it before the next row.</summary>
    /// <param name="row">The row's number in the stream.</param>
    /// <param name="label">Its class, in [0, C).</param>
    /// <exception cref="PluginALException">The row does not wait for a label, or there is no such class.</exception>
    public void Tell(long row, int label)
    {
        if ((uint)label >= (uint)_classCount)
        {
            throw PluginALException.Input($"Row {row} of the stream is told to be of class {label}; there are classes from 0 to {_classCount - 1}.");
        }

        if (!_open.Remove(row, out var features))
        {
            throw PluginALException.Input($"Row {row} of the stream waits for no label ({_open.Count} do); tell those that were asked for, each once.");
        }

        RowGatherer.Append(features, 0, _labelled);
        _labels.Add(label);
    }

    /// <summary>Lets a row go whose label will not come.</summary>
    /// <param name="row">The row's number in the stream.</param>
    public void Skip(long row) => _open.Remove(row);

    /// <summary>Writes all that the session remembers.</summary>
    /// <param name="stream">The stream; not closed.</param>
    public void Save(Stream stream)
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        writer.Write(Version);
        writer.Write(Configuration());
        writer.Write(RowCount);
        writer.Write(AskedCount);
        writer.Write(_fitted);
        StreamRows.Write(writer, _labelled);
        _labels.ForEach(writer.Write);
        writer.Write(_open.Count);
        foreach (var (row, features) in _open)
        {
            writer.Write(row);
            StreamRows.Write(writer, features);
        }

        WriteBytes(writer, _scorer.SaveState);
        WriteBytes(writer, bytes => _manager.Call("SaveState", manager =>
        {
            manager.SaveState(bytes);
            return true;
        }));
        WriteBytes(writer, bytes => _model?.Save(bytes));
    }

    /// <summary>Takes up what <see cref="Save"/> wrote, in a new session of the same plugins and options.</summary>
    /// <param name="stream">The stream; not closed.</param>
    /// <exception cref="PluginALException">It was another session's, or was written by another version.</exception>
    public void Restore(Stream stream)
    {
        using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
        if (RowCount > 0)
        {
            throw new InvalidOperationException("The session has begun; take up a saved one before the first row.");
        }

        if (reader.ReadInt32() is var version && version != Version)
        {
            throw PluginALException.Input($"The saved stream session is of version {version}, and this program reads version {Version}; use the program that wrote it.");
        }

        if (reader.ReadString() is var configuration && configuration != Configuration())
        {
            throw PluginALException.Input($"The saved stream session was made with {configuration}, and now it is {Configuration()}; give the same plugins and options.");
        }

        (RowCount, AskedCount, _fitted) = (reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt32());
        StreamRows.Read(reader, _labelled);
        for (var i = 0L; i < _labelled.RowCount; i++)
        {
            _labels.Add(reader.ReadInt32());
        }

        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            var row = reader.ReadInt64();
            var features = RowGatherer.EmptyLike(_labelled);
            StreamRows.Read(reader, features);
            _open.Add(row, features);
        }

        var (scorer, manager, model) = (ReadBytes(reader), ReadBytes(reader), ReadBytes(reader));
        _scorer.RestoreState(new MemoryStream(scorer));
        _manager.Call("RestoreState", plugin =>
        {
            plugin.RestoreState(new MemoryStream(manager));
            return true;
        });
        if (model.Length > 0)
        {
            _model = (IClassifier)_learner.Load(model);
            Supply(_fitted, default);
        }
    }

    private static void WriteBytes(BinaryWriter writer, Action<Stream> write)
    {
        using var bytes = new MemoryStream();
        write(bytes);
        writer.Write((int)bytes.Length);
        writer.Write(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    private static byte[] ReadBytes(BinaryReader reader) => reader.ReadBytes(reader.ReadInt32());

    private static int Argmax(ReadOnlySpan<float> values)
    {
        var best = 0;
        for (var i = 1; i < values.Length; i++)
        {
            best = values[i] > values[best] ? i : best;
        }

        return best;
    }

    private string Configuration() => FormattableString.Invariant(
        $"{_learner.Label}, {_scorer.Label}, {_manager.Label}, {_labelled.Layout} {_labelled.Width}, {_classCount} classes, {_options}");

    private FeatureMatrix One(in FeatureBlock rows, int index)
    {
        var one = RowGatherer.EmptyLike(_labelled);
        StreamRows.Append(rows, index, one);
        return one;
    }

    private StreamDecision Decide(long row, double utility, StreamContext context)
    {
        try
        {
            return _manager.Instance.Decide(row, utility, context);
        }
        catch (Exception exception) when (exception is not (PluginALException or OperationCanceledException))
        {
            throw _manager.Failure("Decide", exception);
        }
    }

    private StreamContext Context(CancellationToken cancellation) => new()
    {
        Budget = _options.Budget,
        ClassCount = _classCount,
        Model = _model,
        Labels = _learned,
        LabelledEmbeddings = _embeddings,
        Random = default,
        Log = _log,
        Cancellation = cancellation,
    };

    /// <summary>Trains on the labels so far, where enough of them are new.</summary>
    private void Fit(CancellationToken cancellation)
    {
        if (_labels.Count == 0 || (_model is not null && _labels.Count - _fitted < _options.FitEvery))
        {
            return;
        }

        var (features, classes) = Training(_labels.Count);
        _model = _learner.FitClassifier(new TrainingSet(features, classes, _classCount), new FitContext
        {
            Previous = _options.WarmStart ? _model : null,
            Random = new RandomSource(_options.Seed, "stream/fit", _labels.Count),
            Log = _log,
            Cancellation = cancellation,
        });
        _fitted = _labels.Count;
        Supply(_fitted, cancellation);
    }

    /// <summary>What the learner does not give: a committee, dense representations of the labelled rows.</summary>
    private void Supply(int labels, CancellationToken cancellation)
    {
        var (features, classes) = Training(labels);
        _learned = classes;
        _committee = !_scorer.Needs.HasFlag(Signals.Members) ? null : _model as IEnsemble ?? Bagging.Fit(
            _learner, new TrainingSet(features, classes, _classCount), _options.Committee, null, new RandomSource(_options.Seed, "stream/committee", labels), 1, _log, cancellation);
        if (_scorer.Needs.HasFlag(Signals.Embeddings))
        {
            var dense = features.Layout == FeatureLayout.Dense ? features : new ProjectedFeatures(features, keep: false);
            _embeddings = new DenseFeatures(dense.Width, (int)dense.RowCount);
            for (var row = 0L; row < dense.RowCount; row++)
            {
                _embeddings.Append(dense.Block(row, 1).Values);
            }
        }
    }

    private int First(int labels) => _options.Window > 0 ? Math.Max(0, labels - _options.Window) : 0;

    private (FeatureMatrix Features, int[] Classes) Training(int labels)
    {
        var first = First(labels);
        var features = first == 0 && labels == _labels.Count ? _labelled : RowGatherer.Gather(_labelled, Enumerable.Range(first, labels - first).Select(row => (long)row));
        return (features, [.. _labels[first..labels]]);
    }

    private void Predict(in FeatureBlock rows, Span<float> probabilities)
    {
        try
        {
            _model!.PredictProbabilities(rows, probabilities);
        }
        catch (Exception exception) when (PluginOrigin.Blames(_model, exception))
        {
            throw PluginOrigin.Failure(_model!, nameof(IClassifier.PredictProbabilities), exception);
        }
    }

    private SignalBlock SignalsOf(in FeatureBlock rows, float[] probabilities)
    {
        var (needs, members, embeddings, width) = (_scorer.Needs, Array.Empty<float>(), Array.Empty<float>(), 0);
        if (needs.HasFlag(Signals.Members))
        {
            members = new float[rows.Count * _committee!.MemberCount * _classCount];
            _committee.PredictMembers(rows, members);
        }

        if (needs.HasFlag(Signals.Embeddings))
        {
            (embeddings, width) = StreamRows.Embed(rows);
        }

        return new SignalBlock
        {
            Count = rows.Count,
            FirstRow = RowCount,
            ClassCount = _classCount,
            Probabilities = needs.HasFlag(Signals.Probabilities) ? probabilities : [],
            MemberCount = _committee?.MemberCount ?? 0,
            Members = members,
            EmbeddingWidth = width,
            Embeddings = embeddings,
            Features = needs.HasFlag(Signals.Features) ? rows : default,
        };
    }
}
