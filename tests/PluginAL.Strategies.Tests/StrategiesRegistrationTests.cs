using System.Reflection;
using PluginAL.Abstractions;

namespace PluginAL.Strategies.Tests;

public sealed class StrategiesRegistrationTests
{
    [Fact]
    public void The_registration_lists_every_plugin_of_the_assembly()
    {
        var marked = typeof(StrategiesRegistration).Assembly.GetTypes()
            .Select(type => type.GetCustomAttribute<PluginAttribute>())
            .OfType<PluginAttribute>()
            .Select(attribute => (attribute.Kind, attribute.Name))
            .Order();
        var listed = new StrategiesRegistration().Plugins.Select(plugin => (plugin.Attribute.Kind, plugin.Attribute.Name)).Order();
        Assert.Equal(marked, listed);
    }

    [Fact]
    public void Every_strategy_says_what_it_does()
    {
        foreach (var plugin in new StrategiesRegistration().Plugins)
        {
            Assert.EndsWith(".", plugin.Attribute.Summary, StringComparison.Ordinal);
        }

        foreach (var attribute in Strategy.All.Select(plugin => Assert.IsType<StrategyAttribute>(plugin.Attribute)))
        {
            Assert.Equal(Signals.None, attribute.Needs & Signals.Gradients);
        }
    }

    [Theory]
    [InlineData("random least-confidence margin ratio entropy normalised-entropy gini vote-entropy consensus-entropy kl-divergence max-disagreement")]
    [InlineData("variation-ratio bald batch-bald epig power-bald density-weighted information-density k-center cluster typiclust probcover badge")]
    [InlineData("clue falcun dropquery ranked-batch expected-gradient-length expected-model-change expected-error-reduction version-space quire")]
    [InlineData("hierarchical graph-density token-entropy token-least-confidence token-margin mnlp sequence-entropy n-best-entropy")]
    [InlineData("sequence-least-confidence sequence-margin normalised-log-probability text-least-confidence n-gram-coverage semantic-entropy round-trip")]
    [InlineData("uncertainty-strata bleu-variance")]
    [InlineData("binary-minimum max-loss mean-max-loss average-confidence max-score average-score mmc adaptive cvirs auxiliary-learner")]
    [InlineData("label-cardinality-inconsistency max-std gsy igs max-pi max-ei max-ucb divergence-maximisation expected-model-output-change")]
    [InlineData("expected-model-change-maximisation expected-model-variance-reduction mcpal")]
    public void The_names_that_users_know_are_there(string names) =>
        Assert.All(names.Split(' '), name => Assert.Contains(new StrategiesRegistration().Plugins, plugin => plugin.Attribute.Name == name));

    [Fact]
    public void An_option_out_of_its_range_is_refused()
    {
        var error = Assert.Throws<PluginALException>(() => Strategy.Create("density-weighted", """{"neighbours":0}"""));
        Assert.Contains("neighbours", error.Message, StringComparison.Ordinal);
        Assert.Throws<PluginALException>(() => Strategy.Create("density-weighted", """{"measure":"luck"}"""));
        Assert.Throws<PluginALException>(() => Strategy.Create("k-center", """{"radius":1}"""));
        Assert.NotNull(Strategy.Create("density-weighted", """{"measure":"least-confidence","beta":"2"}"""));
    }
}
