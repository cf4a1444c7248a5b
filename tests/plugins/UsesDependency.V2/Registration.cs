using PluginAL.Abstractions;
using UsesDependency;

[assembly: PluginRegistration(typeof(Registration))]

namespace UsesDependency;

/// <summary>Lists the plugins of this assembly.</summary>
public sealed class Registration : IPluginRegistration
{
    /// <inheritdoc/>
    public IReadOnlyList<PluginDescriptor> Plugins { get; } = [PluginDescriptor.For<DependencyVersion>(_ => new DependencyVersion())];
}
