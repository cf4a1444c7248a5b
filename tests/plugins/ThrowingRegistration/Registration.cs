using PluginAL.Abstractions;
using ThrowingRegistration;

[assembly: PluginRegistration(typeof(Registration))]

namespace ThrowingRegistration;

/// <summary>Throws before it has listed anything.</summary>
public sealed class Registration : IPluginRegistration
{
    /// <inheritdoc/>
    public IReadOnlyList<PluginDescriptor> Plugins => throw new InvalidOperationException("no list today");
}
