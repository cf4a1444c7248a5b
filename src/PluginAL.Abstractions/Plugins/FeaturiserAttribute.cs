namespace PluginAL.Abstractions;

/// <summary>Marks an <see cref="IFeaturiser"/>.</summary>
/// <param name="name">Its name, in lower case with hyphens.</param>
public sealed class FeaturiserAttribute(string name) : PluginAttribute(PluginKind.Featuriser, name);
