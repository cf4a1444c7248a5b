namespace PluginAL.Abstractions;

/// <summary>Marks an <see cref="IStreamStrategy"/>.</summary>
/// <param name="name">Its name, in lower case with hyphens.</param>
public sealed class StreamStrategyAttribute(string name) : PluginAttribute(PluginKind.StreamStrategy, name)
{
    /// <summary>The signals that it needs.</summary>
    public Signals Needs { get; set; }
}
