using System.CommandLine;
using System.Text.Json;
using PluginAL.Abstractions;
using PluginAL.Hosting;

namespace PluginAL.Cli.Commands;

/// <summary><c>pluginal plugins show</c>: all that is known about a plugin, how it was loaded, and its options.</summary>
internal static class PluginsShowCommand
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create()
    {
        var name = new Argument<string>("NAME") { Description = "A plugin's name, or the path of its assembly or source file." };
        var show = new Command("show", "Shows all about a plugin: state, trust, files, options. Where it is trusted, it is loaded, and how each dependency was found is shown.")
        {
            name,
        }.WithExample("pluginal plugins show margin");
        Tool.SetAction(show, (tool, parsed) =>
        {
            using var host = Tool.OpenHost(tool);
            var shown = Find(host, parsed.GetRequiredValue(name)).Select(plugin => Describe(host, plugin)).ToList();
            if (tool.Json)
            {
                Tool.PrintJson(new { plugins = shown });
                return Task.CompletedTask;
            }

            foreach (var plugin in shown)
            {
                Print(plugin);
            }

            return Task.CompletedTask;
        });
        return show;
    }

    /// <summary>The plugins of a name, or of an assembly.</summary>
    private static List<PluginInfo> Find(PluginHost host, string name)
    {
        if (File.Exists(name))
        {
            var path = Path.GetFullPath(name);
            return host.Inspect(path) is { Count: > 0 } held ? [.. held] : throw PluginALException.Input($"{name} holds no plugin.");
        }

        var named = host.Plugins.Where(plugin => plugin.Name == name).ToList();
        return named.Count > 0
            ? named
            : throw PluginALException.Usage($"There is no plugin '{name}'; 'pluginal plugins list' shows the names, or give the path of an assembly.");
    }

    private static Shown Describe(PluginHost host, PluginInfo plugin)
    {
        var verdict = File.Exists(plugin.AssemblyPath) ? host.Trust.Check(PluginContent.Read(plugin.AssemblyPath)) : null;
        JsonElement? options = null;
        var problem = plugin.Reason;
        if (verdict is { IsTrusted: true } && plugin.Kind is { } kind && plugin.State != PluginState.Refused)
        {
            try
            {
                options = JsonDocument.Parse(host.GetOptionsSchema(kind, PluginReference.Parse($"{plugin.AssemblyPath}#{plugin.Name}"))).RootElement;
            }
            catch (PluginALException e)
            {
                problem = e.Message;
            }
            catch (JsonException e)
            {
                problem = $"the schema of its options is not JSON: {e.Message}";
            }

            plugin = host.Plugins.First(other => (other.Kind, other.Name, other.AssemblyPath) == (plugin.Kind, plugin.Name, plugin.AssemblyPath));
        }

        var report = host.GetLoadReport(plugin.AssemblyPath);
        return new Shown(
            PluginsCommands.KindOf(plugin), plugin.Name, plugin.Version, plugin.Summary, PluginsCommands.Names(plugin.Needs), PluginsCommands.Names(plugin.Gives),
            plugin.ColdStart.ToString().ToLowerInvariant(), PluginsCommands.StateOf(plugin), problem, plugin.AssemblyPath, plugin.Sha256,
            verdict?.Content.Sha256, verdict?.IsTrusted ?? false, verdict?.Reason,
            verdict?.Content.Files.Select(file => new ShownFile(file.Path, file.Sha256, file.Length)).ToList() ?? [],
            options, report.LoadedFrom,
            [.. report.Resolutions.Select(item => new ShownResolution(item.Name, item.Rule.ToString().ToLowerInvariant(), item.Path, item.Error))],
            [.. report.Warnings.Union(plugin.Warnings)]);
    }

    private static void Print(Shown plugin)
    {
        Line($"{plugin.Kind ?? "?"} {plugin.Name} {plugin.Version}: {plugin.Summary}");
        Item("state", plugin.Reason is null ? plugin.State : $"{plugin.State}: {plugin.Reason}");
        Item("trust", plugin.Trusted ? plugin.Trust : $"none: {plugin.Trust}");
        Item("needs", string.Join(", ", plugin.Needs));
        Item("gives", string.Join(", ", plugin.Gives));
        Item("assembly", plugin.Assembly);
        Item("content", plugin.ContentSha256 is null ? "" : $"{plugin.ContentSha256} ({Tool.Count(plugin.Files.Count, "file")}, {Tool.Count(plugin.Files.Sum(file => file.Length), "byte")})");
        Item("options", plugin.Options is { } options ? JsonSerializer.Serialize(options, Readable) : "");
        Item("loaded from", plugin.LoadedFrom);
        foreach (var resolution in plugin.Resolutions)
        {
            Line($"    {resolution.Rule}: {resolution.Name} {(resolution.Error is null ? resolution.Path : "! " + resolution.Error)}".TrimEnd());
        }

        foreach (var warning in plugin.Warnings)
        {
            Item("warning", warning);
        }
    }

    private static void Item(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            Line($"  {name}: {value}");
        }
    }

    private static void Line(string text) => Console.WriteLine(Tool.Visible(text));

    private sealed record Shown(
        string? Kind, string Name, string Version, string Summary, string[] Needs, string[] Gives, string ColdStart, string State, string? Reason,
        string Assembly, string Sha256, string? ContentSha256, bool Trusted, string? Trust, List<ShownFile> Files, JsonElement? Options, string LoadedFrom,
        List<ShownResolution> Resolutions, List<string> Warnings);

    private sealed record ShownFile(string Path, string Sha256, long Length);

    private sealed record ShownResolution(string Name, string Rule, string? Path, string? Error);
}
