using System.Globalization;
using PluginAL.Abstractions;

namespace PluginAL.Oracles;

/// <summary>A finite number, with a point.</summary>
internal sealed class NumberMenu : IMenu
{
    public string Text => "";

    public string Prompt => "a number, s to skip, q to stop: ";

    public Choice? Read(string answer) => answer switch
    {
        "s" => Choice.Skip,
        "q" => Choice.Stop,
        _ => double.TryParse(answer, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? Choice.Of(new NumberLabel(number)) : null,
    };
}
