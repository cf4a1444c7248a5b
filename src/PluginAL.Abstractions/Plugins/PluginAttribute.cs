namespace PluginAL.Abstractions;

/// <summary>
/// Marks a class as a plugin. Stays in the metadata: the host lists plugins by it without running any of their code.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public abstract class PluginAttribute : Attribute
{
    private protected PluginAttribute(PluginKind kind, string name)
    {
        Kind = kind;
        Name = name;
    }

    /// <summary>What the plugin is.</summary>
    public PluginKind Kind { get; }

    /// <summary>Its name, in lower case with hyphens, unique among plugins of its kind.</summary>
    public string Name { get; }

    /// <summary>One line that says what it does.</summary>
    public string Summary { get; set; } = "";
}
