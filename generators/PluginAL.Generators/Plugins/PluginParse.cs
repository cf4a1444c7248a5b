using PluginAL.Generators.Diagnostics;

namespace PluginAL.Generators.Plugins;

/// <summary>What a parser made of one class: the model, unless an error speaks against it, and what is wrong.</summary>
internal sealed record PluginParse(PluginModel? Model, IReadOnlyList<Problem> Problems);
