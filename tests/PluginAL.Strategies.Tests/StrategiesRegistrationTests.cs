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
    public void Every_strategy_needs_probabilities_or_members_or_nothing_and_says_what_it_does()
    {
        foreach (var plugin in new StrategiesRegistration().Plugins)
        {
            var attribute = Assert.IsType<StrategyAttribute>(plugin.Attribute);
            Assert.Contains(attribute.Needs, attribute.Name == "random" ? [Signals.None] : new[] { Signals.Probabilities, Signals.Members });
            Assert.Equal(attribute.Name == "random" ? ColdStartPolicy.Handled : ColdStartPolicy.Random, attribute.ColdStart);
            Assert.NotEmpty(attribute.Summary);
        }
    }
}
