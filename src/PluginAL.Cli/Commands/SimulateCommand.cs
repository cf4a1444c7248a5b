using System.CommandLine;
using PluginAL.Abstractions;
using PluginAL.Engine.Experiments;
using PluginAL.Engine.Sessions;
using PluginAL.Engine.Stopping;
using PluginAL.Hosting;

namespace PluginAL.Cli.Commands;

/// <summary><c>pluginal simulate</c>: an experiment on data whose labels are known.</summary>
internal static class SimulateCommand
{
    private const string TriplesReader = "kg-coverage";

    public static Command Create()
    {
        var data = new Option<string>("--data") { Description = "The pool: a JSONL or CSV file, or a pool.", HelpName = "TRAIN", Required = true };
        var test = new Option<string>("--test") { Description = "The test part, in the same form; the same file where its field 'split' says train or test.", HelpName = "TEST", Required = true };
        var learner = LearnerOption.Create();
        var strategy = new Option<string>("--strategy") { Description = "The strategies to compare ('pluginal plugins list' shows them), with options as in density-weighted:beta=2.", HelpName = "S1,S2,...", Required = true };
        var initial = new Option<int>("--initial") { Description = "Rows drawn at random at the start.", HelpName = "N", DefaultValueFactory = _ => 25 };
        var batch = new Option<int>("--batch") { Description = "Rows chosen in each round.", HelpName = "N", DefaultValueFactory = _ => 25 };
        var budget = new Option<int>("--budget") { Description = "Labels at which a run ends, the initial ones included.", HelpName = "N", DefaultValueFactory = _ => 500 };
        var seeds = new Option<int>("--seeds") { Description = "Runs of each strategy, with the seeds 0 to N - 1.", HelpName = "N", DefaultValueFactory = _ => 5 };
        var output = new Option<string>("--out") { Description = "The folder for the results; given again, the experiment goes on there.", HelpName = "DIR", Required = true };
        var oracle = new Option<string>("--oracle") { Description = "Who labels: truth (the data's own labels) or console (you).", HelpName = "O", DefaultValueFactory = _ => "truth" };
        var cold = new Option<bool>("--from-scratch") { Description = "Train each round from nothing instead of from the last model." };
        var committee = new Option<int>("--committee") { Description = "Members of the committee that is trained by bagging where a strategy needs one.", HelpName = "M", DefaultValueFactory = _ => 8 };
        var threads = new Option<int>("--threads") { Description = "Threads: runs at a time, and where runs are fewer, for scoring the pool within each; the result is the same for any number, only the seconds differ.", HelpName = "T", DefaultValueFactory = _ => 1 };
        var failure = new Option<string>("--on-plugin-failure") { Description = "When a strategy fails: stop, or draw the round's rows at random and say so.", HelpName = "stop|random", DefaultValueFactory = _ => "stop" };
        var explore = new Option<double>("--explore") { Description = "The share of choices that are drawn evenly from all rows, so that the labels can tell the first metric over the pool without bias (estimated_accuracy in summary.json; not for translation).", HelpName = "SHARE", DefaultValueFactory = _ => 0 };
        var stop = new Option<string[]>("--stop") { Description = "A stopping rule beside the budget, such as kappa; several with commas must all hold, and of several --stop the first that holds ends a run. stop.csv tells what each said.", HelpName = "C1,C2,..." };
        var command = new Command(
            "simulate",
            "Runs strategies against one another on data whose labels are known, and draws their learning curves.")
        {
            data, test, learner, strategy, initial, batch, budget, seeds, output, oracle, cold, committee, threads, explore, stop, failure,
            Tool.PluginTimeoutOption, Tool.IsolateOption, Tool.PluginMemoryOption,
        };
        command.WithExample("pluginal simulate --data train.jsonl --test test.jsonl --text text --label label --strategy random,margin --budget 1000 --seeds 5 --out results");
        var fields = new FieldOptions(command);
        var triples = new Option<string?>("--triples") { Description = $"Knowledge-graph triples of the rows, for the strategy {TriplesReader}: UTF-8 lines of head, relation and tail with tabs between them.", HelpName = "FILE" };
        command.Add(triples);
        Tool.SetAction(command, async (tool, parsed) =>
        {
            Tool.RequirePositive(parsed, seeds, threads);
            var policy = parsed.GetRequiredValue(failure) switch
            {
                "stop" => PluginFailurePolicy.Stop,
                "random" => PluginFailurePolicy.Random,
                var text => throw PluginALException.Usage($"--on-plugin-failure is '{text}'; give stop or random."),
            };
            var (train, named) = (parsed.GetRequiredValue(data), fields.Read(parsed));
            var request = new SimulationRequest
            {
                Train = train,
                Test = parsed.GetRequiredValue(test),
                Fields = named,
                Out = parsed.GetRequiredValue(output),
                CommandLine = Tool.CommandLine,
                ToolVersion = Tool.Version,
                Notice = Tool.Say,
                Options = new ExperimentOptions
                {
                    Learner = learner.Read(parsed, train, named),
                    Strategies = WithTriples(PluginReference.ParseList(parsed.GetRequiredValue(strategy)), parsed.GetValue(triples)),
                    Oracle = PluginReference.Parse(parsed.GetRequiredValue(oracle)),
                    Initial = parsed.GetValue(initial),
                    Batch = parsed.GetValue(batch),
                    Budget = parsed.GetValue(budget),
                    Seeds = [.. Enumerable.Range(0, parsed.GetValue(seeds)).Select(seed => (ulong)seed)],
                    WarmStart = !parsed.GetValue(cold),
                    Committee = parsed.GetValue(committee) is >= 2 and var members ? members : throw PluginALException.Usage($"--committee is {parsed.GetValue(committee)}; give at least 2."),
                    Threads = parsed.GetValue(threads),
                    OnPluginFailure = policy,
                    Exploration = parsed.GetValue(explore) is >= 0 and <= 1 and var share ? share : throw PluginALException.Usage($"--explore is {parsed.GetValue(explore)}; give a share from 0 to 1."),
                },
            };
            await RunAsync(tool, request, parsed.GetValue(stop) ?? []).ConfigureAwait(false);
        });
        return command;
    }

