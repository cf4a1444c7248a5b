using PluginAL.Abstractions;

namespace PluginAL.Oracles;

/// <summary>A line of text: a translation, or an answer. Commands have a slash, as any word may be an answer.</summary>
internal sealed class TextMenu(string what) : IMenu
{
    public string Text => "";

    public string Prompt => $"{what}, /s to skip, /q to stop: ";

    public Choice? Read(string answer) => answer switch
    {
        "/s" => Choice.Skip,
        "/q" => Choice.Stop,
        "" => null,
        _ => Choice.Of(new TextLabel(answer)),
    };
}
