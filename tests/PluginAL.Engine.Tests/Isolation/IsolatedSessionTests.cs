using PluginAL.Abstractions;
using PluginAL.Engine.Sessions;
using PluginAL.Hosting;

namespace PluginAL.Engine.Tests.Isolation;

/// <summary>Plugins in a process of their own do what they do in this one.</summary>
[Collection("processes")]
public sealed class IsolatedSessionTests
{
    private readonly Clusters _data = new();

    [Theory]
    [InlineData("random", "logistic")]
    [InlineData("entropy", "logistic:c=10")]
    [InlineData("k-center", "logistic")]
    [InlineData("badge", "logistic")]
    [InlineData("density-weighted:beta=2", "logistic")]
    [InlineData("typiclust", "logistic")]
    [InlineData("vote-entropy", "logistic")]
    [InlineData("batch-bald", "logistic")]
    [InlineData("albl", "logistic")]
    [InlineData("expected-error-reduction", "logistic")]
    public void A_strategy_chooses_the_same_rows(string strategy, string learner)
    {
        var here = Run(PluginIsolation.None, strategy, learner);
        var there = Run(PluginIsolation.All, strategy, learner);
        Assert.Equal(here, there);
    }

    private List<(long Row, double Score)> Run(PluginIsolation isolation, string strategy, string learner)
    {
        using var plugins = new Plugins(new PluginHostOptions { Isolation = isolation });
        var (chooser, teacher) = (plugins.Strategy(strategy), plugins.Learner(learner));
        Assert.Equal(isolation.IsAll, chooser.Instance.GetType().Assembly == typeof(PluginHost).Assembly);
        Assert.Equal(isolation.IsAll, teacher.Instance.GetType().Assembly == typeof(PluginHost).Assembly);
        using var session = new ActiveLearningSession(
            _data, teacher, chooser, new SessionOptions { Name = "s", Seed = 3, Committee = 3 }, null, plugins, plugins.Host);
        var chosen = new List<(long Row, double Score)>();
        for (var round = 0; round < 3; round++)
        {
            var tickets = session.Ask(8);
            chosen.AddRange(tickets.Select(ticket => (ticket.Row, ticket.Score)));
            session.Tell(tickets.Select(ticket => new Answer(ticket.Id, _data.Truth(ticket.Row), "truth")));
        }

        Assert.Empty(plugins.Warnings);
        return chosen;
    }
}
