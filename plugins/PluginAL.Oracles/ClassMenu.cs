using System.Globalization;
using System.Text;
using PluginAL.Abstractions;

namespace PluginAL.Oracles;

/// <summary>
/// The classes as a person may name them: by number from 1, or by name. Where a class is itself called by a number, numbers
/// are names only; where one is called s or q, the commands are written with a slash.
/// </summary>
internal sealed class ClassMenu : IMenu
{
    private readonly IReadOnlyList<string> _classes;
    private readonly bool _numbered;
    private readonly string _skip;
    private readonly string _stop;

    public ClassMenu(IReadOnlyList<string> classes)
    {
        _classes = classes;
        _numbered = !classes.Any(name => int.TryParse(name, NumberStyles.Integer, CultureInfo.InvariantCulture, out _));
        _skip = classes.Contains("s", StringComparer.OrdinalIgnoreCase) ? "/s" : "s";
        _stop = classes.Contains("q", StringComparer.OrdinalIgnoreCase) ? "/q" : "q";
        var text = new StringBuilder();
        for (var i = 0; i < classes.Count; i++)
        {
            text.Append("  ").Append(_numbered ? $"{i + 1} " : "").AppendLine(classes[i]);
        }

        Text = text.ToString().TrimEnd('\r', '\n');
    }

    /// <summary>How one is told, in the plural.</summary>
    public string Ways => _numbered ? "numbers or names" : "names";

    /// <summary>What is no class.</summary>
    public string Commands => $"{_skip} to skip, {_stop} to stop";

    public string Text { get; }

    public string Prompt => $"{(_numbered ? "number or name" : "name")} of the class, {Commands}: ";

    public Choice? Read(string answer)
    {
        if (answer == _skip)
        {
            return Choice.Skip;
        }

        if (answer == _stop)
        {
            return Choice.Stop;
        }

        for (var i = 0; i < _classes.Count; i++)
        {
            if (_classes[i] == answer)
            {
                return Choice.Of(new ClassLabel(i));
            }
        }

        if (_numbered && int.TryParse(answer, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number >= 1 && number <= _classes.Count ? Choice.Of(new ClassLabel(number - 1)) : null;
        }

        // Letter case is forgiven where it leaves no doubt.
        var alike = Enumerable.Range(0, _classes.Count).Where(i => string.Equals(_classes[i], answer, StringComparison.OrdinalIgnoreCase)).ToList();
        return alike is [var only] ? Choice.Of(new ClassLabel(only)) : null;
    }
}
