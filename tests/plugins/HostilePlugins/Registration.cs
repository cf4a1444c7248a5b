using HostilePlugins;
using PluginAL.Abstractions;

[assembly: PluginRegistration(typeof(Registration))]

namespace HostilePlugins;

/// <summary>Lists all plugins of this assembly but one.</summary>
public sealed class Registration : IPluginRegistration
{
    /// <inheritdoc/>
    public IReadOnlyList<PluginDescriptor> Plugins { get; } =
    [
        PluginDescriptor.For<ThrowsInConstructor>(_ => new ThrowsInConstructor()),
        PluginDescriptor.For<ThrowsInStaticConstructor>(_ => new ThrowsInStaticConstructor()),
        PluginDescriptor.For<ThrowsInSelect>(_ => new ThrowsInSelect()),
        PluginDescriptor.For<ThrowsInDispose>(_ => new ThrowsInDispose()),
        PluginDescriptor.For<NotAStrategy>(_ => new NotAStrategy()),
        PluginDescriptor.For<TakesOptions>(
            options => new TakesOptions(options.Number("beta", 1, 0, 10), options.Word("mode", "fast", "fast", "slow")),
            """{"type":"object","properties":{"beta":{"type":"number"},"mode":{"type":"string"}},"additionalProperties":false}"""),
    ];
}
