using System.Diagnostics;
using System.Globalization;
using PluginAL.Abstractions;
using PluginAL.Encoding.Records;
using PluginAL.Engine.Models;
using PluginAL.Engine.Sessions;
using PluginAL.Engine.Stopping;
using PluginAL.Hosting;
using PluginAL.Storage;

namespace PluginAL;

/// <summary>
/// Active learning over your own records: <see cref="Query"/> hands out the records most worth labelling, <c>Teach</c> takes their
/// labels, <c>Predict</c> says what has been learned. Not safe for several threads.
/// </summary>
/// <typeparam name="T">The record type, marked <c>[PoolRecord]</c>.</typeparam>
[DebuggerDisplay("{LabelCount} labels in {Round} rounds")]
public sealed class ActiveLearner<T> : IDisposable
{
    private const int PredictBlock = 1024;

    private readonly RecordData<T> _data;
    private readonly ActiveLearnerOptions _options;
    private readonly ulong _seed;
    private readonly PluginHost _host;
    private readonly PluginInstance<ILearner> _learner;
    private readonly PluginInstance<IQueryStrategy> _strategy;
    private readonly Ledger? _ledger;
    private readonly ActiveLearningSession _session;
    private readonly Dictionary<string, int> _classes;
    private readonly List<double> _scores = [];

    // What an earlier process handed out and nobody answered.
    private readonly Queue<string> _left;

    /// <summary>A learner over records in memory.</summary>
    /// <param name="records">The records to choose from. Their labels, where they have any, are not looked at unless <see cref="TeachLabelled"/> says so.</param>
    /// <param name="learner">The learner, such as <c>logistic</c> or <c>logistic:c=0.3</c>.</param>
    /// <param name="strategy">The query strategy, such as <c>margin</c>.</param>
    /// <param name="seed">Governs every random draw.</param>
    /// <param name="options">What else can be said; null: the defaults.</param>
    /// <exception cref="PluginALException">There is no such plugin, the strategy needs what the learner does not give, the label is a number, or there are fewer than two classes.</exception>
    public ActiveLearner(IEnumerable<T> records, string learner, string strategy, ulong seed, ActiveLearnerOptions? options = null)
        : this(Data(records, options ?? new()), learner, strategy, seed, options ?? new())
    {
    }

    /// <summary>A learner over the records of a pool.</summary>
    /// <param name="pool">The pool; it must outlive the learner, and is not disposed with it.</param>
    /// <param name="learner">The learner, such as <c>logistic</c> or <c>logistic:c=0.3</c>.</param>
    /// <param name="strategy">The query strategy, such as <c>margin</c>.</param>
    /// <param name="seed">Governs every random draw.</param>
    /// <param name="options">What else can be said; null: the defaults.</param>
    /// <exception cref="PluginALException">There is no such plugin, the strategy needs what the learner does not give, the label is a number, or there are fewer than two classes.</exception>
    public ActiveLearner(RecordPool<T> pool, string learner, string strategy, ulong seed, ActiveLearnerOptions? options = null)
        : this(Data(pool, options ?? new()), learner, strategy, seed, options ?? new())
    {
    }

