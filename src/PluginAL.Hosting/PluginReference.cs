using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using PluginAL.Abstractions;

namespace PluginAL.Hosting;

/// <summary>
/// A plugin as a person names it: <c>margin</c>, <c>density-weighted:beta=2</c>, <c>x:a=1;b=2</c> (or with commas), or the
/// path of an assembly or of one C# file, <c>./bin/My.dll</c> or <c>./My.cs</c>, or of a plugin in Python, <c>./my.py</c>, with <c>#name</c> where it holds several plugins of a kind,
/// and options after that.
/// </summary>
public sealed partial class PluginReference : IEquatable<PluginReference>
{
    private readonly string _text;

    private PluginReference(string? name, string? path, IReadOnlyList<KeyValuePair<string, string>> options)
    {
        Name = name;
        Path = path;
        Options = options;
        var text = new StringBuilder(path);
        if (name is not null)
        {
            text.Append(path is null ? "" : "#").Append(name);
        }

        for (var i = 0; i < options.Count; i++)
        {
            text.Append(i == 0 ? ':' : ';').Append(options[i].Key).Append('=').Append(options[i].Value);
        }

        _text = text.ToString();
    }

    /// <summary>The plugin's name; null where a path is given and its assembly is to hold one plugin of the kind.</summary>
    public string? Name { get; }

    /// <summary>The path of the assembly or source file, as given; null where the plugin is named alone.</summary>
    public string? Path { get; }

    /// <summary>The options, in the order given, each once.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Options { get; }

    /// <summary>Reads one reference.</summary>
    /// <param name="text">The reference.</param>
    /// <returns>What it says; whether there is such a plugin is not looked up.</returns>
    /// <exception cref="PluginALException">It is not a reference (<see cref="ErrorKind.Usage"/>).</exception>
    public static PluginReference Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        text = text.Trim();
        if (text.Length == 0)
        {
            throw PluginALException.Usage("A plugin's name is empty; give a name such as margin, or the path of an assembly or of a source file.");
        }

        return LooksLikePath(text) ? ParsePath(text) : ParseName(text);
    }

    /// <summary>
    /// Reads several references with commas between them. An element with <c>=</c> and no <c>:</c> before it goes on with the
    /// options of the one before: <c>random,density-weighted:beta=2,gamma=3,entropy</c> names three plugins. A path with a comma is given alone.
    /// </summary>
    /// <param name="text">The references.</param>
    /// <returns>The references, in order; at least one.</returns>
    /// <exception cref="PluginALException">An element is not a reference (<see cref="ErrorKind.Usage"/>).</exception>
    public static IReadOnlyList<PluginReference> ParseList(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var references = new List<string>();
        foreach (var element in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (element.Length == 0)
            {
                throw PluginALException.Usage($"The list '{text}' has an empty element; give names with one comma between them.");
            }

            if (!ContinuedOption().IsMatch(element))
            {
                references.Add(element);
            }
            else if (references.Count == 0)
            {
                throw PluginALException.Usage($"The list '{text}' begins with the option '{element}'; give a plugin's name first, as in margin:{element}.");
            }
            else
            {
                // Whether options have begun is for Parse to say: a path may hold a colon of its own.
                references[^1] += (Parse(references[^1]).Options.Count == 0 ? ':' : ',') + element;
            }
        }

        return [.. references.Select(Parse)];
    }

    /// <summary>The same plugin with one more option.</summary>
    /// <param name="option">The option's name.</param>
    /// <param name="value">Its value.</param>
    /// <returns>The reference; this one where the option is given already.</returns>
    public PluginReference With(string option, string value) =>
        Options.Any(given => given.Key == option) ? this : new PluginReference(Name, Path, [.. Options, new(option, value)]);

    /// <summary>The reference as it can be read again: <c>name:a=1;b=2</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => _text;

    /// <inheritdoc/>
    public bool Equals(PluginReference? other) => other is not null && _text == other._text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PluginReference);

    /// <inheritdoc/>
    public override int GetHashCode() => _text.GetHashCode(StringComparison.Ordinal);

    /// <summary>The options as the JSON object that <see cref="PluginDescriptor.Create"/> takes; null without options.</summary>
    internal JsonElement? OptionsAsJson() => Options.Count == 0
        ? null
        : JsonSerializer.SerializeToElement(new Dictionary<string, string>(Options));

    private static bool LooksLikePath(string text)
    {
        if (DriveLetter().IsMatch(text))
        {
            return true;
        }

        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var head = colon < 0 ? text : text[..colon];
        return head.AsSpan().ContainsAny('/', '\\') || FileEnd().IsMatch(head);
    }

    private static PluginReference ParseName(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var name = colon < 0 ? text : text[..colon];
        return NamePattern().IsMatch(name)
            ? new PluginReference(name, null, ParseOptions(text, colon < 0 ? null : text[(colon + 1)..]))
            : throw PluginALException.Usage(
                $"'{name}' is not a plugin's name: names are lower-case letters, digits and hyphens, as in density-weighted:beta=2.");
    }

    private static PluginReference ParsePath(string text)
    {
        var match = PathPattern().Match(text);
        if (!match.Success)
        {
            throw PluginALException.Usage($"'{text}' is a path, but not that of a plugin; give a file that ends in .dll, .cs or .py, or a plugin's name.");
        }

        var path = match.Groups["path"].Value;
        var name = match.Groups["name"];
        return name.Success && !NamePattern().IsMatch(name.Value)
            ? throw PluginALException.Usage($"'{name.Value}' after '#' is not a plugin's name: names are lower-case letters, digits and hyphens.")
            : new PluginReference(name.Success ? name.Value : null, path, ParseOptions(text, match.Groups["options"] is { Success: true } options ? options.Value : null));
    }

    private static List<KeyValuePair<string, string>> ParseOptions(string text, string? options)
    {
        var parsed = new List<KeyValuePair<string, string>>();
        if (options is null)
        {
            return parsed;
        }

        foreach (var option in options.Split([',', ';'], StringSplitOptions.TrimEntries))
        {
            var equals = option.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                throw PluginALException.Usage($"'{option}' in '{text}' is not an option; options are name=value with ; between them, as in density-weighted:beta=2.");
            }

            var name = option[..equals].TrimEnd();
            if (parsed.Exists(other => other.Key == name))
            {
                throw PluginALException.Usage($"Option '{name}' is given twice in '{text}'; give it once.");
            }

            parsed.Add(new(name, option[(equals + 1)..].TrimStart()));
        }

        return parsed;
    }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    internal static partial Regex NamePattern();

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_-]*\\s*=")]
    private static partial Regex ContinuedOption();

    [GeneratedRegex(@"^[A-Za-z]:[\\/]")]
    private static partial Regex DriveLetter();

    [GeneratedRegex(@"\.(dll|cs|py)(#[^/\\]*)?$", RegexOptions.IgnoreCase)]
    private static partial Regex FileEnd();

    [GeneratedRegex(@"^(?<path>.+?\.(dll|cs|py))(#(?<name>[^:/\\]*))?(:(?<options>.*))?$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex PathPattern();
}
