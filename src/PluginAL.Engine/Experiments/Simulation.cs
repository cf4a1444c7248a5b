using System.Runtime.InteropServices;
using System.Security.Cryptography;
using PluginAL.Abstractions;
using PluginAL.Engine.Data;
using PluginAL.Engine.Ingest;
using PluginAL.Engine.Measurement;
using PluginAL.Engine.Reports;
using PluginAL.Engine.Sessions;
using PluginAL.Engine.Stopping;
using PluginAL.Engine.Tasks;
using PluginAL.Hosting;
using PluginAL.Pools;
using PluginAL.Scoring;

namespace PluginAL.Engine.Experiments;

/// <summary>An experiment from files to a report: makes the pools, runs the strategies, writes <c>curve.csv</c>, <c>summary.json</c>, <c>curve.svg</c> and <c>report.html</c>.</summary>
public static class Simulation
{
    /// <summary>Runs, or goes on with, an experiment.</summary>
    /// <param name="request">What to do.</param>
    /// <param name="host">Where the plugins come from.</param>
    /// <param name="log">Where things are said.</param>
    /// <param name="progress">Told what is being done and the share that is done.</param>
    /// <param name="cancellation">Stops after the round under way.</param>
    /// <returns>What was written.</returns>
    /// <exception cref="PluginALException">The data, the plugins or the folder are wrong.</exception>
    public static async Task<SimulationResult> RunAsync(
        SimulationRequest request, PluginHost host, IPluginLog log, Action<string, double> progress, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(progress);
        Require(request.Options);
        RequirePlugins(request.Options, host, TaskLearners.TaskOf(request.Train, request.Fields));
        if (Directory.Exists(request.Train) && Directory.Exists(request.Test))
        {
            FieldWords.RequireNone(request.Fields, request.Train);
        }

        var settings = new Dictionary<string, string>
        {
            ["training data"] = Fingerprint(request.Train),
            ["test data"] = Fingerprint(request.Test),
            ["fields"] = FieldWords.Of(request.Fields),
            ["initial"] = request.Options.Initial.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["batch"] = request.Options.Batch.ToString(System.Globalization.CultureInfo.InvariantCulture),
        };
        using var folder = ExperimentFolder.Open(request.Out);
        folder.RequireSame(settings);

        var (notices, warnings) = (new List<string>(), new List<string>());
        var same = settings["training data"] == settings["test data"];
        var parts = SimulationParts.Of(request, same, notices, warnings);
        using var train = OpenOrBuild(request.Train, parts.Train, folder.TrainPool, request, host, null, null, notices, progress, cancellation);
        var pipeline = train.HasPipeline ? train.LoadPipeline(Featurisers.Resolve(host)) : null;
        using var test = OpenOrBuild(request.Test, parts.Test, folder.TestPool, request, host, pipeline, train.Classes, same ? [] : notices, progress, cancellation);
        var part = TestPartOf(request, train, test, pipeline, log);
        var data = new PoolData(train);
        LabelledRows.RequireFinite(data.Features, request.Train);
        LabelledRows.RequireFinite(part.Features, request.Test);
        RequireFiniteTokens(data.Tokens, request.Train);
        RequireFiniteTokens(part.Tokens, request.Test);
        if (!host.Find(PluginKind.Oracle, request.Options.Oracle).IsInteractive)
        {
            LabelledRows.Require(train, request.Train, "simulate");
            if (LabelledRows.Doubts(request.Train, train.RowCount, Labels(data), train.Classes) is { } doubts)
            {
                warnings.Add(doubts);
            }
        }

        if (!folder.HasRuns)
        {
            notices.Add($"learner: {request.Options.Learner}, for {TaskNames.Of(data.Task)}");
        }

        if (request.Options.Budget > train.RowCount)
        {
            notices.Add($"--budget is {request.Options.Budget}, and {request.Train} has {train.RowCount} rows: runs end when all have a label");
        }

        if (request.Options.Exploration > 0 && !LabelledRisk.Knows(data.Task))
        {
            notices.Add($"--explore draws rows evenly, but {MetricNames.For(data.Task).First} is no mean over rows, so there will be no estimate of it from the labels");
        }

        notices.AddRange(Supplies(request.Options, host, data));
        notices.ForEach(notice => request.Notice?.Invoke(notice));
        warnings.ForEach(log.Warning);
        var result = await new Experiment(host, data, part, folder.Ledger, request.Options, log)
        {
            Progress = item => progress(FormattableString.Invariant($"{item.Strategy} seed {item.Seed}: {item.Labels} labels, {MetricNames.For(data.Task).First} {item.Metric:F3}"), item.Done),
        }.RunAsync(cancellation).ConfigureAwait(false);
        return Write(request, folder, host, train, test, part, result);
    }

