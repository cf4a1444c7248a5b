using System.Reflection;
using PluginAL.Abstractions;

namespace PluginAL.Strategies.Tests;

public sealed class StrategiesRegistrationTests
{
    [Fact]
    public void The_registration_lists_every_strategy_of_the_assembly()
    {
        var marked = typeof(StrategiesRegistration).Assembly.GetTypes()
            .Select(type => type.GetCustomAttribute<StrategyAttribute>())
            .OfType<StrategyAttribute>()
            .Select(attribute => attribute.Name)
            .Order(StringComparer.Ordinal);
        var listed = new StrategiesRegistration().Plugins.Select(plugin => plugin.Attribute.Name).Order(StringComparer.Ordinal);
        Assert.Equal(marked, listed);
    }

    [Fact]
    public void Every_strategy_says_what_it_does()
    {
        foreach (var plugin in new StrategiesRegistration().Plugins)
        {
            var attribute = Assert.IsType<StrategyAttribute>(plugin.Attribute);
            Assert.EndsWith(".", attribute.Summary, StringComparison.Ordinal);
            Assert.Equal(Signals.None, attribute.Needs & ~(Signals.Probabilities | Signals.Members | Signals.Embeddings | Signals.Features));
        }
    }
}
