using System.Diagnostics;
using PluginAL.Abstractions;
using PluginAL.Engine.Data;
using PluginAL.Engine.Metrics;
using PluginAL.Engine.Reports;
using PluginAL.Engine.Sessions;
using PluginAL.Engine.Stopping;
using PluginAL.Hosting;
using PluginAL.Storage;

namespace PluginAL.Engine.Experiments;

/// <summary>
/// Runs strategies against one another on data whose labels are known: for each strategy and seed a session, measured after
/// each round on a test part. Rounds are committed to the ledger one by one; run again on the same ledger, an
/// experiment goes on where it stopped and ends with the same numbers.
/// </summary>
public sealed class Experiment
{
    private readonly PluginHost _host;
    private readonly LearningData _data;
    private readonly TestPart _test;
    private readonly Ledger _ledger;
    private readonly ExperimentOptions _options;
    private readonly IPluginLog _log;

    /// <summary>An experiment.</summary>
    /// <param name="host">Where the plugins come from.</param>
    /// <param name="data">The pool.</param>
    /// <param name="test">The test part.</param>
    /// <param name="ledger">The ledger.</param>
    /// <param name="options">What is compared.</param>
    /// <param name="log">Where things are said.</param>
    public Experiment(PluginHost host, LearningData data, TestPart test, Ledger ledger, ExperimentOptions options, IPluginLog log)
    {
        _host = host;
        _data = data;
        _test = test;
        _ledger = ledger;
        _options = options;
        _log = log;
    }

    /// <summary>Called after each round.</summary>
    public Action<ExperimentProgress>? Progress { get; init; }

    /// <summary>Runs what is not done yet.</summary>
    /// <param name="cancellation">Stops after the round under way; what was completed is kept.</param>
    /// <returns>The result.</returns>
    public async Task<ExperimentResult> RunAsync(CancellationToken cancellation = default)
    {
        var learner = _host.Create<ILearner>(PluginKind.Learner, _options.Learner);
        var oracle = _host.Create<IOracle>(PluginKind.Oracle, _options.Oracle);
        var strategies = _options.Strategies.Select(reference => _host.Create<IQueryStrategy>(PluginKind.Strategy, reference)).ToList();
        foreach (var strategy in strategies)
        {
            Compatibility.Require(strategy, learner, _host);
        }

        var names = Names(strategies);
        var full = FullData(learner, cancellation);
        var points = new List<CurvePoint>();
        var confusions = new Dictionary<string, long[][]>(StringComparer.Ordinal);
        var runs = 0;
        for (var s = 0; s < strategies.Count; s++)
        {
            foreach (var seed in _options.Seeds)
            {
                var (rounds, stopped) = await RunAsync(learner, _options.Strategies[s], names[s], seed, oracle, runs++, cancellation).ConfigureAwait(false);
                // A run that an earlier call took further is shown as far as this one's budget goes.
                points.AddRange(rounds.Where(round => round.Labels <= _options.Budget).Select((round, index) => new CurvePoint(
                    names[s], seed, index, round.Labels, round.Accuracy, round.MacroF1, round.FitSeconds, round.PredictSeconds, round.SelectSeconds)));
                if (rounds.Count > 0 && rounds[^1].Labels <= _options.Budget && rounds[^1].Confusion is { } confusion)
                {
                    confusions.TryAdd(names[s], confusion);
                }

                if (stopped)
                {
                    _log.Warning($"Oracle '{oracle.Name}' stopped in run '{names[s]}/{seed}'; run the same command again to go on.");
                    return points.Count > 0
                        ? new ExperimentResult(points, confusions, full)
                        : throw PluginALException.Work($"Oracle '{oracle.Name}' gave no label, so there is nothing to show yet; run the same command again to go on.");
                }
            }
        }

        return new ExperimentResult(points, confusions, full);
    }

    /// <summary>A strategy's name; with its options where a name alone would stand for two.</summary>
    private static List<string> Names(List<PluginInstance<IQueryStrategy>> strategies) =>
        [.. strategies.Select(strategy => strategies.Count(other => other.Name == strategy.Name) > 1 ? strategy.Label : strategy.Name)];

