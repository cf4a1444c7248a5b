using System.Diagnostics;
using PluginAL.Abstractions;
using PluginAL.Engine.Data;
using PluginAL.Engine.Measurement;
using PluginAL.Engine.Plugins;
using PluginAL.Engine.Tasks;
using PluginAL.Hosting;
using PluginAL.Storage;

namespace PluginAL.Engine.Sessions;

/// <summary>
/// Active learning with ask and tell apart: <see cref="Ask"/> hands out tickets, <see cref="Tell"/> takes answers back later, in
/// any order, in part, or as skips. Any <see cref="LearningTask"/> is learned, by the data's. What happened is in the ledger; opened again on the same ledger, a session goes on
/// with the same next question, bit for bit. Not safe for several threads.
/// </summary>
public sealed partial class ActiveLearningSession : IDisposable
{
    private readonly LearningData _data;
    private readonly PluginInstance<ILearner> _learner;
    private readonly PluginInstance<IQueryStrategy> _strategy;
    private readonly SessionOptions _options;
    private readonly Ledger? _ledger;
    private readonly IPluginLog _log;

    private readonly List<long> _labelledRows = [];
    private readonly List<Label> _labels = [];
    private readonly List<double> _costs = [];
    private readonly GatheredRows _labelled;
    private readonly Dictionary<string, Ticket> _open = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Answered> _answered = new(StringComparer.Ordinal);
    private readonly HashSet<long> _skipped = [];
    private readonly List<StrategyReplaced> _replacements = [];

    // How many labels and corrections there have been, and how many the model has seen.
    private int _revision;
    private int _modelRevision = -1;
    private bool _rehearsed;

