using PluginAL.Abstractions;
using PluginAL.Stopping;

[assembly: PluginRegistration(typeof(StoppingRegistration))]

namespace PluginAL.Stopping;

/// <summary>Lists the plugins of this assembly.</summary>
public sealed class StoppingRegistration : IPluginRegistration
{
    /// <inheritdoc/>
    public IReadOnlyList<PluginDescriptor> Plugins { get; } =
    [
        PluginDescriptor.For<KappaStability>(o => new KappaStability(new KappaOptions { Threshold = o.Number("threshold", 0.99, 0, 1), Window = o.Integer("window", 3, 1, 1000) })),
    ];
}