    private ActiveLearner(RecordData<T> data, string learner, string strategy, ulong seed, ActiveLearnerOptions options)
    {
        (_data, _options, _seed) = (data, options, seed);
        _classes = data.Classes.Select((name, index) => (name, index)).ToDictionary(StringComparer.Ordinal);
        if (_classes.Count < 2)
        {
            throw PluginALException.Usage(
                $"{Adapter.RecordName} has {(_classes.Count == 0 ? "no class" : $"the class '{data.Classes[0]}' alone")}, expected two or more: make its [Label] an enum or a bool, or name them in ActiveLearnerOptions.Classes.");
        }

        _host = options.Host ?? new PluginHost(options.PluginFolders);
        try
        {
            _learner = _host.Create<ILearner>(PluginKind.Learner, PluginReference.Parse(learner));
            _strategy = _host.Create<IQueryStrategy>(PluginKind.Strategy, PluginReference.Parse(strategy));
            _ledger = options.Ledger is { } path ? Ledger.Open(path) : null;
            _session = new ActiveLearningSession(
                data, _learner, _strategy,
                new SessionOptions { Name = options.Name, Seed = seed, WarmStart = options.WarmStart, Threads = options.Threads },
                _ledger, options.Log ?? SilentLog.Instance, _host);
            _left = new Queue<string>(_session.OpenTickets.Select(ticket => ticket.Id));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The names of the classes, by index.</summary>
    public IReadOnlyList<string> Classes => _data.Classes;

    /// <summary>What was learned from all records, labelled or not: means, deviations, vocabularies.</summary>
    public FeatureState State => _data.State;

    /// <summary>The number of queries so far.</summary>
    public int Round => _session.Round;

    /// <summary>The number of records that have a label.</summary>
    public int LabelCount => _session.Labels.Count;

    /// <summary>The tickets that wait for an answer, also those of an earlier process on the same ledger.</summary>
    public IReadOnlyList<RecordTicket<T>> OpenTickets => [.. _session.OpenTickets.Select(Typed)];

    /// <summary>Whether it was enough, by the stop rule or the budget, and why.</summary>
    public StopVerdict Verdict
    {
        get
        {
            var context = new StopContext
            {
                Round = Math.Max(0, Round - 1),
                LabelCount = LabelCount,
                Cost = _session.Cost,
                CandidateCount = _session.CandidateCount,
                MetricHistory = _scores,
            };
            var budget = new LabelBudget(_options.Budget ?? (int)Math.Min(int.MaxValue, _data.RowCount)).Evaluate(context);
            return budget.Stop || _options.Stop is null ? budget : _options.Stop.Evaluate(context);
        }
    }

    private static IFeatureAdapter<T> Adapter => RecordAdapters<T>.Features;

    /// <summary>
    /// Chooses records to be labelled. Without any label they are drawn at random. Tickets of an earlier process on the same ledger that wait for an
    /// answer come first and alone, so that a program that was killed goes on as if it had not been.
    /// </summary>
    /// <param name="count">How many.</param>
    /// <param name="cancellation">Stops training and selection.</param>
    /// <returns>The tickets: fewer than asked for where records or the budget run out, none once <see cref="Verdict"/> says stop.</returns>
    public IReadOnlyList<RecordTicket<T>> Query(int count, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        var again = Again(count);
        if (again.Count > 0)
        {
            return again;
        }

        var left = Math.Min(count, (_options.Budget ?? int.MaxValue) - (long)LabelCount - _session.OpenTickets.Count);
        return left <= 0 || Verdict.Stop ? [] : [.. _session.Ask((int)left, cancellation).Select(Typed)];
    }

    /// <summary>Takes the label of a record, by the name of its class. Another label for the same ticket later is a correction.</summary>
    /// <param name="ticket">The ticket.</param>
    /// <param name="label">One of <see cref="Classes"/>.</param>
    /// <exception cref="PluginALException">There is no such class, or the ticket is another session's.</exception>
    public void Teach(RecordTicket<T> ticket, string label)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        _session.Tell([new Answer(ticket.Id, Class(label), _options.Annotator)]);
    }

    /// <summary>Takes the label of a record, by the name of the enum's value.</summary>
    /// <typeparam name="TLabel">The enum.</typeparam>
    /// <param name="ticket">The ticket.</param>
    /// <param name="label">The label.</param>
    /// <exception cref="PluginALException">The value is no class, or the ticket is another session's.</exception>
    public void Teach<TLabel>(RecordTicket<T> ticket, TLabel label)
        where TLabel : struct, Enum => Teach(ticket, label.ToString());

    /// <summary>Takes the label of a record, where the classes are <c>false</c> and <c>true</c>.</summary>
    /// <param name="ticket">The ticket.</param>
    /// <param name="label">The label.</param>
    /// <exception cref="PluginALException">The classes are others, or the ticket is another session's.</exception>
    public void Teach(RecordTicket<T> ticket, bool label) => Teach(ticket, label ? "true" : "false");

    /// <summary>Takes the label of a record, where the classes are whole numbers.</summary>
    /// <param name="ticket">The ticket.</param>
    /// <param name="label">The label.</param>
    /// <exception cref="PluginALException">The number is no class, or the ticket is another session's.</exception>
    public void Teach(RecordTicket<T> ticket, long label) => Teach(ticket, label.ToString(CultureInfo.InvariantCulture));

    /// <summary>Refuses, so far: a number to be predicted is regression, and typed learners learn classes.</summary>
    /// <param name="ticket">The ticket.</param>
    /// <param name="label">The number.</param>
    /// <exception cref="PluginALException">Always.</exception>
    public void Teach(RecordTicket<T> ticket, double label) => throw PluginALException.Usage(
        FormattableString.Invariant($"The label {label} is a number to be predicted, and typed learners learn classes only so far (pools learn numbers: pluginal simulate --task regression); teach one of {Listed()}."));

    /// <summary>Teaches all records that carry a label of their own and have none yet; they cost nothing.</summary>
    /// <returns>How many there were.</returns>
    public int TeachLabelled() => _session.TellKnown(Known(), _options.Annotator);

    /// <summary>Takes note that nobody can label a record; it is not asked for again.</summary>
    /// <param name="ticket">The ticket.</param>
    /// <exception cref="PluginALException">The ticket is another session's.</exception>
    public void Skip(RecordTicket<T> ticket)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        _session.Tell([new Answer(ticket.Id, null, _options.Annotator)]);
    }

