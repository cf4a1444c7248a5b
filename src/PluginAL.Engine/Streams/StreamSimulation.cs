using PluginAL.Abstractions;
using PluginAL.Engine.Data;
using PluginAL.Engine.Ingest;
using PluginAL.Hosting;
using PluginAL.Pools;

namespace PluginAL.Engine.Streams;

/// <summary>Runs stream strategies over rows whose labels are known, from a file or a pool, in its order.</summary>
/// <remarks>Featurisers learn from all records of a file, without their labels, as those of an experiment do.</remarks>
public static class StreamSimulation
{
    /// <summary>Runs each strategy with each seed.</summary>
    /// <param name="request">What to do.</param>
    /// <param name="host">Where the plugins come from.</param>
    /// <param name="log">Where things are said.</param>
    /// <param name="progress">Told what is being done and the share that is done.</param>
    /// <param name="cancellation">Stops the run under way.</param>
    /// <returns>The runs, strategy by strategy.</returns>
    /// <exception cref="PluginALException">The data or the plugins are wrong.</exception>
    public static IReadOnlyList<StreamSimulationRun> Run(
        StreamRequest request, PluginHost host, IPluginLog log, Action<string, double> progress, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(progress);
        if (request.Strategies.Count == 0 || request.Seeds.Count == 0)
        {
            throw PluginALException.Usage("A stream needs a strategy and a seed; give one or more of each.");
        }

        // Each plugin once, so that a wrong name or option is said before the data are read.
        using (var learner = host.Create<ILearner>(PluginKind.Learner, request.Learner))
        {
            foreach (var strategy in request.Strategies)
            {
                using var scorer = StreamScorer.Create(host, strategy);
                using var manager = host.Create<IBudgetManager>(PluginKind.BudgetManager, request.Manager ?? PluginReference.Parse(scorer.UsualManager));
                _ = new StreamSession(learner, scorer, manager, new DenseFeatures(1), 2, request.Options, log);
            }
        }

        RequireClasses(request.Fields.Task ?? LearningTask.Classification);
        if (Directory.Exists(request.Data))
        {
            FieldWords.RequireNone(request.Fields, request.Data);
            using var pool = Pool.Open(request.Data);
            return Run(request, pool, host, log, progress, cancellation);
        }

        if (!File.Exists(request.Data))
        {
            throw PluginALException.Input($"{request.Data} does not exist; give a JSONL or CSV file, or a pool.");
        }

        var temporary = $"{Path.GetFullPath(request.Scratch)}.{Environment.ProcessId}.pool.tmp";
        try
        {
            var parts = RecordParts.Read(request.Data, request.Fields);
            var built = PoolBuilder.Create(
                temporary,
                [PoolSource.FromFile(request.Data)],
                new PoolBuildOptions
                {
                    Fields = parts is null ? request.Fields : request.Fields with { Split = RecordParts.Field },
                    Featurisers = schema => Featurisers.For(host, schema),
                    Tool = "pluginal " + request.ToolVersion,
                    Progress = item => progress(item.Stage, item.TotalBytes > 0 ? (double)item.Bytes / item.TotalBytes : 0),
                },
                cancellation);
            foreach (var line in (IEnumerable<string>)[built.Description, .. built.Notices])
            {
                request.Notice?.Invoke($"{request.Data}: {line}");
            }

            if (parts is not null)
            {
                log.Warning($"{request.Data} has a field '{RecordParts.Field}' ({parts}), and all of its rows arrive; leave out those that are not to.");
            }

            using var pool = Pool.Open(temporary);
            return Run(request, pool, host, log, progress, cancellation);
        }
        finally
        {
            if (Directory.Exists(temporary))
            {
                Directory.Delete(temporary, recursive: true);
            }
        }
    }

    private static void RequireClasses(LearningTask task)
    {
        if (task != LearningTask.Classification)
        {
            throw PluginALException.Usage($"A stream is learned from for classification alone so far, and the task is {TaskNames.Of(task)}; 'pluginal simulate' learns it from a pool.");
        }
    }

    private static List<StreamSimulationRun> Run(
        StreamRequest request, Pool pool, PluginHost host, IPluginLog log, Action<string, double> progress, CancellationToken cancellation)
    {
        RequireClasses(pool.Task);
        LabelledRows.Require(pool, request.Data, "a stream");
        var data = new PoolData(pool);
        LabelledRows.RequireFinite(data.Features, request.Data);
        if (pool.Classes.Count < 2)
        {
            throw PluginALException.Input($"{request.Data} has {pool.Classes.Count} class; a stream is learned from with two or more.");
        }

        if (LabelledRows.Doubts(request.Data, pool.RowCount, Enumerable.Range(0, checked((int)pool.RowCount)).Select(row => data.Truth(row)!), pool.Classes) is { } doubts)
        {
            log.Warning(doubts);
        }

        var runs = new List<StreamSimulationRun>();
        var every = request.Every > 0 ? request.Every : (int)Math.Max(1, pool.RowCount / 20);
        using var learner = host.Create<ILearner>(PluginKind.Learner, request.Learner);
        foreach (var strategy in request.Strategies)
        {
            foreach (var seed in request.Seeds)
            {
                // New ones for each run: both remember.
                using var scorer = StreamScorer.Create(host, strategy);
                using var manager = host.Create<IBudgetManager>(PluginKind.BudgetManager, request.Manager ?? PluginReference.Parse(scorer.UsualManager));
                var session = new StreamSession(learner, scorer, manager, data.Features, pool.Classes.Count, request.Options with { Seed = seed }, log);
                var result = StreamRun.Run(session, data.Features, pool.ClassAt, every, cancellation);
                runs.Add(new StreamSimulationRun(scorer.Label, manager.Label, seed, result));
                progress(
                    FormattableString.Invariant($"{scorer.Label} seed {seed}: {result.Labels} labels, accuracy {result.Accuracy:F3}"),
                    (double)runs.Count / (request.Strategies.Count * request.Seeds.Count));
            }
        }

        return runs;
    }
}