    /// <summary>Makes the folder of an experiment, so that data can be put there before it runs. Does nothing where it is one already.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="PluginALException">Something else is there.</exception>
    public static void CreateFolder(string path)
    {
        using var folder = ExperimentFolder.Open(path);
    }

    private static void Require(ExperimentOptions options)
    {
        foreach (var (name, value) in (ReadOnlySpan<(string, int)>)[("--initial", options.Initial), ("--batch", options.Batch), ("--budget", options.Budget), ("--seeds", options.Seeds.Count)])
        {
            if (value < 1)
            {
                throw PluginALException.Usage($"{name} is {value}; give at least 1.");
            }
        }

        if (options.Budget < options.Initial)
        {
            throw PluginALException.Usage($"--budget {options.Budget} is less than --initial {options.Initial}; the budget counts all labels, the initial ones included.");
        }

        if (options.Strategies.Count == 0)
        {
            throw PluginALException.Usage("--strategy names no strategy; give one or more, such as random,margin.");
        }

        if (options.Strategies.GroupBy(reference => reference).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw PluginALException.Usage($"--strategy names {twice.Key} twice; name each strategy once, or with other options.");
        }
    }

    /// <summary>Makes each plugin once, so that a wrong name or option is said before there is a folder.</summary>
    private static void RequirePlugins(ExperimentOptions options, PluginHost host, LearningTask task)
    {
        using var learner = host.Create<ILearner>(PluginKind.Learner, options.Learner);
        using var oracle = host.Create<IOracle>(PluginKind.Oracle, options.Oracle);
        Compatibility.RequireInProcess(oracle, task);
        StoppingRule.Require(options.StoppingRules, task);
        foreach (var reference in options.Strategies)
        {
            using var strategy = host.Create<IQueryStrategy>(PluginKind.Strategy, reference);
            Compatibility.Require(strategy, learner, host, task);
        }
    }

    /// <summary>What sessions will supply in the learner's place, a line for each strategy.</summary>
    private static IEnumerable<string> Supplies(ExperimentOptions options, PluginHost host, LearningData data)
    {
        using var learner = host.Create<ILearner>(PluginKind.Learner, options.Learner);
        foreach (var reference in options.Strategies)
        {
            using var strategy = host.Create<IQueryStrategy>(PluginKind.Strategy, reference);
            using var tree = StrategyNode.Open(strategy, host);
            if (Compatibility.Supplies(tree, learner, options.Committee, data.Features.Layout) is { } supplies)
            {
                yield return supplies;
            }
        }
    }

