namespace PluginAL.Generators.Plugins;

/// <param name="Type">The options type, qualified from <c>global::</c>.</param>
/// <param name="Options">Its options, in the order of declaration, those of base types first.</param>
internal sealed record OptionsModel(string Type, EquatableArray<OptionModel> Options);
