namespace PluginAL.Abstractions;

/// <summary>A group of feature columns that come from one source field.</summary>
/// <param name="Name">The source field's name.</param>
/// <param name="Offset">The group's first column within the encoder's output.</param>
/// <param name="Width">The number of columns in the group.</param>
/// <param name="Encoding">How the field became numbers, such as <c>standardised</c>, <c>one-hot</c> or <c>tf-idf</c>.</param>
public sealed record FeatureColumn(string Name, int Offset, int Width, string Encoding);
