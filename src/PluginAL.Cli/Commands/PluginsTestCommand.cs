using System.CommandLine;
using PluginAL.Abstractions;
using PluginAL.Hosting;
using PluginAL.Testing;
using Spectre.Console;

namespace PluginAL.Cli.Commands;

/// <summary><c>pluginal plugins test</c>: does a plugin keep its contract?</summary>
internal static class PluginsTestCommand
{
    public static Command Create()
    {
        var assembly = new Argument<string>("ASSEMBLY") { Description = "The plugin's assembly or source file, or the name of a plugin in the plugin folder; with #name for one of several, and options after a colon." };
        var test = new Command("test", "Checks every plugin of an assembly against the rules of its contract. Runs its code: test only what you would run.")
        {
            assembly,
        }.WithExample("pluginal plugins test ./MyStrategy.cs");
        Tool.SetAction(test, (tool, parsed) =>
        {
            var given = parsed.GetRequiredValue(assembly);

            // To test it is to trust it, for this once: the command names the file, and runs nothing else.
            using var host = new PluginHost(
                new PluginHostOptions { Trust = new PluginTrust(TrustMode.Off, new TrustStore()), Log = tool }, Path.Combine(AppContext.BaseDirectory, "plugins"));
            var reference = PluginReference.Parse(given);
            var path = reference.Path ?? host.Plugins.FirstOrDefault(plugin => plugin.Name == reference.Name)?.AssemblyPath
                ?? throw PluginALException.Usage($"There is no plugin '{reference.Name}'; 'pluginal plugins list' shows the names, or give the path of an assembly or a source file.");
            var subjects = ConformanceSubject.FromFile(host, path).Where(subject => reference.Name is null || subject.Name == reference.Name).ToList();
            if (subjects.Count == 0)
            {
                throw PluginALException.Usage($"{path} holds no plugin '{reference.Name}'; leave the name away to test all that it holds.");
            }

            var options = string.Join(';', reference.Options.Select(option => $"{option.Key}={option.Value}"));
            var reports = new List<ConformanceReport>();
            foreach (var subject in subjects)
            {
                tool.Cancellation.ThrowIfCancellationRequested();
                reports.Add(Conformance.Run(subject.With(options)));
            }

            Show(tool, reports);
            var failed = reports.Sum(report => report.Violations.Count());
            return failed == 0
                ? Task.CompletedTask
                : throw PluginALException.Input(
                    $"{given} breaks {Tool.Count(failed, "rule")} of its contract: {string.Join(", ", reports.SelectMany(report => report.Violations).Select(result => result.Rule).Distinct())}; mend what the table says, and test again.");
        });
        return test;
    }

    private static void Show(Tool tool, List<ConformanceReport> reports)
    {
        if (tool.Json)
        {
            Tool.PrintJson(new
            {
                passed = reports.TrueForAll(report => report.IsPassed),
                plugins = reports.Select(report => new
                {
                    plugin = report.Plugin,
                    passed = report.IsPassed,
                    rules = report.Results.Select(result => new
                    {
                        rule = result.Rule,
                        statement = result.Statement,
                        outcome = result.Outcome.ToString().ToLowerInvariant(),
                        finding = result.Finding,
                        remedy = result.Outcome == RuleOutcome.Failed ? result.Remedy : null,
                    }),
                }),
            });
            return;
        }

        var table = new Table();
        foreach (var column in (ReadOnlySpan<string>)["plugin", "rule", "outcome"])
        {
            table.AddColumn(new TableColumn(column).NoWrap());
        }

        table.AddColumn("found");
        foreach (var (report, result) in reports.SelectMany(report => report.Results.Select(result => (report, result))))
        {
            table.AddRow(
                Markup.Escape(report.Plugin), Markup.Escape(result.Rule), result.Outcome.ToString().ToLowerInvariant(),
                Markup.Escape(Tool.Visible(result.Outcome == RuleOutcome.Failed ? $"{result.Finding} {result.Remedy}" : result.Finding)));
        }

        Tool.Print(table);
    }
}