    /// <summary>Predicts the class of a record, after training on the labels that are new.</summary>
    /// <param name="record">The record; it need not be one of those that were chosen from.</param>
    /// <returns>The prediction.</returns>
    /// <exception cref="InvalidOperationException">There is no label yet.</exception>
    public RecordPrediction Predict(T record) => Predict(new ReadOnlySpan<T>(in record))[0];

    /// <summary>Predicts the classes of records, after training on the labels that are new.</summary>
    /// <param name="records">The records.</param>
    /// <returns>One prediction for each.</returns>
    /// <exception cref="InvalidOperationException">There is no label yet.</exception>
    public RecordPrediction[] Predict(ReadOnlySpan<T> records)
    {
        RequireThere(records);
        var model = (IClassifier)_session.Fit();
        var predictions = new RecordPrediction[records.Length];
        for (var first = 0; first < records.Length; first += PredictBlock)
        {
            var block = records.Slice(first, Math.Min(PredictBlock, records.Length - first));
            var features = RecordEncoding.Encode(block.ToArray(), State);
            var probabilities = new float[block.Length * Classes.Count];
            model.PredictProbabilities(features.Block(0, block.Length), probabilities);
            for (var i = 0; i < block.Length; i++)
            {
                var row = probabilities.AsMemory(i * Classes.Count, Classes.Count);
                var best = Best(row.Span);
                predictions[first + i] = new RecordPrediction(Classes[best], row.Span[best], row);
            }
        }

        return predictions;
    }

    /// <summary>The share of records that are predicted right, after training on the labels that are new.</summary>
    /// <param name="test">Labelled records that were not chosen from.</param>
    /// <returns>The accuracy, in [0, 1].</returns>
    /// <exception cref="PluginALException">There is no record, or one without a label.</exception>
    /// <exception cref="InvalidOperationException">There is no label to learn from yet.</exception>
    public double Score(IEnumerable<T> test)
    {
        ArgumentNullException.ThrowIfNull(test);
        var (right, count) = (0L, 0L);
        foreach (var block in test.Chunk(PredictBlock))
        {
            var predictions = Predict(block);
            for (var i = 0; i < block.Length; i++, count++)
            {
                var truth = Adapter.Class(in block[i]) ?? throw PluginALException.Input($"Test record {count} (counted from 0) has no label; leave it out or label it.");
                right += predictions[i].Label == truth ? 1 : 0;
            }
        }

        var accuracy = count > 0 ? (double)right / count : throw PluginALException.Input("There are no test records; give labelled records that were not chosen from.");
        _scores.Add(accuracy);
        return accuracy;
    }

