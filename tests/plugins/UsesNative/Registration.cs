using PluginAL.Abstractions;
using UsesNative;

[assembly: PluginRegistration(typeof(Registration))]

namespace UsesNative;

/// <summary>Lists the plugins of this assembly.</summary>
public sealed class Registration : IPluginRegistration
{
    /// <inheritdoc/>
    public IReadOnlyList<PluginDescriptor> Plugins { get; } = [PluginDescriptor.For<NativeScore>(_ => new NativeScore())];
}
