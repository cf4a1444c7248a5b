using System.CommandLine;
using System.Text.Json;
using PluginAL.Abstractions;
using PluginAL.Hosting;
using Spectre.Console;

namespace PluginAL.Cli.Commands;

/// <summary><c>pluginal plugins</c>: what is there to choose from, and what may run.</summary>
internal static class PluginsCommands
{
    public static Command Create() => new Command("plugins", "Shows plugins, and says which of your own may run.")
    {
        CreateList(), PluginsShowCommand.Create(), PluginsNewCommand.Create(), PluginsTestCommand.Create(), PluginsTrustCommands.CreateTrust(), PluginsTrustCommands.CreateSign(),
    }.WithExample("pluginal plugins list");

    public static string[] Names(Signals signals) =>
        [.. Enum.GetValues<Signals>().Where(signal => signal != Signals.None && signals.HasFlag(signal)).Select(signal => signal.ToString())];

    public static string? KindOf(PluginInfo plugin) => plugin.Kind is { } kind ? JsonNamingPolicy.KebabCaseLower.ConvertName(kind.ToString()) : null;

    public static string StateOf(PluginInfo plugin) => plugin.State.ToString().ToLowerInvariant();

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
            var trust = plugins.Select(plugin => plugin.AssemblyPath).Distinct().Where(File.Exists).ToDictionary(path => path, path => host.Trust.Check(PluginContent.Read(path)));
            if (tool.Json)
            {
                Tool.PrintJson(new
                {
                    plugins = plugins.Select(plugin => new
                    {
                        kind = KindOf(plugin),
                        name = plugin.Name,
                        summary = plugin.Summary,
                        needs = Names(plugin.Needs),
                        gives = Names(plugin.Gives),
                        version = plugin.Version,
                        assembly = plugin.AssemblyPath,
                        sha256 = plugin.Sha256,
                        state = StateOf(plugin),
                        reason = plugin.Reason,
                        warnings = plugin.Warnings,
                        trusted = trust.GetValueOrDefault(plugin.AssemblyPath)?.IsTrusted ?? false,
                        trust = trust.GetValueOrDefault(plugin.AssemblyPath)?.Reason,
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
                var verdict = trust.GetValueOrDefault(plugin.AssemblyPath);
                table.AddRow(
                    Markup.Escape(KindOf(plugin) ?? "?"),
                    Markup.Escape(plugin.Name),
                    Markup.Escape(string.Join(", ", Names(plugin.Needs).Concat(Names(plugin.Gives)))),
                    Markup.Escape(plugin.Reason is not null ? $"{StateOf(plugin)}: {plugin.Reason}"
                        : verdict is { IsTrusted: false } ? $"not trusted: {verdict.Reason}"
                        : plugin.Summary));
            }

            Tool.Print(table);
            return Task.CompletedTask;
        });
        return list;
    }
}
