using System.Diagnostics;
using PluginAL.Abstractions;
using PluginAL.Engine.Data;
using PluginAL.Engine.Measurement;
using PluginAL.Engine.Reports;
using PluginAL.Engine.Sessions;
using PluginAL.Engine.Stopping;
using PluginAL.Hosting;

namespace PluginAL.Engine.Experiments;

/// <summary>Asks the stopping rules of one run after each round. What they look at is kept with the rounds, so that a run that goes on sees it all.</summary>
internal sealed class RunStopping(
    LearningData data, PluginInstance<ILearner> learner, ExperimentOptions options, ulong seed, TestPart test, List<RoundRecord> rounds, IPluginLog log)
{
    private readonly LabelBudget _budget = new(options.Budget);
    private readonly StopSet? _stopSet = options.StoppingRules.Count == 0 || data.Task != LearningTask.Classification ? null : new StopSet(data, seed);
    private readonly MetricNames _metrics = MetricNames.For(data.Task);
    private readonly long _began = Stopwatch.GetTimestamp();
    private readonly double _before = rounds.Count == 0 ? 0 : rounds[^1].ElapsedSeconds;
    private (int Labels, AccuracyPrediction Prediction)? _predicted;

    public bool IsBudgetUsed(ActiveLearningSession session) => _budget.Evaluate(Context(session, rounds)).Stop;

    /// <summary>Asks the rules after a round, and notes in it what they said.</summary>
    /// <param name="session">The session, with the round's model.</param>
    /// <param name="round">The round; null where no label is new, and nothing to be asked.</param>
    /// <param name="cancellation">Stops what is trained for it.</param>
    /// <returns>The first rule that says to stop; null: go on.</returns>
    public RuleVerdict? Evaluate(ActiveLearningSession session, ref RoundRecord? round, CancellationToken cancellation)
    {
        if (round is null)
        {
            // A run that was ended before is not taken further by being looked at again.
            return rounds.Count == 0 ? null : rounds[^1].Rules?.FirstOrDefault(verdict => verdict.Stop && options.StoppingRules.Any(rule => rule.Name == verdict.Rule));
        }

        if (options.StoppingRules.Count == 0 || session.Model is null)
        {
            return null;
        }

        round = round with
        {
            Cost = session.Cost,
            ElapsedSeconds = _before + Stopwatch.GetElapsedTime(_began).TotalSeconds,
            StopSet = _stopSet?.Look((IClassifier)session.Model, session.LabelledRows),
        };
        var context = Context(session, [.. rounds, round]) with
        {
            PredictAccuracy = _stopSet is null || test.Count == 0 ? null : () =>
            {
                var predicted = Predict(session, cancellation);
                return (predicted.Low, predicted.High);
            },
        };
        var verdicts = new List<RuleVerdict>();
        foreach (var rule in options.StoppingRules)
        {
            var verdict = rule.Criterion.Evaluate(context);
            verdicts.Add(new RuleVerdict(rule.Name, verdict.Stop, verdict.Reason));
        }

        if (context.MetricHistory.Count >= 4)
        {
            verdicts.Add(new RuleVerdict(StopReportLine.Outlook, false, Outlook(context)));
        }

        round = round with { Rules = verdicts };
        return verdicts.Find(verdict => verdict.Stop);
    }

    /// <summary>How sure the model is of the rows that were just handed out; null where nobody asks.</summary>
    public double? BatchUncertainty(ActiveLearningSession session) =>
        _stopSet is not null && session.Model is IClassifier model && session.OpenTickets.Count > 0
            ? StopSet.Largest(model, data, [.. session.OpenTickets.Select(ticket => ticket.Row)])
            : null;

    /// <summary>Adds to a run's last round the accuracy that its model is expected to have on the test part, whose labels are not looked at.</summary>
    public RoundRecord Predict(ActiveLearningSession session, RoundRecord round, CancellationToken cancellation)
    {
        if (_stopSet is null || session.Model is null)
        {
            return round;
        }

        var predicted = Predict(session, cancellation);
        return round with
        {
            Prediction = predicted,
            Rules = [.. round.Rules ?? [], new RuleVerdict(StopReportLine.Prediction, false, $"{predicted} on the test part, without its labels")],
        };
    }

    private AccuracyPrediction Predict(ActiveLearningSession session, CancellationToken cancellation)
    {
        if (_predicted is { } before && before.Labels == session.LabelledRows.Count)
        {
            return before.Prediction;
        }

        var answers = PredictedAccuracy.Answers(session, data, learner, log, cancellation);
        var said = StopSet.Predicted((IClassifier)session.Model!, test.Features, test.Classes.Count, data.Classes.Count);
        var predicted = PredictedAccuracy.Of(answers, [.. said.Select(row => ((double)row.First, (double)row.Second))]);
        _predicted = (session.LabelledRows.Count, predicted);
        return predicted;
    }

    private string Outlook(StopContext context)
    {
        var fit = LearningCurveFit.Of(context.LabelHistory, context.MetricHistory);
        return FormattableString.Invariant(
            $"expected to bring {fit.Gain(context.LabelCount, 100):F4} of {_metrics.GainName}, by the curve {fit.Limit:F4} - {fit.Drop:G4} * labels^-{fit.Rate:F2}");
    }

    private StopContext Context(ActiveLearningSession session, IReadOnlyList<RoundRecord> measured)
    {
        var byClass = new int[data.Classes.Count];
        foreach (var label in session.Labels)
        {
            foreach (var index in label switch { ClassLabel { Class: var one } => [one], MultiLabel { Classes: var several } => several.AsSpan(), _ => default(ReadOnlySpan<int>) })
            {
                byClass[index]++;
            }
        }

        return new StopContext
        {
            Round = Math.Max(0, measured.Count - 1),
            LabelCount = session.LabelledRows.Count,
            Cost = session.Cost,
            CandidateCount = session.CandidateCount,
            MetricHistory = [.. measured.Select(round => _metrics.Gain(round[_metrics.First], round[_metrics.Second]))],
            MetricName = _metrics.GainName,
            IsShareOfRows = _metrics.IsShareOfRows,
            LabelHistory = [.. measured.Select(round => round.Labels)],
            TestCount = test.Count,
            Elapsed = TimeSpan.FromSeconds(measured.Count == 0 ? 0 : measured[^1].ElapsedSeconds),
            Classes = data.Classes,
            LabelsByClass = byClass,
            StopSet = [.. measured.Select(round => round.StopSet).OfType<StopSetRound>()],
            BatchUncertainty = rounds.Count == 0 ? double.NaN : rounds[^1].BatchUncertainty ?? double.NaN,
        };
    }
}
