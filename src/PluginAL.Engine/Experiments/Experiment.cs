using System.Runtime.ExceptionServices;
using PluginAL.Abstractions;
using PluginAL.Engine.Data;
using PluginAL.Engine.Measurement;
using PluginAL.Engine.Metrics;
using PluginAL.Engine.Plugins;
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
public sealed partial class Experiment
{
    private readonly PluginHost _host;
    private readonly LearningData _data;
    private readonly TestPart _test;
    private readonly Ledger _ledger;
    private readonly ExperimentOptions _options;
    private readonly IPluginLog _log;
    private readonly MetricNames _metrics;
    private readonly Lock _gate = new();

    // Oracles are asked by one run at a time: their contract says nothing of threads.
    private readonly SemaphoreSlim _asking = new(1);

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
        _log = new OneAtATime(log);
        _metrics = MetricNames.For(data.Task);
    }

    /// <summary>Called after each round, from one thread at a time.</summary>
    public Action<ExperimentProgress>? Progress { get; init; }

    /// <summary>Runs what is not done yet, several runs at a time; the result is the same for any number of threads.</summary>
    /// <param name="cancellation">Stops after the rounds under way; what was completed is kept.</param>
    /// <returns>The result.</returns>
    public async Task<ExperimentResult> RunAsync(CancellationToken cancellation = default)
    {
        var learner = _host.Create<ILearner>(PluginKind.Learner, _options.Learner);
        var oracle = _host.Create<IOracle>(PluginKind.Oracle, _options.Oracle);
        Compatibility.RequireInProcess(oracle, _data.Task);
        StoppingRule.Require(_options.StoppingRules, _data.Task);
        var names = Names(learner);
        var runs = names.SelectMany((name, s) => _options.Seeds.Select(seed => new Run(name, _options.Strategies[s], seed))).ToList();

        // A person answers one question at a time.
        var atOnce = oracle.Info.IsInteractive ? 1 : Math.Clamp(runs.Count, 1, _options.Threads);
        var full = FullData(learner, cancellation);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await Parallel.ForEachAsync(runs, new ParallelOptions { MaxDegreeOfParallelism = atOnce }, async (run, _) =>
        {
            try
            {
                if (!stop.IsCancellationRequested)
                {
                    await RunAsync(learner, run, oracle, Math.Max(1, _options.Threads / atOnce), runs, stop.Token).ConfigureAwait(false);
                    if (run.Stopped && atOnce == 1)
                    {
                        await stop.CancelAsync().ConfigureAwait(false);
                    }
                }
            }
            catch (Exception exception)
            {
                run.Failure = exception;
                await stop.CancelAsync().ConfigureAwait(false);
            }
        }).ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();
        if (runs.Find(run => run.Failure is not null and not OperationCanceledException) is { Failure: { } failure })
        {
            ExceptionDispatchInfo.Throw(failure);
        }

        var result = Collect(runs, full, oracle);
        KeepFullData(learner, full);
        return result;
    }

    private ExperimentResult Collect(IReadOnlyList<Run> runs, FullDataResult? full, PluginInstance<IOracle> oracle)
    {
        var points = new List<CurvePoint>();
        var confusions = new Dictionary<string, long[][]>(StringComparer.Ordinal);
        var replaced = new List<ReplacedSelection>();
        var stops = new List<StopReportLine>();
        var estimates = new List<RunEstimate>();
        var costs = new List<RunCost>();
        var hasCosts = Enumerable.Range(0, (int)Math.Min(_data.RowCount, int.MaxValue)).Any(row => _data.Cost(row) is not null);
        var predictions = new List<RunPrediction>();
        foreach (var run in runs)
        {
            replaced.AddRange(run.Replaced);
            stops.AddRange(run.Rounds.SelectMany((round, index) => (round.Rules ?? []).Select(rule => new StopReportLine(
                run.Name, run.Seed, index, round.Labels, rule.Rule, rule.Stop, rule.Reason))));

            if (run.Rounds.Count > 0 && run.Rounds[^1] is { EstimatedAccuracy: { } estimate } last && last.Labels <= _options.Budget)
            {
                estimates.Add(new RunEstimate(run.Name, run.Seed, last.Labels, last[_metrics.First], estimate));
            }

            if (run.Rounds.Count > 0 && run.Rounds[^1] is { Prediction: { } predicted } end && end.Labels <= _options.Budget)
            {
                predictions.Add(new RunPrediction(run.Name, run.Seed, end.Labels, end.Rules?.FirstOrDefault(rule => rule.Stop)?.Rule, predicted, end[_metrics.First]));
            }

            if (hasCosts && run.Rounds.FindLast(round => round.Labels <= _options.Budget) is { Cost: > 0 } paid)
            {
                costs.Add(new RunCost(run.Name, run.Seed, paid.Labels, paid.Cost));
            }

            // A run that an earlier call took further is shown as far as this one's budget goes.
            var rounds = run.Rounds;
            points.AddRange(rounds.Where(round => round.Labels <= _options.Budget).Select((round, index) => new CurvePoint(
                run.Name, run.Seed, index, round.Labels, round[_metrics.First], round[_metrics.Second], round.FitSeconds, round.PredictSeconds, round.SelectSeconds)));
            if (rounds.Count > 0 && rounds[^1].Labels <= _options.Budget && rounds[^1].Confusion is { } confusion)
            {
                confusions.TryAdd(run.Name, confusion);
            }

            if (run.Stopped)
            {
                _log.Warning($"Oracle '{oracle.Name}' stopped in run '{run.Name}/{run.Seed}'; run the same command again to go on.");
                return points.Count > 0
                    ? new ExperimentResult(points, confusions, full, replaced, stops, estimates, predictions) { Costs = costs }
                    : throw PluginALException.Work($"Oracle '{oracle.Name}' gave no label, so there is nothing to show yet; run the same command again to go on.");
            }
        }

        var ended = runs.Count(run => run.Rounds is [.., { Prediction: null } last] && last.Labels <= _options.Budget);
        if (ended > 0 && _options.StoppingRules.Count > 0 && _data.Task == LearningTask.Classification)
        {
            _log.Warning($"{ended} of {runs.Count} runs were over before a stopping rule was given, or by an earlier version, so that no accuracy was predicted at their end; give another --out for that.");
        }

        return new ExperimentResult(points, confusions, full, replaced, stops, estimates, predictions) { Costs = costs };
    }

    /// <summary>The strategies' names; with their options where a name alone would stand for two. All are refused or none.</summary>
    private List<string> Names(PluginInstance<ILearner> learner)
    {
        var made = new List<(string Name, string Label)>();
        foreach (var reference in _options.Strategies)
        {
            using var strategy = _host.Create<IQueryStrategy>(PluginKind.Strategy, reference);
            Compatibility.Require(strategy, learner, _host, _data.Task, _data.HasTexts);
            made.Add((strategy.Name, strategy.Label));
        }

        return [.. made.Select(one => made.Count(other => other.Name == one.Name) > 1 ? one.Label : one.Name)];
    }

    /// <summary>One run; stopped where the oracle left tickets open.</summary>
    private async Task RunAsync(
        PluginInstance<ILearner> learner, Run run, PluginInstance<IOracle> oracle, int threads, IReadOnlyList<Run> runs, CancellationToken cancellation)
    {
        var (name, seed) = (run.Name, run.Seed);
        var interactive = oracle.Info.IsInteractive;

        // One for each run: a strategy may remember.
        using var strategy = _host.Create<IQueryStrategy>(PluginKind.Strategy, run.Strategy);
        using var session = new ActiveLearningSession(
            _data, learner, strategy,
            new SessionOptions
            {
                // With its options, which the curve's name may lack: another call may bring the same strategy with others.
                Name = $"{strategy.Label}/{seed}",
                Seed = seed,
                WarmStart = _options.WarmStart,
                Threads = threads,
                CommitEachCall = interactive,
                OnPluginFailure = _options.OnPluginFailure,
                Committee = _options.Committee,
                Exploration = _options.Exploration,
            },
            _ledger, _log, _host);
        try
        {
            await RoundsAsync(session, learner, oracle, run, interactive, Report, cancellation).ConfigureAwait(false);
        }
        catch (Exception)
        {
            Keep(session);
            throw;
        }
        finally
        {
            run.Replaced.AddRange(session.Replacements.Select(item => new ReplacedSelection(name, seed, item.Round, item.Reason)));
        }

        void Report()
        {
            run.Share = Math.Min(1, (double)session.LabelledRows.Count / _options.Budget);
            lock (_gate)
            {
                Progress?.Invoke(new ExperimentProgress(name, seed, session.LabelledRows.Count, run.Rounds[^1][_metrics.First], runs.Average(one => one.Share)));
            }
        }
    }

    private async Task RoundsAsync(
        ActiveLearningSession session, PluginInstance<ILearner> learner, PluginInstance<IOracle> oracle, Run run, bool interactive, Action report, CancellationToken cancellation)
    {
        var rounds = run.Rounds;
        rounds.AddRange(session.CompletedRounds.Select(RoundRecord.Parse));
        var stopping = new RunStopping(_data, learner, _options, run.Seed, _test, rounds, _log);
        var context = new DataOracleContext(_data, session, oracle.LogTo(_log));
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
                    run.Stopped = true;
                    return;
                }

                // All of the initial sample was skipped: another one is drawn.
                if (session.Ask(Math.Min(_options.Initial, _options.Budget), cancellation).Count == 0)
                {
                    throw PluginALException.Work($"Oracle '{oracle.Name}' gave no label to any row in run '{run.Name}/{run.Seed}', so there is nothing to learn from.");
                }

                continue;
            }

            RoundRecord? round = null;
            if (rounds.Count == 0 || session.LabelledRows.Count > rounds[^1].Labels)
            {
                var score = TaskMetrics.Evaluate(session.Fit(cancellation), _test, cancellation);
                round = new RoundRecord
                {
                    Labels = session.LabelledRows.Count,
                    Metrics = RoundRecord.MetricsOf(_metrics, score),
                    FitSeconds = session.Timings.Fit,
                    Cost = session.Cost,
                    Confusion = score.Confusion?.ToRows(),
                };
            }

            var stop = stopping.Evaluate(session, ref round, cancellation);
            if (stop is not null)
            {
                _log.Information($"{run.Name}, seed {run.Seed}: stopped after {session.LabelledRows.Count} labels by {stop.Rule}: {stop.Reason}.");
            }

            if (stop is not null || open || stopping.IsBudgetUsed(session))
            {
                // Unasked only where it is cheap: five more fits of a tagger may take longer than the run.
                if (round is not null && (_options.Exploration > 0 || _data.Task == LearningTask.Classification) && LabelledRisk.Estimate(session, _data, learner, _log, cancellation: cancellation) is { } risk)
                {
                    round = round with { EstimatedAccuracy = LabelledRisk.MetricOf(_data.Task, risk) };
                }

                if (round is not null)
                {
                    round = stopping.Predict(session, round, cancellation);
                }

                Complete(session, rounds, round);
                session.Commit();
                (run.Stopped, run.Share) = (open, 1);
                return;
            }

            session.Ask(Math.Min(_options.Batch, _options.Budget - session.LabelledRows.Count), cancellation);
            if (round is not null)
            {
                round = round with
                {
                    Confusion = null,
                    PredictSeconds = session.Timings.Predict,
                    SelectSeconds = session.Timings.Select,
                    BatchUncertainty = stopping.BatchUncertainty(session),
                };
                if (!interactive)
                {
                    try
                    {
                        await AnswerAsync(session, oracle, interactive, context, cancellation).ConfigureAwait(false);
                    }
                    catch (Exception)
                    {
                        // The tickets are out, and some may be answered: the round that led to them goes into the ledger with them.
                        Complete(session, rounds, round);
                        throw;
                    }
                }

                Complete(session, rounds, round);
            }

            session.Commit();
            report();
        }
    }

    /// <summary>Writes down what was labelled before a run broke off.</summary>
    private void Keep(ActiveLearningSession session)
    {
        try
        {
            session.Commit();
        }
        catch (PluginALException e)
        {
            // The error that broke the run off is the one to be shown.
            _log.Warning(e.Message);
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

    private async Task AnswerAsync(
        ActiveLearningSession session, PluginInstance<IOracle> oracle, bool interactive, OracleContext context, CancellationToken cancellation)
    {
        if (session.OpenTickets.Count == 0)
        {
            return;
        }

        if (!interactive)
        {
            IReadOnlyList<Answer> all;
            await _asking.WaitAsync(cancellation).ConfigureAwait(false);
            try
            {
                all = await oracle.AskAsync([.. session.OpenTickets], context, _data, cancellation).ConfigureAwait(false);
            }
            finally
            {
                _asking.Release();
            }

            session.Tell(all);
            cancellation.ThrowIfCancellationRequested();
            return;
        }

        foreach (var ticket in session.OpenTickets.ToList())
        {
            var answers = await oracle.AskAsync([ticket], context, _data, cancellation).ConfigureAwait(false);
            cancellation.ThrowIfCancellationRequested();
            if (answers.Count == 0)
            {
                return;
            }

            session.Tell(answers);
        }
    }

    /// <summary>One run: a strategy with a seed.</summary>
    private sealed class Run(string name, PluginReference strategy, ulong seed)
    {
        public string Name => name;

        public PluginReference Strategy => strategy;

        public ulong Seed => seed;

        public List<RoundRecord> Rounds { get; } = [];

        public List<ReplacedSelection> Replaced { get; } = [];

        public bool Stopped { get; set; }

        /// <summary>The share that is done, in [0, 1].</summary>
        public double Share { get; set; }

        public Exception? Failure { get; set; }
    }
}
