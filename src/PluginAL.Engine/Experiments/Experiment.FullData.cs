using System.Diagnostics;
using System.Text.Json;
using PluginAL.Abstractions;
using PluginAL.Engine.Data;
using PluginAL.Engine.Metrics;
using PluginAL.Engine.Plugins;
using PluginAL.Hosting;
using PluginAL.Storage;

namespace PluginAL.Engine.Experiments;

// What every label of the pool would bring: computed once for a learner, kept in the ledger with the runs.
public sealed partial class Experiment
{
    private FullDataResult? FullData(PluginInstance<ILearner> learner, CancellationToken cancellation)
    {
        if (_ledger.Read(FullDataSession(learner)).Select(entry => entry.Event).OfType<RoundCompleted>().FirstOrDefault() is { } kept
            && JsonSerializer.Deserialize<FullDataRecord>(kept.PayloadJson) is { Metrics: [var first, var second] } record)
        {
            return new FullDataResult(first ?? double.NaN, second ?? double.NaN, record.Labels, record.FitSeconds);
        }

        var before = GC.GetTotalMemory(false);
        var result = FitAll(learner, cancellation);
        Heap.GiveBack(before);
        return result;
    }

    private FullDataResult? FitAll(PluginInstance<ILearner> learner, CancellationToken cancellation)
    {
        var rows = new List<long>();
        var labels = new List<Label>();
        for (var row = 0L; row < _data.RowCount; row++)
        {
            if (_data.Truth(row) is { } label)
            {
                rows.Add(row);
                labels.Add(label);
            }
        }

        if (rows.Count == 0)
        {
            return null;
        }

        var set = GatheredRows.Labelled(_data, rows, labels);
        var before = Stopwatch.GetTimestamp();
        var model = learner.FitTask(set, new FitContext { Log = _log, Cancellation = cancellation });
        var seconds = Stopwatch.GetElapsedTime(before).TotalSeconds;
        var score = TaskMetrics.Evaluate(model, _test, cancellation);
        return new FullDataResult(score.Metric1, score.Metric2, rows.Count, seconds);
    }

    /// <summary>Called after the runs: a ledger without runs may begin anew with other data.</summary>
    private void KeepFullData(PluginInstance<ILearner> learner, FullDataResult? full)
    {
        var session = FullDataSession(learner);
        if (full is not null && !_ledger.Read(session).Any())
        {
            var record = new FullDataRecord([Finite(full.Metric1), Finite(full.Metric2)], full.Labels, full.FitSeconds);
            _ledger.Append(session, [new RoundCompleted(0, JsonSerializer.Serialize(record))]);
        }
    }

    // JSON knows no NaN.
    private static double? Finite(double value) => double.IsFinite(value) ? value : null;

    private static string FullDataSession(PluginInstance<ILearner> learner) => $"every label/{learner.Label} {learner.Version}";

    private sealed record FullDataRecord(double?[]? Metrics, int Labels, double FitSeconds);
}
