namespace PluginAL.Generators.Plugins;

/// <summary>What is emitted for one plugin. Holds no symbols: equal source gives equal models.</summary>
/// <param name="Kind">Name of its attribute.</param>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its class, qualified from <c>global::</c>.</param>
/// <param name="Namespace">The class's namespace; empty for the global one.</param>
/// <param name="Options">What its constructor takes; null for nothing.</param>
internal sealed record PluginModel(string Kind, string Name, string Type, string Namespace, OptionsModel? Options);
