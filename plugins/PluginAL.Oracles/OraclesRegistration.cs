using PluginAL.Abstractions;
using PluginAL.Oracles;

[assembly: PluginRegistration(typeof(OraclesRegistration))]

namespace PluginAL.Oracles;

/// <summary>Lists the plugins of this assembly.</summary>
public sealed class OraclesRegistration : IPluginRegistration
{
    /// <inheritdoc/>
    public IReadOnlyList<PluginDescriptor> Plugins { get; } =
    [
        PluginDescriptor.For<TruthOracle>(_ => new TruthOracle()),
        PluginDescriptor.For<ConsoleOracle>(
            options => new ConsoleOracle(new ConsoleOracleOptions { Annotator = options.Word("annotator", ConsoleOracleOptions.CurrentUser) }),
            """
            {"type":"object","properties":{"annotator":{"type":"string","description":"Who answers; the user of this machine, unless given."}},"additionalProperties":false}
            """),
    ];
}
