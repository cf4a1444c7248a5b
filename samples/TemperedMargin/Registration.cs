using PluginAL.Abstractions;
using TemperedMargin;

[assembly: PluginRegistration(typeof(Registration))]

namespace TemperedMargin;

/// <summary>Lists the plugins of this assembly, and reads their options.</summary>
public sealed class Registration : IPluginRegistration
{
    /// <inheritdoc/>
    public IReadOnlyList<PluginDescriptor> Plugins { get; } =
    [
        PluginDescriptor.For<TemperedMarginStrategy>(
            options => new TemperedMarginStrategy(new TemperedMarginOptions { Temperature = options.Number("temperature", 2, 0.01, 100) }),
            """
            {"type":"object","properties":{"temperature":{"type":"number","minimum":0.01,"maximum":100,"default":2}},"additionalProperties":false}
            """),
    ];
}
