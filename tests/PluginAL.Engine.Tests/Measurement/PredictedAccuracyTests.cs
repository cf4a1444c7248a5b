using PluginAL.Abstractions;
using PluginAL.Engine.Measurement;
using PluginAL.Engine.Sessions;

namespace PluginAL.Engine.Tests.Measurement;

public sealed class PredictedAccuracyTests : IDisposable
{
    private readonly Plugins _plugins = new();
    private readonly Clusters _data = new();

    public void Dispose() => _plugins.Dispose();

    /// <summary>A model that is far too modest: it is right more often than it says, and most labels were chosen where it is least sure.</summary>
    [Fact]
    public void Modest_models_are_corrected_though_labels_were_chosen()
    {
        var random = new RandomSource(5, "rows");
        var rows = Enumerable.Range(0, 4000).Select(i => 0.5 + (0.4 * random.Uniform(i))).ToList();
        var answers = new List<UnseenAnswer>();
        for (var i = 0; i < 600; i++)
        {
            var isRandom = i % 5 == 0;
            var first = isRandom ? 0.5 + (0.4 * random.Uniform(i, 1)) : 0.5 + (0.05 * random.Uniform(i, 1));
            answers.Add(new UnseenAnswer(first, 1 - first, random.Uniform(i, 2) < Truth(first), isRandom));
        }

        var truth = rows.Average(Truth);
        var predicted = PredictedAccuracy.Of(answers, [.. rows.Select(row => (row, 1 - row))]);

        Assert.InRange(predicted, truth - 0.03, truth + 0.03);
        Assert.True(truth - rows.Average() > 0.08);
        Assert.True(truth - answers.Average(answer => answer.IsCorrect ? 1.0 : 0) > 0.1);

        static double Truth(double first) => 1 / (1 + Math.Pow((1 - first) / first, 2.5));
    }

    [Fact]
    public void Nothing_is_predicted_from_little()
    {
        var few = Enumerable.Repeat(new UnseenAnswer(0.6, 0.4, true, true), 19).ToList();
        Assert.True(double.IsNaN(PredictedAccuracy.Of(few, [(0.6, 0.4)])));
        Assert.InRange(PredictedAccuracy.Of([.. few, few[0]], [(0.6, 0.4)]), 0.6, 1);
        Assert.True(double.IsNaN(PredictedAccuracy.Of([.. few, few[0]], [])));
    }

    [Fact]
    public void Probabilities_of_nought_and_one_are_borne()
    {
        var sure = Enumerable.Range(0, 40).Select(i => new UnseenAnswer(1, 0, i > 0, i % 2 == 0)).ToList();
        Assert.InRange(PredictedAccuracy.Of(sure, [(1, 0)]), 0.9, 1);
    }

    [Fact]
    public void Every_label_answers_once_and_even_draws_are_told_from_choices()
    {
        using var session = new ActiveLearningSession(
            _data, _plugins.Learner(), _plugins.Strategy("margin"), new SessionOptions { Name = "s", Seed = 3, Exploration = 0.3 }, null, _plugins, _plugins.Host);
        var asked = new List<AskedRow>();
        for (var round = 0; round < 6; round++)
        {
            var tickets = session.Ask(15);
            asked.AddRange(tickets.Where(_ => round > 0).Select(ticket => new AskedRow(ticket.Row, 0, 0.5f, 0.4f)));
            session.Tell(tickets.Select(ticket => new Answer(ticket.Id, _data.Truth(ticket.Row), "truth")));
        }

        session.Fit();
        var answers = PredictedAccuracy.Answers(session, _data, _plugins.Learner(), asked, _plugins, default);

        var even = session.History.Count(past => past.Probability < 0.5);
        Assert.InRange(even, 20, 60);
        Assert.Equal((90, even), (answers.Count, answers.Count(answer => answer.IsRandom)));
        Assert.All(answers.Where(answer => !answer.IsRandom), answer => Assert.Equal(0.5, answer.First));
        Assert.True(answers.Where(answer => answer.IsRandom).Average(answer => answer.IsCorrect ? 1.0 : 0) > 0.6);
    }
}
