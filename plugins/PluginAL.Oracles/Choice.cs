namespace PluginAL.Oracles;

/// <summary>What a person chose, and which class if it was one.</summary>
internal readonly record struct Choice(ChoiceKind Kind, int Class = -1)
{
    public static Choice Skip { get; } = new(ChoiceKind.Skip);

    public static Choice Stop { get; } = new(ChoiceKind.Stop);
}
