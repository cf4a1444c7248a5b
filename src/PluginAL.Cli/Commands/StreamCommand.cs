using System.CommandLine;
using System.Globalization;
using PluginAL.Abstractions;
using PluginAL.Engine.Streams;
using PluginAL.Hosting;
using Spectre.Console;

namespace PluginAL.Cli.Commands;

/// <summary><c>pluginal stream</c>: rows that arrive one after another, each asked about or let pass.</summary>
internal static class StreamCommand
{
    public static Command Create()
    {
        var data = new Option<string>("--data") { Description = "The rows in the order of their arrival, with labels: a JSONL or CSV file, or a pool.", HelpName = "FILE", Required = true };
        var learner = new Option<string>("--learner") { Description = "The learner, with options as in logistic:c=1.", HelpName = "L", DefaultValueFactory = _ => "logistic" };
        var strategy = new Option<string>("--strategy") { Description = "The strategies to compare: stream strategies, and strategies of pools that score rows one by one.", HelpName = "S1,S2,...", Required = true };
        var manager = new Option<string?>("--budget-manager") { Description = "What decides whether a row is asked about; without it, what goes with each strategy.", HelpName = "M" };
        var budget = new Option<double>("--budget") { Description = "The share of rows to ask about, from 0 to 1; managers that keep to it over a window (100 rows) may exceed it by about half a row for each window.", HelpName = "SHARE", DefaultValueFactory = _ => 0.1 };
        var initial = new Option<int>("--initial") { Description = "The first rows, which are all asked about, beside the budget.", HelpName = "N", DefaultValueFactory = _ => 25 };
        var fitEvery = new Option<int>("--fit-every") { Description = "New labels after which the model is trained again.", HelpName = "N", DefaultValueFactory = _ => 1 };
        var window = new Option<int>("--window") { Description = "The latest labels that the model is trained on, where older ones are to be forgotten; 0: all.", HelpName = "N", DefaultValueFactory = _ => 0 };
        var seeds = new Option<int>("--seeds") { Description = "Runs of each strategy, with the seeds 0 to N - 1.", HelpName = "N", DefaultValueFactory = _ => 1 };
        var output = new Option<string>("--out") { Description = "The CSV file for the curves.", HelpName = "FILE", Required = true };
        var command = new Command(
            "stream",
            "Lets rows arrive one after another, predicts each, and asks about those that are worth it: prequential accuracy against labels.")
        {
            data, learner, strategy, manager, budget, initial, fitEvery, window, seeds, output, Tool.PluginTimeoutOption,
        };
        command.WithExample("pluginal stream --data train.csv --strategy random,margin,density --budget 0.05 --out stream.csv");
        var fields = new FieldOptions(command);
        Tool.SetAction(command, async (tool, parsed) =>
        {
            Tool.RequirePositive(parsed, seeds);
            var path = parsed.GetRequiredValue(output);
            StreamCsv.RequireReplaceable(path);
            var request = new StreamRequest
            {
                Data = parsed.GetRequiredValue(data),
                Scratch = path,
                Fields = fields.Read(parsed),
                Learner = PluginReference.Parse(parsed.GetRequiredValue(learner)),
                Strategies = PluginReference.ParseList(parsed.GetRequiredValue(strategy)),
                Manager = parsed.GetValue(manager) is { } named ? PluginReference.Parse(named) : null,
                Options = new StreamOptions
                {
                    Budget = parsed.GetValue(budget), Initial = parsed.GetValue(initial), FitEvery = parsed.GetValue(fitEvery), Window = parsed.GetValue(window),
                },
                Seeds = [.. Enumerable.Range(0, parsed.GetValue(seeds)).Select(seed => (ulong)seed)],
                ToolVersion = Tool.Version,
                Notice = Tool.Say,
            };
            using var host = Tool.OpenHost(tool);
            Tool.DecideTrust(
                host,
                [
                    (PluginKind.Learner, request.Learner), .. request.Strategies.Select(reference => (StreamScorer.KindOf(host, reference), reference)),
                    .. request.Manager is { } given ? [(PluginKind.BudgetManager, given)] : Array.Empty<(PluginKind, PluginReference)>(),
                ]);
            var runs = await ProgressBar.RunAsync("stream", report => Task.Run(() => StreamSimulation.Run(request, host, tool, report, tool.Cancellation))).ConfigureAwait(false);
            StreamCsv.Write(path, runs);
            Print(tool, path, runs);
        });
        return command;
    }

    private static void Print(Tool tool, string path, IReadOnlyList<StreamSimulationRun> runs)
    {
        if (tool.Json)
        {
            Tool.PrintJson(new
            {
                @out = path,
                runs = runs.Select(run => new
                {
                    strategy = run.Strategy,
                    budget_manager = run.Manager,
                    seed = run.Seed,
                    rows = run.Result.Rows,
                    labels = run.Result.Labels,
                    accuracy = double.IsNaN(run.Result.Accuracy) ? (double?)null : run.Result.Accuracy,
                }),
            });
            return;
        }

        var table = new Table();
        table.AddColumns("strategy", "budget manager");
        table.AddColumn(new TableColumn("labels").RightAligned());
        table.AddColumn(new TableColumn("accuracy").RightAligned());
        foreach (var group in runs.GroupBy(run => (run.Strategy, run.Manager)))
        {
            table.AddRow(
                Markup.Escape(group.Key.Strategy), Markup.Escape(group.Key.Manager), group.Average(run => run.Result.Labels).ToString("F0", CultureInfo.InvariantCulture),
                group.Average(run => run.Result.Accuracy).ToString("F4", CultureInfo.InvariantCulture));
        }

        Console.WriteLine($"Accuracy on each of {runs[0].Result.Rows} rows before its label was seen{(runs.Any(run => run.Seed > 0) ? ", mean over seeds" : "")}; the curves are in {path}:");
        Tool.Print(table);
    }
}