    private static Pool OpenOrBuild(
        string source, string? part, string target, SimulationRequest request, PluginHost host, FeaturePipeline? pipeline, IReadOnlyList<string>? classes,
        List<string> notices, Action<string, double> progress, CancellationToken cancellation)
    {
        if (Directory.Exists(source))
        {
            return FieldWords.OpenPool(source, request.Fields);
        }

        if (!File.Exists(source))
        {
            throw PluginALException.Input($"{source} does not exist; give a JSONL, CSV or NPY file, or a pool.");
        }

        // A pool that is whole was made from the same data: the folder's settings have been compared before.
        if (!File.Exists(Path.Combine(target, "pool.json")))
        {
            var result = PoolBuilder.Create(
                target,
                [PoolSource.FromFile(source)],
                new PoolBuildOptions
                {
                    Fields = part is null ? request.Fields : request.Fields with { Split = RecordParts.Field },
                    Part = part,
                    Featurisers = schema => Featurisers.For(host, schema),
                    Pipeline = pipeline,
                    Classes = classes ?? [],
                    Tool = "pluginal " + request.ToolVersion,
                    Progress = item => progress($"{item.Stage} {source}", item.TotalBytes > 0 ? (double)item.Bytes / item.TotalBytes : 0),
                },
                cancellation);
            foreach (var notice in (IEnumerable<string>)[result.Description, .. result.Notices])
            {
                notices.Add($"{source}: {notice}");
            }
        }

        return Pool.Open(target);
    }

    private static TestPart TestPartOf(SimulationRequest request, Pool train, Pool test, FeaturePipeline? pipeline, IPluginLog log)
    {
        if (test.Task != train.Task)
        {
            throw PluginALException.Input($"{request.Test} is of the task {TaskNames.Of(test.Task)} and {request.Train} of {TaskNames.Of(train.Task)}; give training and test data of the same task.");
        }

        LabelledRows.Require(test, request.Test, "simulate");
        var features = test.SchemaHash == train.SchemaHash || pipeline is null ? test.Features : new RecordFeatures(test, pipeline);
        if (features is null || train.Features is null || features.Width != train.Features.Width)
        {
            throw PluginALException.Input(
                $"{request.Test} has {features?.Width ?? 0} feature columns and {request.Train} {train.Features?.Width ?? 0}; give training and test data with the same fields.");
        }

        var names = train.Classes.Concat(test.Classes.Where(name => !train.Classes.Contains(name))).ToList();
        if (train.Classes.Count > 0 && names.Count > train.Classes.Count)
        {
            log.Warning($"{request.Test} has classes that {request.Train} lacks, which no model can predict: {string.Join(", ", names.Skip(train.Classes.Count).Take(5))}.");
        }

        var index = test.Classes.Select(name => names.IndexOf(name)).ToArray();
        var data = new PoolData(test);
        var tokens = pipeline?.Tokens is null || test.SchemaHash == train.SchemaHash ? data.Tokens : RecordTokens.Of(test, pipeline);
        if (tokens is not null && tokens.Features.Width != train.Tokens?.Features.Width)
        {
            throw PluginALException.Input(
                $"{request.Test} has {tokens.Features.Width} feature columns for each token and {request.Train} {train.Tokens?.Features.Width ?? 0}; "
                + "give both as files, or make the test pool with the features of the training pool.");
        }

        var labels = new Label[test.RowCount];
        var texts = new string[GatheredRows.ReadsTexts(data.Task) ? test.RowCount : 0];
        for (var row = 0; row < labels.Length; row++)
        {
            labels[row] = TaskLabels.Renumber(data.Truth(row)!, index);
            if (texts.Length > 0)
            {
                texts[row] = data.Text(row);
            }
        }

        // Encoded once, not once a round.
        return new TestPart(features is RecordFeatures ? RowGatherer.Gather(features, Rows(features.RowCount)) : features, data.Task, labels, names) { Tokens = tokens, Texts = texts };
    }

    private static void RequireFiniteTokens(TokenMatrix? tokens, string source)
    {
        if (tokens is not null)
        {
            LabelledRows.RequireFinite(tokens.Features, source + " (tokens)");
        }
    }

    private static IEnumerable<long> Rows(long count)
    {
        for (var row = 0L; row < count; row++)
        {
            yield return row;
        }
    }

    private static IEnumerable<Label> Labels(PoolData data) => Rows(data.RowCount).Select(row => data.Truth(row)!);

