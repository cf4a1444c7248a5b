using PluginAL.Abstractions;
using PluginAL.Strategies;

[assembly: PluginRegistration(typeof(StrategiesRegistration))]

namespace PluginAL.Strategies;

/// <summary>Lists the plugins of this assembly.</summary>
public sealed class StrategiesRegistration : IPluginRegistration
{
    /// <inheritdoc/>
    public IReadOnlyList<PluginDescriptor> Plugins { get; } =
    [
        PluginDescriptor.For<RandomSampling>(_ => new RandomSampling()),
        PluginDescriptor.For<LeastConfidence>(_ => new LeastConfidence()),
        PluginDescriptor.For<Margin>(_ => new Margin()),
        PluginDescriptor.For<Ratio>(_ => new Ratio()),
        PluginDescriptor.For<Entropy>(_ => new Entropy()),
        PluginDescriptor.For<NormalisedEntropy>(_ => new NormalisedEntropy()),
        PluginDescriptor.For<Gini>(_ => new Gini()),
        PluginDescriptor.For<VoteEntropy>(_ => new VoteEntropy()),
        PluginDescriptor.For<ConsensusEntropy>(_ => new ConsensusEntropy()),
        PluginDescriptor.For<KullbackLeibler>(_ => new KullbackLeibler()),
        PluginDescriptor.For<MaxDisagreement>(_ => new MaxDisagreement()),
        PluginDescriptor.For<VariationRatio>(_ => new VariationRatio()),
        PluginDescriptor.For<Bald>(_ => new Bald()),
        .. MetaRegistration.Plugins,
    ];
}
