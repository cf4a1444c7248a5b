using PluginAL.Abstractions;

namespace PluginAL.Oracles;

/// <summary>What a person chose, and the label if it was one.</summary>
internal readonly record struct Choice(ChoiceKind Kind, Label? Label = null)
{
    public static Choice Skip { get; } = new(ChoiceKind.Skip);

    public static Choice Stop { get; } = new(ChoiceKind.Stop);

    public static Choice Of(Label label) => new(ChoiceKind.Label, label);
}