    private static string Fingerprint(string path)
    {
        if (Directory.Exists(path))
        {
            using var pool = Pool.Open(path);
            return "pool " + pool.ContentHash;
        }

        if (!File.Exists(path))
        {
            throw PluginALException.Input($"{path} does not exist; give a JSONL, CSV or NPY file, or a pool.");
        }

        using var stream = File.OpenRead(path);
        return "file " + Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private static SimulationResult Write(
        SimulationRequest request, ExperimentFolder folder, PluginHost host, Pool train, Pool test, TestPart part, ExperimentResult result)
    {
        var options = request.Options;
        var plugins = options.Strategies.Select(reference => host.Find(PluginKind.Strategy, reference))
            .Append(host.Find(PluginKind.Learner, options.Learner))
            .Append(host.Find(PluginKind.Oracle, options.Oracle));
        var description = new ExperimentDescription
        {
            Task = part.Task,
            Data = $"{request.Train}: {train.RowCount} rows, {train.Features!.Width} feature columns{Classes(part.Task, train.Classes.Count)}; {request.Test}: {test.RowCount} rows",
            CommandLine = request.CommandLine,
            Versions =
            [
                new("pluginal", request.ToolVersion),
                new("runtime", RuntimeInformation.FrameworkDescription),
                new("system", $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} processors"),
                new("kernel", Kernel.NameOf(Kernel.Active)),
                .. plugins.Select(plugin => KeyValuePair.Create($"{plugin.Kind.ToString()!.ToLowerInvariant()} {plugin.Name}", plugin.Version)),
            ],
            Configuration =
            [
                new("learner", options.Learner.ToString()),
                new("strategies", string.Join(", ", options.Strategies)),
                new("oracle", options.Oracle.ToString()),
                new("initial", Text(options.Initial)),
                new("batch", Text(options.Batch)),
                new("budget", Text(options.Budget)),
                new("seeds", string.Join(", ", options.Seeds)),
                new("warm start", options.WarmStart ? "yes" : "no"),
                .. options.Exploration > 0 ? [KeyValuePair.Create("exploration", options.Exploration.ToString(System.Globalization.CultureInfo.InvariantCulture))] : Array.Empty<KeyValuePair<string, string>>(),
                .. options.StoppingRules.Select(rule => KeyValuePair.Create("stop", rule.Name)),
                new("full-data labels", Text(result.FullData?.Labels ?? 0)),
            ],
            Replaced = result.Replaced,
            Estimates = result.Estimates,
            Costs = result.Costs,
            Predictions = result.Predictions,
            FullData = result.FullData is { } full ? new FullDataMetrics(full.Metric1, full.Metric2) : null,
        };
        var summary = ExperimentSummary.Of(description, result.Points);
        var (curve, json, figure, report) = (folder.File("curve.csv"), folder.File("summary.json"), folder.File("curve.svg"), folder.File("report.html"));
        CurveCsv.Write(curve, summary.Metrics, result.Points);
        summary.Write(json);
        CurveSvg.Write(figure, summary);
        var stop = result.StopReport.Count > 0 ? folder.File("stop.csv") : null;
        if (stop is not null)
        {
            StopReportCsv.Write(stop, result.StopReport);
        }

        ReportHtml.Write(report, summary, Confusions(result, part.ClassNames));
        return new SimulationResult(summary, curve, json, figure, report, stop);

        static string Classes(LearningTask task, int count) => task switch
        {
            LearningTask.Classification => $", {count} classes",
            LearningTask.MultiLabel => $", {count} labels",
            LearningTask.Sequence => $", {count} tags",
            _ => "",
        };

        static string Text(int value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    private static Dictionary<string, ConfusionTable> Confusions(ExperimentResult result, IReadOnlyList<string> classes) =>
        result.Confusions.ToDictionary(
            pair => pair.Key,
            pair => new ConfusionTable(classes, [.. pair.Value.Select(row => (IReadOnlyList<double>)[.. row.Select(count => (double)count)])]));
}
