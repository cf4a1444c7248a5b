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
        PluginDescriptor.For(
            options => new Auto(new AutoOptions
            {
                Random = options.Number("random", 0.1, 0, 1),
                Breadth = options.Number("breadth", 5, 0, 1000),
                Factor = options.Integer("factor", 10, 1, 1000),
            }),
            """
            {
              "type": "object",
              "additionalProperties": false,
              "properties": {
                "random": { "type": "number", "minimum": 0, "maximum": 1, "default": 0.1, "description": "The share of each batch that is drawn at random, always." },
                "breadth": { "type": "number", "minimum": 0, "maximum": 1000, "default": 5, "description": "How slowly the choice narrows from the whole pool to its most uncertain rows." },
                "factor": { "type": "integer", "minimum": 1, "maximum": 1000, "default": 10, "description": "Rows that are looked at in the end, for each row of the batch." }
              }
            }
            """),
    ];
}
