using Hostile;
using PluginAL.Abstractions;

[assembly: PluginRegistration(typeof(Registration))]

namespace Hostile;

/// <summary>Lists plugins that break their contract in the way that their option <c>how</c> names.</summary>
public sealed class Registration : IPluginRegistration
{
    /// <inheritdoc/>
    public IReadOnlyList<PluginDescriptor> Plugins { get; } =
    [
        PluginDescriptor.For<HostileStrategy>(options => new HostileStrategy(options.Word("how", ""))),
        PluginDescriptor.For<HostileScores>(options =>
        {
            options.Log.Information("about to be made");
            return new HostileScores(options.Word("how", ""));
        }),
        PluginDescriptor.For<HostileLearner>(options => new HostileLearner(options.Word("how", ""))),
        PluginDescriptor.For<HostileOracle>(options => new HostileOracle(options.Word("how", ""))),
        PluginDescriptor.For<HangsWhenMade>(_ => new HangsWhenMade()),
        PluginDescriptor.For<ClingsOn>(_ => new ClingsOn()),
        PluginDescriptor.For<EndsProcess>(options => new EndsProcess(options.Word("how", ""))),
    ];
}
