using PluginAL.Abstractions;
using PluginAL.Engine.Data;
using PluginAL.Engine.Ingest;
using PluginAL.Engine.Plugins;
using PluginAL.Engine.Sessions;
using PluginAL.Hosting;
using PluginAL.Pools;

namespace PluginAL.Engine.Models;

/// <summary>Trains a model on all labelled rows of a file or a pool, to score with.</summary>
public static class Training
{
    /// <summary>Trains.</summary>
    /// <param name="data">A file, or a pool.</param>
    /// <param name="options">How a file becomes a pool; the featurisers are chosen here. The pool is made beside <paramref name="scratch"/> and removed.</param>
    /// <param name="learner">The learner.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="scratch">The path of the model to be written.</param>
    /// <param name="host">Where the plugins come from.</param>
    /// <param name="log">Where things are said.</param>
    /// <param name="toolVersion">The version of the tool.</param>
    /// <param name="notice">Told which fields of a file were taken for what; null: nobody is.</param>
    /// <param name="cancellation">Stops the training.</param>
    /// <returns>The model, not saved yet.</returns>
    /// <exception cref="PluginALException">The data are wrong.</exception>
    public static TrainedModel Run(
        string data, PoolBuildOptions options, PluginReference learner, ulong seed, string scratch, PluginHost host, IPluginLog log,
        string toolVersion, Action<string>? notice = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(log);
        var plugin = host.Create<ILearner>(PluginKind.Learner, learner);
        if (Directory.Exists(data))
        {
            FieldWords.RequireNone(options.Fields, data);
            using var pool = FieldWords.OpenPool(data, options.Fields);
            return Run(pool, data, plugin, seed, host, log, toolVersion, null, cancellation);
        }

        if (!File.Exists(data))
        {
            throw PluginALException.Input($"{data} does not exist; give a JSONL, CSV or NPY file, or a pool.");
        }

        var temporary = $"{Path.GetFullPath(scratch)}.{Environment.ProcessId}.pool.tmp";
        try
        {
            var parts = RecordParts.Read(data, options.Fields);
            options = parts is null ? options : options with { Fields = options.Fields with { Split = RecordParts.Field } };
            var built = PoolBuilder.Create(
                temporary, [PoolSource.FromFile(data)], options with { Featurisers = schema => Featurisers.For(host, schema) }, cancellation);
            using var pool = Pool.Open(temporary);
            return Run(pool, data, plugin, seed, host, log, toolVersion, Say, cancellation);

            void Say()
            {
                foreach (var line in (IEnumerable<string>)[built.Description, .. built.Notices])
                {
                    notice?.Invoke($"{data}: {line}");
                }

                if (parts is not null)
                {
                    log.Warning($"{data} has a field '{RecordParts.Field}' ({parts}), and all of its rows are learned from; leave out those that the model is to be measured on.");
                }
            }
        }
        finally
        {
            if (Directory.Exists(temporary))
            {
                Directory.Delete(temporary, recursive: true);
            }
        }
    }

    private static TrainedModel Run(
        Pool pool, string source, PluginInstance<ILearner> learner, ulong seed, PluginHost host, IPluginLog log, string toolVersion, Action? accepted, CancellationToken cancellation)
    {
        var data = new PoolData(pool);
        var rows = new List<long>();
        var labels = new List<Label>();
        var unlabelled = -1L;
        for (var row = 0L; pool.HasLabels && row < pool.RowCount; row++)
        {
            if (data.Truth(row) is { } label)
            {
                rows.Add(row);
                labels.Add(label);
            }
            else if (unlabelled < 0)
            {
                unlabelled = row;
            }
        }

        if (rows.Count == 0)
        {
            throw PluginALException.Input($"{source} has no labelled row to learn from; {LabelledRows.Remedy(source)}.");
        }

        LabelledRows.RequireFinite(data.Features, source);
        if (data.Tokens is { } tokens)
        {
            LabelledRows.RequireFinite(tokens.Features, source + " (tokens)");
        }

        Compatibility.RequireTask(learner, data.Task);
        var doubts = LabelledRows.Doubts(source, labels.Count, labels, pool.Classes);
        accepted?.Invoke();
        if (doubts is not null)
        {
            log.Warning(doubts);
        }

        if (rows.Count < pool.RowCount)
        {
            log.Warning($"{source}: {pool.RowCount - rows.Count} of {pool.RowCount} rows have no label and are not learned from (first: row {unlabelled}, counted from 0).");
        }

        var model = learner.FitTask(
            GatheredRows.Labelled(data, rows, labels),
            new FitContext { Random = new RandomSource(seed, "fit"), Log = log, Cancellation = cancellation });
        return new TrainedModel(
            model,
            new TrainedModelInfo
            {
                Learner = learner.Source,
                LearnerVersion = learner.Version,
                Task = data.Task,
                Classes = [.. pool.Classes],
                SchemaHash = pool.SchemaHash,
                TrainingRows = rows.Count,
                Seed = seed,
                Created = TimeProvider.System.GetUtcNow(),
                ToolVersion = toolVersion,
            },
            pool.HasPipeline ? pool.LoadPipeline(Featurisers.Resolve(host)) : null);
    }
}