    /// <summary>Gives the file of triples to the strategies that read one and do not name their own.</summary>
    private static IReadOnlyList<PluginReference> WithTriples(IReadOnlyList<PluginReference> strategies, string? file) => file is null ? strategies
        : strategies.Any(strategy => strategy.Name == TriplesReader) ? [.. strategies.Select(strategy => strategy.Name == TriplesReader ? strategy.With("triples", file) : strategy)]
        : throw PluginALException.Usage($"--triples {file} is for the strategy '{TriplesReader}', which is not among those given; add it to --strategy or leave --triples out.");

    /// <summary>Runs an experiment and prints what it found.</summary>
    public static async Task RunAsync(Tool tool, SimulationRequest request, IReadOnlyList<string> stop)
    {
        using var host = Tool.OpenHost(tool);
        Tool.DecideTrust(
            host,
            [
                .. request.Options.Strategies.Select(reference => (PluginKind.Strategy, reference)),
                (PluginKind.Learner, request.Options.Learner), (PluginKind.Oracle, request.Options.Oracle),
                .. stop.SelectMany(PluginReference.ParseList).Select(reference => (PluginKind.StoppingCriterion, reference)),
            ]);
        request = request with { Options = request.Options with { StoppingRules = StoppingRule.Create(host, stop) } };
        var interactive = host.Find(PluginKind.Oracle, request.Options.Oracle).IsInteractive;
        var result = interactive
            ? await Simulation.RunAsync(request, host, tool, (_, _) => { }, tool.Cancellation).ConfigureAwait(false)
            : await ProgressBar.RunAsync(
                "simulate", report => Task.Run(() => Simulation.RunAsync(request, host, tool, report, tool.Cancellation))).ConfigureAwait(false);
        if (tool.Json)
        {
            Console.Out.WriteLine(result.Summary.ToJson());
        }
        else
        {
            CurveTable.Print(result);
        }
    }
}
