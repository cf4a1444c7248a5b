namespace PluginAL.Abstractions;

/// <summary>Marks an <see cref="IBudgetManager"/>.</summary>
/// <param name="name">Its name, in lower case with hyphens.</param>
public sealed class BudgetManagerAttribute(string name) : PluginAttribute(PluginKind.BudgetManager, name);
