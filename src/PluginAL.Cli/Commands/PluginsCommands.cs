using System.CommandLine;
using PluginAL.Abstractions;
using Spectre.Console;

namespace PluginAL.Cli.Commands;

/// <summary><c>pluginal plugins</c>: what is there to choose from.</summary>
internal static class PluginsCommands
{
    public static Command Create() => new Command("plugins", "Shows plugins.") { CreateList() }.WithExample("pluginal plugins list");

    private static Command CreateList()
    {
        var list = new Command(
            "list",
            "Lists the strategies, learners, oracles and featurisers, with what each needs or gives, without running any of their code.")
            .WithExample("pluginal plugins list --json");
        Tool.SetAction(list, (tool, _) =>
        {
            using var host = Tool.OpenHost();
            var plugins = host.Plugins.OrderBy(plugin => plugin.Kind).ThenBy(plugin => plugin.Name, StringComparer.Ordinal).ToList();
            if (tool.Json)
            {
                Tool.PrintJson(new
                {
                    plugins = plugins.Select(plugin => new
                    {
                        kind = plugin.Kind?.ToString().ToLowerInvariant(),
                        name = plugin.Name,
                        summary = plugin.Summary,
                        needs = Names(plugin.Needs),
                        gives = Names(plugin.Gives),
                        version = plugin.Version,
                        assembly = plugin.AssemblyPath,
                        sha256 = plugin.Sha256,
                        state = plugin.State.ToString().ToLowerInvariant(),
                        reason = plugin.Reason,
                        warnings = plugin.Warnings,
                    }),
                });
                return Task.CompletedTask;
            }

            var table = new Table();
            foreach (var column in (ReadOnlySpan<string>)["kind", "name", "needs / gives"])
            {
                table.AddColumn(new TableColumn(column).NoWrap());
            }

            table.AddColumn("what it does");
            foreach (var plugin in plugins)
            {
                table.AddRow(
                    Markup.Escape(plugin.Kind?.ToString().ToLowerInvariant() ?? "?"),
                    Markup.Escape(plugin.Name),
                    Markup.Escape(string.Join(", ", Names(plugin.Needs).Concat(Names(plugin.Gives)))),
                    Markup.Escape(plugin.Reason is null ? plugin.Summary : $"{plugin.State.ToString().ToLowerInvariant()}: {plugin.Reason}"));
            }

            Tool.Print(table);
            return Task.CompletedTask;
        });
        return list;
    }

    private static string[] Names(Signals signals) =>
        [.. Enum.GetValues<Signals>().Where(signal => signal != Signals.None && signals.HasFlag(signal)).Select(signal => signal.ToString())];
}
