namespace PluginAL.Oracles;

/// <summary>What a person chose.</summary>
internal enum ChoiceKind
{
    Label,
    Skip,
    Stop,
}
