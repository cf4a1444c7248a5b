using OtherTasks;
using PluginAL.Abstractions;

[assembly: PluginRegistration(typeof(Registration))]

namespace OtherTasks;

/// <summary>Lists a learner and a strategy for each task other than classification.</summary>
public sealed class Registration : IPluginRegistration
{
    /// <inheritdoc/>
    public IReadOnlyList<PluginDescriptor> Plugins { get; } =
    [
        PluginDescriptor.For<NearLabels>(_ => new NearLabels()),
        PluginDescriptor.For<NearNumbers>(_ => new NearNumbers()),
        PluginDescriptor.For<FalseNumbers>(_ => new FalseNumbers()),
        PluginDescriptor.For<NearTags>(_ => new NearTags()),
        PluginDescriptor.For<NearTexts>(_ => new NearTexts()),
        PluginDescriptor.For<Undecided>(_ => new Undecided()),
        PluginDescriptor.For<Widest>(_ => new Widest()),
        PluginDescriptor.For<TokenDoubt>(_ => new TokenDoubt()),
        PluginDescriptor.For<Unlikely>(_ => new Unlikely()),
        PluginDescriptor.For<Apart>(_ => new Apart()),
    ];
}
