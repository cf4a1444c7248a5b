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
        Describe.Plugin<CostSensitive, CostSensitiveOptions>(options => new CostSensitive(options)),
        PluginDescriptor.For<DistanceToBoundary>(_ => new DistanceToBoundary()),
        PluginDescriptor.For<Entropy>(_ => new Entropy()),
        Describe.Plugin<Epistemic, EpistemicOptions>(options => new Epistemic(options)),
        Describe.Plugin<ExpectedAveragePrecision, ExpectedAveragePrecisionOptions>(options => new ExpectedAveragePrecision(options)),
        PluginDescriptor.For<Gini>(_ => new Gini()),
        PluginDescriptor.For<LeastConfidence>(_ => new LeastConfidence()),
        PluginDescriptor.For<Margin>(_ => new Margin()),
        PluginDescriptor.For<NormalisedEntropy>(_ => new NormalisedEntropy()),
        PluginDescriptor.For<Ratio>(_ => new Ratio()),
        PluginDescriptor.For<ConsensusEntropy>(_ => new ConsensusEntropy()),
        PluginDescriptor.For<KullbackLeibler>(_ => new KullbackLeibler()),
        PluginDescriptor.For<MaxDisagreement>(_ => new MaxDisagreement()),
        PluginDescriptor.For<VariationRatio>(_ => new VariationRatio()),
        PluginDescriptor.For<VoteEntropy>(_ => new VoteEntropy()),
        PluginDescriptor.For<Bald>(_ => new Bald()),
        Describe.Plugin<BatchBald, BatchBaldOptions>(options => new BatchBald(options)),
        Describe.Plugin<Epig, EpigOptions>(options => new Epig(options)),
        Describe.Plugin<PowerBald, PowerBaldOptions>(options => new PowerBald(options)),
        PluginDescriptor.For<PredictiveVariance>(_ => new PredictiveVariance()),
        Describe.Plugin<StochasticBatch, StochasticBatchOptions>(options => new StochasticBatch(options)),
        Describe.Plugin<ClusterSampling, ClusterOptions>(options => new ClusterSampling(options)),
        Describe.Plugin<Contrastive, ContrastiveOptions>(options => new Contrastive(options)),
        Describe.Plugin<Discriminative, DiscriminativeOptions>(options => new Discriminative(options)),
        Describe.Plugin<GraphDensity, GraphDensityOptions>(options => new GraphDensity(options)),
        Describe.Plugin<GreedySampling, GreedySamplingOptions>(options => new GreedySampling(options)),
        Describe.Plugin<HierarchicalSampling, HierarchicalOptions>(options => new HierarchicalSampling(options)),
        Describe.Plugin<InformationDensity, InformationDensityOptions>(options => new InformationDensity(options)),
        Describe.Plugin<KCenterSampling, KCenterOptions>(options => new KCenterSampling(options)),
        Describe.Plugin<ProbCover, ProbCoverOptions>(options => new ProbCover(options)),
        Describe.Plugin<TypiClust, TypiClustOptions>(options => new TypiClust(options)),
        Describe.Plugin<Badge, BadgeOptions>(options => new Badge(options)),
        Describe.Plugin<Clue, ClueOptions>(options => new Clue(options)),
        Describe.Plugin<Collapse, CollapseOptions>(options => new Collapse(options)),
        Describe.Plugin<CostAware, CostAwareOptions>(options => new CostAware(options)),
        Describe.Plugin<DensityWeighted, DensityWeightedOptions>(options => new DensityWeighted(options)),
        Describe.Plugin<Determinantal, DeterminantalOptions>(options => new Determinantal(options)),
        Describe.Plugin<DropQuery, DropQueryOptions>(options => new DropQuery(options)),
        Describe.Plugin<FacilityLocation, FacilityLocationOptions>(options => new FacilityLocation(options)),
        Describe.Plugin<Falcun, FalcunOptions>(options => new Falcun(options)),
        Describe.Plugin<Quire, QuireOptions>(options => new Quire(options)),
        Describe.Plugin<RankedBatch, RankedBatchOptions>(options => new RankedBatch(options)),
        Describe.Plugin<UncertainClusters, UncertainClustersOptions>(options => new UncertainClusters(options)),
        Describe.Plugin<ExpectedErrorReduction, ExpectedErrorReductionOptions>(options => new ExpectedErrorReduction(options)),
        PluginDescriptor.For<ExpectedGradientLength>(_ => new ExpectedGradientLength()),
        Describe.Plugin<ExpectedModelChange, ExpectedModelChangeOptions>(options => new ExpectedModelChange(options)),
        Describe.Plugin<ValueOfInformation, ValueOfInformationOptions>(options => new ValueOfInformation(options)),
        Describe.Plugin<VarianceReduction, VarianceReductionOptions>(options => new VarianceReduction(options)),
        Describe.Plugin<VersionSpaceSampling, VersionSpaceOptions>(options => new VersionSpaceSampling(options)),
        .. MetaRegistration.Plugins,
    ];
}
