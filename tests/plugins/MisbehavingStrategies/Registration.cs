using MisbehavingStrategies;
using PluginAL.Abstractions;

[assembly: PluginRegistration(typeof(Registration))]

namespace MisbehavingStrategies;

/// <summary>Lists strategies that break the contract of selection, and some that show what a session gives.</summary>
public sealed class Registration : IPluginRegistration
{
    /// <inheritdoc/>
    public IReadOnlyList<PluginDescriptor> Plugins { get; } =
    [
        PluginDescriptor.For<Misbehaves>(options => new Misbehaves(options.Word("how", "twice"))),
        PluginDescriptor.For<NotFinite>(options => new NotFinite(options.Integer("every", 1, 1))),
        PluginDescriptor.For<VisitsBlocks>(_ => new VisitsBlocks()),
        PluginDescriptor.For<NeedsTokens>(_ => new NeedsTokens()),
        PluginDescriptor.For<CallsBack>(options => new CallsBack(options.Word("inner", ""))),
        PluginDescriptor.For<Remembers>(options => new Remembers(options.Word("inner", ""))),
    ];
}