    /// <summary>Opens a session: a new one, or where the ledger knows its name, that one where it stopped.</summary>
    /// <param name="data">What to learn from.</param>
    /// <param name="learner">The learner.</param>
    /// <param name="strategy">The query strategy.</param>
    /// <param name="options">Name, seed, and how to work.</param>
    /// <param name="ledger">Where events go; null: nowhere, and the session ends with the process.</param>
    /// <param name="log">Where the session and its plugins say things.</param>
    /// <param name="host">Where the inner strategies of a composite one come from; null where the strategy has none.</param>
    /// <exception cref="PluginALException">
    /// The strategy needs what the learner does not give, or the ledger's session of this name was made from other data or with other plugins.
    /// </exception>
    public ActiveLearningSession(
        LearningData data, PluginInstance<ILearner> learner, PluginInstance<IQueryStrategy> strategy, SessionOptions options, Ledger? ledger, IPluginLog log,
        PluginHost? host = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(learner);
        ArgumentNullException.ThrowIfNull(strategy);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(log);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Committee, 2);
        _tree = StrategyNode.Open(strategy, host);
        Compatibility.Require(_tree, learner, data.Task, data.HasTexts);
        _data = data;
        _learner = learner;
        _strategy = strategy;
        _options = options;
        _ledger = ledger;
        _log = log;
        _labelled = new GatheredRows(data);
        Restore();
        if (Compatibility.Supplies(_tree, learner, options.Committee, data.Features.Layout) is { } supplies)
        {
            log.Information(supplies);
        }
    }

    /// <summary>The number of asks so far; the initial sample is ask 0.</summary>
    public int Round { get; private set; }

    /// <summary>The rows that have a label, in the order in which the labels came.</summary>
    public IReadOnlyList<long> LabelledRows => _labelledRows;

    /// <summary>The label of each of <see cref="LabelledRows"/>.</summary>
    public IReadOnlyList<Label> Labels => _labels;

    /// <summary>Every row that was handed out, in order, with the probability of its draw where it is known.</summary>
    public IReadOnlyList<PastSelection> History => _history;

    /// <summary>The rounds in which rows were drawn at random because the strategy failed; see <see cref="SessionOptions.OnPluginFailure"/>.</summary>
    public IReadOnlyList<StrategyReplaced> Replacements => _replacements;

    /// <summary>The tickets that wait for an answer, in the order in which they were handed out.</summary>
    public IReadOnlyCollection<Ticket> OpenTickets => _open.Values;

    /// <summary>Rows that can still be chosen.</summary>
    public long CandidateCount => _data.RowCount - _labelledRows.Count - _open.Count - _skipped.Count;

    /// <summary>What the labels cost so far.</summary>
    public double Cost { get; private set; }

    /// <summary>The latest model; null before the first fit.</summary>
    public IModel? Model { get; private set; }

    /// <summary>Where the time of the last ask and fit went.</summary>
    public RoundTimings Timings { get; private set; }

    /// <summary>
    /// Chooses rows and hands out a ticket for each. The first ones are drawn at random, unless <see cref="SessionOptions.StrategyStarts"/>.
    /// </summary>
    /// <param name="count">How many; fewer come where candidates run out.</param>
    /// <param name="cancellation">Stops training and selection.</param>
    /// <returns>The tickets; empty when no candidate is left.</returns>
    public IReadOnlyList<Ticket> Ask(int count, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        var candidates = Candidates();
        count = (int)Math.Min(count, candidates.Count);
        if (count == 0)
        {
            return [];
        }

        var rows = Choose(candidates, count, cancellation);
        var tickets = new List<Ticket>(rows.Count);
        foreach (var row in rows)
        {
            var ticket = new Ticket($"{Round}-{row.Row}", row.Row, Round, row.Score, row.Probability);
            tickets.Add(ticket);
            _open.Add(ticket.Id, ticket);
            Remember(ticket);
            Record(new TicketIssued(ticket, IsReplaced ? "random" : _strategy.Name, _modelRevision.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        }

        Round++;
        CommitIfEach();
        return tickets;
    }

    /// <summary>
    /// Takes answers: labels, or skips. The same answer sent twice is stored once; another label for a row that has one is
    /// recorded as a correction.
    /// </summary>
    /// <param name="answers">The answers, in any order.</param>
    /// <exception cref="PluginALException">A ticket is not of this session, or a label is not of the task's kind; nothing of the call was stored.</exception>
    public void Tell(IEnumerable<Answer> answers)
    {
        ArgumentNullException.ThrowIfNull(answers);
        var list = answers.ToList();
        foreach (var answer in list)
        {
            RequireValid(answer);
        }

        foreach (var answer in list)
        {
            Apply(answer);
        }

        CommitIfEach();
    }

    /// <summary>Trains on all labels so far, unless the model has seen them all.</summary>
    /// <param name="cancellation">Stops the training.</param>
    /// <returns>The model.</returns>
    /// <exception cref="InvalidOperationException">There is no label yet.</exception>
    public IModel Fit(CancellationToken cancellation = default)
    {
        if (_labels.Count == 0)
        {
            throw new InvalidOperationException("There is no label to learn from yet.");
        }

        if (Model is not null && _modelRevision == _revision)
        {
            Timings = Timings with { Fit = 0 };
            return Model;
        }

        var set = _labelled.With(_labels);
        var context = new FitContext
        {
            Previous = _options.WarmStart ? Model : null,
            Random = new RandomSource(_options.Seed, "fit", Round),
            Log = _log,
            Cancellation = cancellation,
        };
        var before = Stopwatch.GetTimestamp();
        var model = _learner.FitTask(set, context);
        Timings = Timings with { Fit = Stopwatch.GetElapsedTime(before).TotalSeconds };
        Model = model;
        _modelRevision = _revision;
        _modelChanged = true;
        return model;
    }

    private bool IsReplaced => _replacements.Count > 0 && _replacements[^1].Round == Round;

    /// <summary>Gives the inner strategies of a composite one back. The learner, the strategy and the ledger are the caller's.</summary>
    public void Dispose() => _tree.Dispose();

    private RowSet Candidates()
    {
        var taken = new long[_labelledRows.Count + _open.Count + _skipped.Count];
        _labelledRows.CopyTo(taken);
        var next = _labelledRows.Count;
        foreach (var ticket in _open.Values)
        {
            taken[next++] = ticket.Row;
        }

        _skipped.CopyTo(taken, next);
        Array.Sort(taken);
        return RowSet.AllExcept(_data.RowCount, taken);
    }

    private IReadOnlyList<SelectedRow> Choose(RowSet candidates, int count, CancellationToken cancellation)
    {
        if (_labels.Count == 0 && Round == 0 && !(_options.StrategyStarts && _strategy.ColdStart == ColdStartPolicy.Handled))
        {
            Timings = default;
            return RandomDraw.Draw(candidates, count, new RandomSource(_options.Seed, "initial"));
        }

        var cold = TaskLabels.IsCold(_data.Task, _labels);
        if (cold && _strategy.ColdStart == ColdStartPolicy.Random)
        {
            _log.Information(
                $"Round {Round}: {(_labels.Count == 0 ? "no label" : _data.Task == LearningTask.Classification ? "labels of one class only" : "labels that are all the same")} so far, so rows are drawn at random in place of '{_strategy.Name}'.");
            Timings = Timings with { Predict = 0, Select = 0 };
            return RandomDraw.Draw(candidates, count, new RandomSource(_options.Seed, "cold-start", Round));
        }

        if (NeedsModel && _labels.Count > 0)
        {
            // Outside: what the learner does wrong is not the strategy's failure.
            Fit(cancellation);
        }

        try
        {
            return Select(candidates, cold, count, cancellation);
        }
        catch (PluginALException e) when (_options.OnPluginFailure == PluginFailurePolicy.Random)
        {
            _log.Warning($"Round {Round}: {e.Message} This round's rows are drawn at random.");
            _replacements.Add(new StrategyReplaced(Round, _strategy.Name, e.Message));
            Record(_replacements[^1]);
            Timings = Timings with { Predict = 0, Select = 0 };
            return RandomDraw.Draw(candidates, count, new RandomSource(_options.Seed, "replacement", Round));
        }
    }

    private SelectedRow[] Select(RowSet candidates, bool cold, int count, CancellationToken cancellation)
    {
        var selection = NewSelection(candidates, cold, cancellation);
        var context = new SessionQueryContext(selection, _tree, candidates, new RandomSource(_options.Seed, "select/" + _strategy.Name, Round));
        _rehearsed = true;
        var (heap, before) = (GC.GetTotalMemory(false), Stopwatch.GetTimestamp());
        var rows = _strategy.Call("Select", strategy => strategy.Select(context, count) is { } chosen ? PluginLists.Copy(chosen, count + 1) : null, cancellation);
        var elapsed = Stopwatch.GetElapsedTime(before).TotalSeconds;
        Heap.GiveBack(heap);
        Timings = Timings with { Predict = selection.PredictSeconds, Select = Math.Max(0, elapsed - selection.PredictSeconds - selection.RehearsalSeconds) };
        SelectionCheck.Require(_strategy.ToString(), rows, candidates, count, context.NonFinite, context.FirstNonFiniteRow);
        if (context.NonFinite > 0)
        {
            _log.Warning(
                $"Round {Round}: {context.NonFinite} scores of '{_strategy.Name}' are not finite (first at row {context.FirstNonFiniteRow}); these rows were passed over.");
        }

        SaveStates();
        return _options.Exploration > 0 && rows!.Any(row => row.Probability is null)
            ? [.. EpsilonMixture.Draw(rows!, candidates, rows!.Length, _options.Exploration, new RandomSource(_options.Seed, "explore", Round))]
            : rows!;
    }

    private void RequireValid(Answer answer)
    {
        if (!_open.ContainsKey(answer.TicketId) && !_answered.ContainsKey(answer.TicketId))
        {
            throw PluginALException.Input(
                $"Ticket '{answer.TicketId}' is not one of session '{_options.Name}'; answer the tickets that this session handed out.");
        }

        if (answer.Label is null)
        {
            return;
        }

        var row = _open.TryGetValue(answer.TicketId, out var ticket) ? ticket.Row : _answered[answer.TicketId].Row;
        if (!TaskLabels.IsValid(_data, row, answer.Label))
        {
            throw PluginALException.Input(
                $"The answer to ticket '{answer.TicketId}' is {TaskLabels.Describe(answer.Label)}; the task is {_data.Task}, so give {TaskLabels.Expected(_data, row)}.");
        }
    }

    private void Apply(Answer answer)
    {
        if (_open.Remove(answer.TicketId, out var ticket))
        {
            if (answer.Label is null)
            {
                _skipped.Add(ticket.Row);
                _answered.Add(answer.TicketId, new Answered(ticket.Row, -1));
                Record(new TicketSkipped(ticket.Id, ticket.Row, answer.Annotator, answer.Cost));
                return;
            }

            AddLabel(ticket.Id, ticket.Row, answer.Label, answer.Cost);
            Record(new LabelGiven(ticket.Id, ticket.Row, answer.Label, answer.Annotator, answer.Cost));
            return;
        }

        var (row, index) = _answered[answer.TicketId];
        if (answer.Label is null || (index >= 0 && _labels[index].Equals(answer.Label)))
        {
            return;
        }

        if (index < 0)
        {
            // A skip that was thought over: the row gets its label after all.
            _skipped.Remove(row);
            AddLabel(answer.TicketId, row, answer.Label, answer.Cost);
            Record(new LabelGiven(answer.TicketId, row, answer.Label, answer.Annotator, answer.Cost));
            return;
        }

        CorrectLabel(index, answer.Label, answer.Cost);
        Record(new LabelCorrected(answer.TicketId, row, answer.Label, answer.Annotator, answer.Cost));
    }

    private void AddLabel(string ticketId, long row, Label label, double cost)
    {
        _answered[ticketId] = new Answered(row, _labels.Count);
        _labelledRows.Add(row);
        _labels.Add(label);
        _costs.Add(cost);
        _labelled.Append(row);
        Cost += cost;
        _revision++;
    }

    private void CorrectLabel(int index, Label label, double cost)
    {
        _labels[index] = label;
        Cost += cost;
        _revision++;
    }

    /// <summary>A ticket that was answered: its row, and where its label is; −1: skipped.</summary>
    private readonly record struct Answered(long Row, int LabelIndex);
}