    /// <summary>One run; stopped where the oracle left tickets open.</summary>
    private async Task<(List<RoundRecord> Rounds, bool Stopped)> RunAsync(
        PluginInstance<ILearner> learner, PluginReference reference, string name, ulong seed, PluginInstance<IOracle> oracle, int run, CancellationToken cancellation)
    {
        var interactive = oracle.Info.IsInteractive;

        // One for each run: a strategy may remember.
        using var strategy = _host.Create<IQueryStrategy>(PluginKind.Strategy, reference);
        using var session = new ActiveLearningSession(
            _data, learner, strategy,
            new SessionOptions
            {
                Name = $"{name}/{seed}",
                Seed = seed,
                WarmStart = _options.WarmStart,
                Threads = _options.Threads,
                CommitEachCall = interactive,
                Committee = _options.Committee,
            },
            _ledger, _log, _host);
        var rounds = session.CompletedRounds.Select(RoundRecord.Parse).ToList();
        var criteria = (IReadOnlyList<IStoppingCriterion>)[new LabelBudget(_options.Budget), .. _options.StoppingCriteria];
        var context = new DataOracleContext(_data, _log);
        if (session.Round == 0)
        {
            session.Ask(Math.Min(_options.Initial, _options.Budget), cancellation);
        }

        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            await AnswerAsync(session, oracle, interactive, context, cancellation).ConfigureAwait(false);
            var open = session.OpenTickets.Count > 0;
            if (session.LabelledRows.Count == 0)
            {
                session.Commit();
                if (open)
                {
                    return (rounds, true);
                }

                // All of the initial sample was skipped: another one is drawn.
                if (session.Ask(Math.Min(_options.Initial, _options.Budget), cancellation).Count == 0)
                {
                    throw PluginALException.Work($"Oracle '{oracle.Name}' gave no label to any row in run '{name}/{seed}', so there is nothing to learn from.");
                }

                continue;
            }

            RoundRecord? round = null;
            if (rounds.Count == 0 || session.LabelledRows.Count > rounds[^1].Labels)
            {
                var model = (IClassifier)session.Fit(cancellation);
                var confusion = Evaluate(model);
                round = new RoundRecord
                {
                    Labels = session.LabelledRows.Count,
                    Accuracy = confusion.Accuracy,
                    MacroF1 = confusion.MacroF1,
                    FitSeconds = session.Timings.Fit,
                    Confusion = confusion.ToRows(),
                };
            }

            var history = rounds.Select(item => item.Accuracy).Append(round?.Accuracy ?? double.NaN).Where(double.IsFinite).ToList();
            var stop = Stop(criteria, new StopContext
            {
                Round = rounds.Count,
                LabelCount = session.LabelledRows.Count,
                Cost = session.Cost,
                CandidateCount = session.CandidateCount,
                MetricHistory = history,
            });
            if (stop || open)
            {
                Complete(session, rounds, round);
                session.Commit();
                return (rounds, open);
            }

            session.Ask(Math.Min(_options.Batch, _options.Budget - session.LabelledRows.Count), cancellation);
            if (round is not null)
            {
                round = round with { Confusion = null, PredictSeconds = session.Timings.Predict, SelectSeconds = session.Timings.Select };
                if (!interactive)
                {
                    await AnswerAsync(session, oracle, interactive, context, cancellation).ConfigureAwait(false);
                }

                Complete(session, rounds, round);
            }

            session.Commit();
            var share = Math.Min(1, (double)session.LabelledRows.Count / _options.Budget);
            Progress?.Invoke(new ExperimentProgress(
                name, seed, session.LabelledRows.Count, rounds[^1].Accuracy, (run + share) / (_options.Strategies.Count * _options.Seeds.Count)));
        }
    }

    private static void Complete(ActiveLearningSession session, List<RoundRecord> rounds, RoundRecord? round)
    {
        if (round is not null)
        {
            session.CompleteRound(rounds.Count, round.ToJson());
            rounds.Add(round);
        }
    }

    private static async Task AnswerAsync(
        ActiveLearningSession session, PluginInstance<IOracle> oracle, bool interactive, OracleContext context, CancellationToken cancellation)
    {
        if (session.OpenTickets.Count == 0)
        {
            return;
        }

        if (!interactive)
        {
            session.Tell(await oracle.CallAsync("AskAsync", plugin => plugin.AskAsync([.. session.OpenTickets], context, cancellation), cancellation).ConfigureAwait(false));
            cancellation.ThrowIfCancellationRequested();
            return;
        }

        foreach (var ticket in session.OpenTickets.ToList())
        {
            var answers = await oracle.CallAsync("AskAsync", plugin => plugin.AskAsync([ticket], context, cancellation), cancellation).ConfigureAwait(false);
            cancellation.ThrowIfCancellationRequested();
            if (answers.Count == 0)
            {
                return;
            }

            session.Tell(answers);
        }
    }

    private bool Stop(IReadOnlyList<IStoppingCriterion> criteria, StopContext context)
    {
        foreach (var criterion in criteria)
        {
            var verdict = criterion.Evaluate(context);
            if (verdict.Stop)
            {
                if (criterion is not LabelBudget)
                {
                    _log.Information($"Stopped after {context.LabelCount} labels: {verdict.Reason}.");
                }

                return true;
            }
        }

        return false;
    }

    private ConfusionMatrix Evaluate(IClassifier model) => ConfusionMatrix.Evaluate(model, _test.Features, _test.Classes, _test.ClassNames.Count);

    private FullDataResult? FullData(PluginInstance<ILearner> learner, CancellationToken cancellation)
    {
        var rows = new List<long>();
        var classes = new List<int>();
        for (var row = 0L; row < _data.RowCount; row++)
        {
            if (_data.Truth(row) is ClassLabel { Class: var index })
            {
                rows.Add(row);
                classes.Add(index);
            }
        }

        if (rows.Count == 0)
        {
            return null;
        }

        var features = rows.Count == _data.RowCount ? _data.Features : RowGatherer.Gather(_data.Features, rows);
        var before = Stopwatch.GetTimestamp();
        var model = learner.Call("Fit", plugin => plugin.Fit(
            new TrainingSet(features, [.. classes], _data.Classes.Count), new FitContext { Log = _log, Cancellation = cancellation }), cancellation);
        var seconds = Stopwatch.GetElapsedTime(before).TotalSeconds;
        return new FullDataResult(Evaluate((IClassifier)model), rows.Count, seconds);
    }

    private sealed class DataOracleContext(LearningData data, IPluginLog log) : OracleContext
    {
        public override LearningTask Task => data.Task;

        public override IReadOnlyList<string> Classes => data.Classes;

        public override IPluginLog Log => log;

        public override Label? Truth(long row) => data.Truth(row);

        public override string Describe(long row) => data.Describe(row);
    }
}
