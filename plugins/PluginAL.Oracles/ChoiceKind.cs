namespace PluginAL.Oracles;

/// <summary>What a person chose.</summary>
internal enum ChoiceKind
{
    Class,
    Skip,
    Stop,
}
