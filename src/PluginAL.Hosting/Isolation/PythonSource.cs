using System.Security.Cryptography;
using System.Text.RegularExpressions;
using PluginAL.Abstractions;
using PluginAL.Hosting.Internals;

namespace PluginAL.Hosting.Isolation;

/// <summary>
/// What a plugin in Python says of itself without being run: a block of comments in the form of Python's inline script metadata (PEP 723), of type
/// <c>pluginal</c>, one for each plugin of the file.
/// </summary>
internal static partial class PythonSource
{
    private const string Example = "# /// pluginal, # kind = \"learner\", # name = \"mine\", # ///";

    public static bool Is(string path) => path.EndsWith(".py", StringComparison.OrdinalIgnoreCase);

    public static AssemblyFacts Inspect(string path)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new AssemblyFacts { Refusal = $"it cannot be read: {e.Message}" };
        }

        var facts = new AssemblyFacts { Sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes)), Version = "0", IsRegistered = true };
        try
        {
            var blocks = Blocks(System.Text.Encoding.UTF8.GetString(bytes)).ToList();
            return blocks.Count == 0
                ? facts with { IsRegistered = false, Refusal = $"it does not say what plugin it is: begin it with the comment lines {Example}" }
                : facts with { Version = Text(blocks[0], "version") ?? "0", Plugins = [.. blocks.Select(Facts)] };
        }
        catch (FormatException e)
        {
            return facts with { Refusal = e.Message };
        }
    }

    private static IEnumerable<Dictionary<string, string[]>> Blocks(string text)
    {
        Dictionary<string, string[]>? block = null;
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            var trimmed = line.TrimEnd();
            if (block is null)
            {
                block = trimmed == "# /// pluginal" ? [] : null;
            }
            else if (trimmed == "# ///")
            {
                yield return block;
                block = null;
            }
            else if (Line().Match(trimmed) is { Success: true } match)
            {
                block[match.Groups["key"].Value] = [.. Quoted().Matches(match.Groups["value"].Value).Select(value => value.Groups[1].Value)];
            }
            else if (trimmed is not "#")
            {
                throw new FormatException($"line {number} of its metadata is '{Words.OneLine(trimmed)}'; write lines such as # name = \"mine\" and # gives = [\"probabilities\"], and end with # ///");
            }
        }

        if (block is not null)
        {
            throw new FormatException("its metadata has no end: write # /// after the last line");
        }
    }

    private static PluginFacts Facts(Dictionary<string, string[]> block)
    {
        var name = Text(block, "name") ?? throw new FormatException($"its metadata gives no name; write {Example}");
        if (!PluginReference.NamePattern().IsMatch(name))
        {
            throw new FormatException($"its name is '{name}'; names are lower-case letters, digits and hyphens");
        }

        var kind = Text(block, "kind") switch
        {
            "strategy" => PluginKind.Strategy,
            "learner" => PluginKind.Learner,
            "oracle" => PluginKind.Oracle,
            var other => throw new FormatException($"'{name}' is of kind '{other}'; give strategy, learner or oracle"),
        };
        return new PluginFacts(
            kind, name, Text(block, "summary") ?? "", Signals(block, "needs"), Signals(block, "gives"),
            Text(block, "cold-start") switch
            {
                null or "random" => ColdStartPolicy.Random,
                "handled" => ColdStartPolicy.Handled,
                var other => throw new FormatException($"the cold-start of '{name}' is '{other}'; give random or handled"),
            },
            IsInteractive: false,
            name);
    }

    private static Signals Signals(Dictionary<string, string[]> block, string key)
    {
        var signals = Abstractions.Signals.None;
        foreach (var word in block.GetValueOrDefault(key) ?? [])
        {
            signals |= Enum.TryParse<Signals>(word.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var signal) && !int.TryParse(word, out _)
                ? signal
                : throw new FormatException($"'{word}' under {key} is no signal; known: {string.Join(", ", Enum.GetNames<Signals>().Skip(1).Select(known => known.ToLowerInvariant()))}");
        }

        return signals;
    }

    private static string? Text(Dictionary<string, string[]> block, string key) => block.GetValueOrDefault(key) is [var only] ? only : null;

    [GeneratedRegex("^# (?<key>[a-z-]+) = (?<value>\"[^\"]*\"|\\[( *\"[^\"]*\" *,?)* *\\])$", RegexOptions.ExplicitCapture)]
    private static partial Regex Line();

    [GeneratedRegex("\"([^\"]*)\"")]
    private static partial Regex Quoted();
}
