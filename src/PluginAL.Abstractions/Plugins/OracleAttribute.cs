namespace PluginAL.Abstractions;

/// <summary>Marks an <see cref="IOracle"/>.</summary>
/// <param name="name">Its name, in lower case with hyphens.</param>
public sealed class OracleAttribute(string name) : PluginAttribute(PluginKind.Oracle, name);
