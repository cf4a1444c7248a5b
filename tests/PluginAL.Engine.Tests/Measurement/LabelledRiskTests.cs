using PluginAL.Abstractions;
using PluginAL.Engine.Measurement;
using PluginAL.Engine.Sessions;

namespace PluginAL.Engine.Tests.Measurement;

public sealed class LabelledRiskTests : IDisposable
{
    private readonly Plugins _plugins = new();
    private readonly Clusters _data = new();

    public void Dispose() => _plugins.Dispose();

    private ActiveLearningSession Run(string strategy, double exploration, ulong seed = 3)
    {
        var session = new ActiveLearningSession(
            _data, _plugins.Learner(), _plugins.Strategy(strategy), new SessionOptions { Name = "s", Seed = seed, Exploration = exploration }, null, _plugins, _plugins.Host);
        for (var round = 0; round < 6; round++)
        {
            session.Tell(session.Ask(15).Select(ticket => new Answer(ticket.Id, _data.Truth(ticket.Row), "truth")));
        }

        return session;
    }

    [Fact]
    public void A_choice_without_chance_allows_no_estimate() =>
        Assert.Null(LabelledRisk.Estimate(Run("margin", 0), _data, _plugins.Learner(), _plugins));

    [Theory]
    [InlineData("random", 0)]
    [InlineData("margin", 0.3)]
    public void Known_chances_tell_the_accuracy_over_the_pool(string strategy, double exploration)
    {
        var session = Run(strategy, exploration);
        var model = (IClassifier)session.Fit();
        var wrong = 0;
        var row = new float[_data.Classes.Count];
        for (var i = 0L; i < _data.RowCount; i++)
        {
            model.PredictProbabilities(_data.Features.Block(i, 1), row);
            wrong += row.AsSpan().IndexOf(row.Max()) == ((ClassLabel)_data.Truth(i)!).Class ? 0 : 1;
        }

        var risk = LabelledRisk.Estimate(session, _data, _plugins.Learner(), _plugins)!;

        Assert.Equal(90, risk.Count);
        Assert.InRange((double)wrong / _data.RowCount, risk.Low, risk.High);
        Assert.True(risk.High - risk.Low < 0.5);

        // What the model is sure of needs no label: the losses alone say less.
        var plain = LureEstimator.Estimate(_data.RowCount, [.. session.History.Select(draw => new Observation(
            (double)wrong / _data.RowCount > new RandomSource(7, "loss").Uniform(draw.Row) ? 1 : 0, draw.Probability!.Value))]);
        Assert.True(risk.High - risk.Low < plain.High - plain.Low);
    }

    [Fact]
    public void Exploration_mixes_choices_and_says_with_which_chance()
    {
        var draws = Run("margin", 0.5).History.Where(draw => draw.Round > 0).ToArray();
        Assert.All(draws, draw => Assert.InRange(draw.Probability!.Value, 0.5 / 400, 0.51));
        var best = draws.Count(draw => draw.Probability > 0.5);
        Assert.InRange(best, 20, 60);
        Assert.Equal(draws, Run("margin", 0.5).History.Where(draw => draw.Round > 0));
    }
}
