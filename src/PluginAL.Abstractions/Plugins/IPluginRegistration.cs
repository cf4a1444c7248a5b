namespace PluginAL.Abstractions;

/// <summary>Lists the plugins of an assembly, so that the host need not search through types.</summary>
public interface IPluginRegistration
{
    /// <summary>The plugins, in any order.</summary>
    IReadOnlyList<PluginDescriptor> Plugins { get; }
}