    /// <summary>Writes the model, trained on all labels so far, with which <c>pluginal score</c> ranks pools of this type and state.</summary>
    /// <param name="path">The file; a model that is there is replaced.</param>
    /// <exception cref="PluginALException">Something else is there.</exception>
    /// <exception cref="InvalidOperationException">There is no label to learn from yet.</exception>
    public void SaveModel(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var info = new TrainedModelInfo
        {
            Learner = _learner.Label,
            LearnerVersion = _learner.Version,
            Classes = Classes,
            SchemaHash = _data.Pipeline.PoolSchemaHash(),
            TrainingRows = LabelCount,
            Seed = _seed,
            Created = TimeProvider.System.GetUtcNow(),
            ToolVersion = RecordAdapter.Version,
        };
        new TrainedModel(_session.Fit(), info, _data.Pipeline).Save(path);
    }

    /// <summary>Closes the ledger, and lets the plugins go.</summary>
    public void Dispose()
    {
        _session?.Dispose();
        _learner?.Dispose();
        _strategy?.Dispose();
        _ledger?.Dispose();
        if (_options.Host is null)
        {
            _host?.Dispose();
        }
    }

    private static RecordData<T> Data(IEnumerable<T> records, ActiveLearnerOptions options)
    {
        ArgumentNullException.ThrowIfNull(records);
        RequireClasses();
        var list = records as IReadOnlyList<T> ?? [.. records];
        if (default(T) is null)
        {
            RequireThere([.. list]);
        }

        return list.Count > 0 ? new MemoryData<T>(list, options) : throw PluginALException.Input($"There are no records of {Adapter.RecordName}, expected at least one: give data.");
    }

    private static RecordData<T> Data(RecordPool<T> pool, ActiveLearnerOptions options)
    {
        ArgumentNullException.ThrowIfNull(pool);
        RequireClasses();
        return new PooledData<T>(pool, options);
    }

    private static void RequireClasses()
    {
        if (Adapter.LabelKind == RecordLabelKind.Number)
        {
            throw PluginALException.Usage($"The label of {Adapter.RecordName} is a number to be predicted, and typed learners learn classes only so far (pools learn numbers: pluginal simulate --task regression); make it an enum, a bool, a string or a whole number.");
        }
    }

    /// <summary>At most so many of the tickets that an earlier process left open and that nobody has answered since.</summary>
    private List<RecordTicket<T>> Again(int count)
    {
        var open = _session.OpenTickets.ToDictionary(ticket => ticket.Id, StringComparer.Ordinal);
        var again = new List<RecordTicket<T>>();
        while (again.Count < count && _left.TryDequeue(out var id))
        {
            if (open.TryGetValue(id, out var ticket))
            {
                again.Add(Typed(ticket));
            }
        }

        return again;
    }

    private static void RequireThere(ReadOnlySpan<T> records)
    {
        for (var i = 0; i < records.Length; i++)
        {
            if (records[i] is null)
            {
                throw PluginALException.Input($"Record {i} (counted from 0) of {Adapter.RecordName} is null; leave it out.");
            }
        }
    }

    private static int Best(ReadOnlySpan<float> probabilities)
    {
        var best = 0;
        for (var c = 1; c < probabilities.Length; c++)
        {
            best = probabilities[c] > probabilities[best] ? c : best;
        }

        return best;
    }

    private IEnumerable<(long Row, Label Label)> Known()
    {
        for (var row = 0L; row < _data.RowCount; row++)
        {
            if (_data.Truth(row) is { } label)
            {
                yield return (row, label);
            }
        }
    }

    private ClassLabel Class(string label)
    {
        ArgumentNullException.ThrowIfNull(label);
        return _classes.TryGetValue(label, out var index)
            ? new ClassLabel(index)
            : throw PluginALException.Usage($"'{label}' is no class of {Adapter.RecordName}, whose classes are {Listed()}; teach one of them, or name it in ActiveLearnerOptions.Classes.");
    }

    private string Listed() => string.Join(", ", Classes.Take(10)) + (Classes.Count > 10 ? $" and {Classes.Count - 10} more" : "");

    private RecordTicket<T> Typed(Ticket ticket) => new(ticket.Id, ticket.Row, _data.Record(ticket.Row), ticket.Round, ticket.Score);

    /// <summary>Says nothing.</summary>
    private sealed class SilentLog : IPluginLog
    {
        public static SilentLog Instance { get; } = new();

        public void Information(string message)
        {
        }

        public void Warning(string message)
        {
        }
    }
}
