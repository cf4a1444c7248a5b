namespace PluginAL.Encoding.Records;

/// <summary>What happens to one group of columns: kept or moved (both offsets), added (no old one) or dropped (no new one).</summary>
/// <param name="Name">The group's name.</param>
/// <param name="OldOffset">Its first column in the pool; −1 where it is added.</param>
/// <param name="NewOffset">Its first column in the new layout; −1 where it is dropped.</param>
/// <param name="Width">Its width.</param>
public readonly record struct FeatureMigrationStep(string Name, int OldOffset, int NewOffset, int Width);
