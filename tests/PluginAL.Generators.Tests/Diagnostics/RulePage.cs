using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace PluginAL.Generators.Tests.Diagnostics;

/// <summary>One page of docs/diagnostics.</summary>
/// <param name="Id">The rule's id.</param>
/// <param name="Text">The whole page.</param>
internal sealed partial record RulePage(string Id, string Text)
{
    private static readonly string Folder = Path.Combine(Root(), "docs", "diagnostics");

    public static IReadOnlyDictionary<string, RulePage> All { get; } = Directory.GetFiles(Folder, "PAL*.md")
        .Select(path => new RulePage(Path.GetFileNameWithoutExtension(path), File.ReadAllText(path).ReplaceLineEndings("\n")))
        .ToDictionary(page => page.Id);

    /// <summary>The table of all rules.</summary>
    public static string Table => File.ReadAllText(Path.Combine(Folder, "README.md")).ReplaceLineEndings("\n");

    private static readonly ConcurrentDictionary<(string, string), Task<Sample>> Looked = new();

    public string Invalid => Block("Invalid", "csharp") ?? throw new InvalidOperationException($"{Id} has no invalid sample.");

    public string Valid => Block("Valid", "csharp") ?? throw new InvalidOperationException($"{Id} has no valid sample.");

    /// <summary>The paragraph under a heading, with all that belongs to it.</summary>
    public string? Section(string heading) => Text.Split("\n## ").Skip(1).Where(part => part.StartsWith(heading + "\n", StringComparison.Ordinal)).Select(part => part[heading.Length..].Trim()).FirstOrDefault();

    /// <summary>Compiles a sample as its page says: with the language version and the files beside it.</summary>
    public Task<Sample> Look(string heading) => Looked.GetOrAdd((Id, heading), _ => Compile(heading));

    private Task<Sample> Compile(string heading)
    {
        var version = LanguageVersionNote().Match(Block(heading, "csharp")!) is { Success: true } note && LanguageVersionFacts.TryParse(note.Groups[1].Value, out var said) ? said : LanguageVersion.CSharp14;
        return Sample.Look(Block(heading, "csharp")!, version, Beside(heading) is { } file ? [new BesideIt(file.Name, file.Text)] : []);
    }

    /// <summary>The file beside a sample; null without one.</summary>
    public (string Name, string Text)? Beside(string heading) =>
        FileBlock().Match(Section(heading)!) is { Success: true } match ? (match.Groups["name"].Value, match.Groups["text"].Value + "\n") : null;

    private string? Block(string heading, string language) =>
        Section(heading) is { } section && Regex.Match(section, "```" + language + "\n(.*?)\n```", RegexOptions.Singleline) is { Success: true } match ? match.Groups[1].Value : null;

    private static string Root()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "PluginAL.sln")))
        {
            directory = directory.Parent ?? throw new InvalidOperationException($"No PluginAL.sln above {AppContext.BaseDirectory}.");
        }

        return directory.FullName;
    }

    [GeneratedRegex("LangVersion ([0-9.]+)")]
    private static partial Regex LanguageVersionNote();

    [GeneratedRegex("`(?<name>[^`]+)` beside it:\n\n```(json|text)\n(?<text>.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex FileBlock();

    private sealed class BesideIt(string path, string text) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }
}
