using System.CommandLine;
using System.Security;
using System.Text.RegularExpressions;
using PluginAL.Abstractions;

namespace PluginAL.Cli.Commands;

/// <summary><c>pluginal plugins new</c>: a plugin to begin with, from the same files as <c>dotnet new</c>.</summary>
internal static partial class PluginsNewCommand
{
    private const string SourceName = "MyPlugin";
    private const string PluginName = "my-plugin";
    private static readonly string[] Kinds = ["strategy", "learner", "oracle"];

    /// <summary>The templates lie beside the tool.</summary>
    private static string Templates => Path.Combine(AppContext.BaseDirectory, "templates");

    public static Command Create()
    {
        var kind = new Argument<string>("KIND") { Description = "strategy, learner or oracle." };
        var name = new Argument<string>("NAME") { Description = "Its name in C#, as in MyStrategy; the plugin is then called my-strategy." };
        var output = new Option<string?>("--out") { Description = "The folder to make it in; without it, one with the plugin's name.", HelpName = "DIR" };
        var single = new Option<bool>("--single-file") { Description = "Make the source file alone, without project, test and README; without --out, in this folder." };
        var create = new Command(
            "new",
            "Makes a plugin that works as it stands: one source file, which the tool compiles itself, and beside it a project and a test for those who want them.")
        {
            kind, name, output, single,
        }.WithExample("pluginal plugins new strategy Mine");
        Tool.SetAction(create, (tool, parsed) =>
        {
            var (what, called) = (parsed.GetRequiredValue(kind), parsed.GetRequiredValue(name));
            if (!Kinds.Contains(what))
            {
                throw PluginALException.Usage($"There is no template for '{what}'; give strategy, learner or oracle.");
            }

            if (!Identifier().IsMatch(called))
            {
                throw PluginALException.Usage($"'{called}' is not a name in C#; begin with a capital letter and go on with letters and digits, as in MyStrategy.");
            }

            var isSingle = parsed.GetValue(single);
            var folder = Path.GetFullPath(parsed.GetValue(output) ?? (isSingle ? "." : called));
            var files = Files(what, called, isSingle).Select(file => (Path: Path.Combine(folder, file.Path), file.Text)).ToList();
            if (files.FirstOrDefault(file => File.Exists(file.Path)).Path is { } existing)
            {
                throw PluginALException.Input($"{existing} is there already; give another NAME, or a folder without it with --out.");
            }

            foreach (var (path, text) in files)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.WriteAllText(path, text);
            }

            Report(tool, what, called, folder, [.. files.Select(file => file.Path)]);
            return Task.CompletedTask;
        });
        return create;
    }

    private static void Report(Tool tool, string kind, string name, string folder, string[] files)
    {
        var source = Path.GetRelativePath(Environment.CurrentDirectory, Path.Combine(folder, name + ".cs"));
        if (tool.Json)
        {
            Tool.PrintJson(new { kind, name = Kebab(name), source, folder, files });
            return;
        }

        var quoted = source.Contains(' ') ? $"\"{source}\"" : source;
        var path = source.Contains(Path.DirectorySeparatorChar) ? quoted : "./" + quoted;
        Console.WriteLine(Tool.Visible($"Made the {kind} '{Kebab(name)}' in {source} ({Tool.Count(files.Length, "file")}). Next:"));
        Console.WriteLine(Tool.Visible($"  pluginal plugins trust {quoted}"));
        Console.WriteLine(Tool.Visible($"  pluginal simulate --data TRAIN --test TEST --out results " + kind switch
        {
            "strategy" => $"--strategy margin,{path}",
            "learner" => $"--learner {path} --strategy random,margin",
            _ => $"--oracle {path} --strategy random,margin",
        }));
    }

    private static IEnumerable<(string Path, string Text)> Files(string kind, string name, bool isSingle)
    {
        var root = Path.Combine(Templates, kind);
        foreach (var file in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var path = Path.GetRelativePath(root, file);
            if (!path.StartsWith('.') && (!isSingle || path == SourceName + ".cs"))
            {
                yield return (Fill(path, name), Fill(File.ReadAllText(file), name));
            }
        }

        if (!isSingle)
        {
            yield return ("Directory.Build.props", $"""
                <Project>
                  <!-- Builds against the assemblies of the tool that made this project; without it, against the packages of a feed. -->
                  <PropertyGroup>
                    <PluginALFolder>{SecurityElement.Escape(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory))}</PluginALFolder>
                    <ImportDirectoryBuildTargets>false</ImportDirectoryBuildTargets>
                    <ImportDirectoryPackagesProps>false</ImportDirectoryPackagesProps>
                  </PropertyGroup>
                </Project>

                """);
        }
    }

    private static string Fill(string text, string name) =>
        text.Replace(SourceName, name, StringComparison.Ordinal).Replace(PluginName, Kebab(name), StringComparison.Ordinal);

    /// <summary>MyOwnKNN → my-own-knn.</summary>
    private static string Kebab(string name) => WordStart().Replace(name, "-$0").ToLowerInvariant();

    [GeneratedRegex("^[A-Z][A-Za-z0-9]*$")]
    private static partial Regex Identifier();

    [GeneratedRegex("(?<=[a-z0-9])[A-Z]|(?<=[A-Z])[A-Z](?=[a-z])")]
    private static partial Regex WordStart();
}
