namespace PluginAL.Generators.Plugins;

/// <param name="Name">Name of the attribute as it is written.</param>
/// <param name="Contract">The interface.</param>
/// <param name="Word">What messages call it.</param>
internal sealed record PluginKind(string Name, string Contract, string Word)
{
    public string Attribute => Name + "Attribute";
}
