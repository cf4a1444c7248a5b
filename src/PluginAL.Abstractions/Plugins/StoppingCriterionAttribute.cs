namespace PluginAL.Abstractions;

/// <summary>Marks an <see cref="IStoppingCriterion"/>.</summary>
/// <param name="name">Its name, in lower case with hyphens.</param>
public sealed class StoppingCriterionAttribute(string name) : PluginAttribute(PluginKind.StoppingCriterion, name);
