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
        if (_ledger.Read(FullDataSession(learner)).Select(entry => entry.Event).OfType<RoundCompleted>().FirstOrDefault() is { } kept)
        {
            var record = JsonSerializer.Deserialize<FullDataRecord>(kept.PayloadJson)!;
            var confusion = new ConfusionMatrix(record.Confusion.Length);
            confusion.Add(record.Confusion);
            return new FullDataResult(confusion, record.Labels, record.FitSeconds);
        }

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
        var model = learner.FitClassifier(
            new TrainingSet(features, [.. classes], _data.Classes.Count), new FitContext { Log = _log, Cancellation = cancellation });
        var seconds = Stopwatch.GetElapsedTime(before).TotalSeconds;
        return new FullDataResult(Evaluate(model), rows.Count, seconds);
    }

    /// <summary>Called after the runs: a ledger without runs may begin anew with other data.</summary>
    private void KeepFullData(PluginInstance<ILearner> learner, FullDataResult? full)
    {
        var session = FullDataSession(learner);
        if (full is not null && !_ledger.Read(session).Any())
        {
            var record = new FullDataRecord(full.Confusion.ToRows(), full.Labels, full.FitSeconds);
            _ledger.Append(session, [new RoundCompleted(0, JsonSerializer.Serialize(record))]);
        }
    }

    private static string FullDataSession(PluginInstance<ILearner> learner) => $"every label/{learner.Label} {learner.Version}";

    private sealed record FullDataRecord(long[][] Confusion, int Labels, double FitSeconds);
}
