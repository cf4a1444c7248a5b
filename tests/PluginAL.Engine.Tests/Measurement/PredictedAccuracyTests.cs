using System.Globalization;
using System.Text.RegularExpressions;
using PluginAL.Abstractions;
using PluginAL.Engine.Measurement;
using PluginAL.Engine.Sessions;

namespace PluginAL.Engine.Tests.Measurement;

public sealed class PredictedAccuracyTests : IDisposable
{
    private readonly Plugins _plugins = new();
    private readonly Clusters _data = new();

    public void Dispose() => _plugins.Dispose();

    /// <summary>
    /// Models that are too modest or too bold, and chosen rows that are harder or easier than others of the same probabilities. Where the rows are mixed otherwise
    /// than the pool, which no label tells, the interval still holds the accuracy nearly as often as it says.
    /// </summary>
    [Theory]
    [InlineData(25, 60, 2.5, false)]
    [InlineData(40, 120, 1, false)]
    [InlineData(80, 300, 0.7, false)]
    [InlineData(400, 1200, 1.5, false)]
    [InlineData(400, 1200, 1.5, true)]
    public void Intervals_hold_the_accuracy_as_often_as_they_say(int even, int chosen, double slope, bool mixed)
    {
        const int Runs = 200;
        var runs = Enumerable.Range(0, Runs).Select(seed => Run((ulong)seed, even, chosen, slope, mixed)).ToList();
        var covered = runs.Count(run => run.Prediction.Low <= run.Accuracy && run.Accuracy <= run.Prediction.High);
        var bias = runs.Average(run => Middle(run.Prediction) - run.Accuracy);

        Assert.InRange(covered, 0.93 * Runs, 0.993 * Runs);
        Assert.InRange(bias, -0.015, 0.015);

        // The interval is even in the log-odds.
        static double Middle(AccuracyPrediction prediction)
        {
            var odds = Math.Sqrt(prediction.Low / (1 - prediction.Low) * prediction.High / (1 - prediction.High));
            return odds / (1 + odds);
        }
    }

    [Fact]
    public void What_is_known_is_within_two_points_nearly_nine_times_in_ten_or_more()
    {
        var runs = Enumerable.Range(0, 100).Select(seed => Run((ulong)seed, 200 + (24 * seed), 1000, 2.5)).ToList();
        var known = runs.Where(run => run.Prediction.IsKnown).ToList();

        Assert.InRange(known.Count, 20, 90);
        Assert.InRange(known.Count(run => Math.Abs(run.Prediction.Value!.Value - run.Accuracy) <= 0.02), 0.87 * known.Count, known.Count);
        Assert.All(runs.Except(known), run => Assert.True(run.Prediction.High - run.Prediction.Low > 2 * AccuracyPrediction.Near));
    }

    [Fact]
    public void What_is_not_known_says_how_many_labels_would_mend_it_and_they_do()
    {
        var few = Run(1, 60, 200, 1.5).Prediction;
        Assert.False(few.IsKnown);
        var more = int.Parse(Regex.Match(few.Note!, "about ([0-9]+) more labels drawn evenly").Groups[1].Value, CultureInfo.InvariantCulture);
        Assert.InRange(more, 100, 9000);
        Assert.True(Run(1, 60 + (int)(1.5 * more), 200, 1.5).Prediction.IsKnown);
        Assert.False(Run(1, 60 + (int)(0.25 * more), 200, 1.5).Prediction.IsKnown);
        Assert.Contains("100 rows to predict are too few", Run(1, 60, 200, 1, rows: 100).Prediction.Note, StringComparison.Ordinal);
    }

    /// <summary>An interval near 1 is wider than its width in the middle tells, as it is even in the log-odds.</summary>
    [Fact]
    public void What_would_mend_an_interval_is_more_labels_and_never_fewer()
    {
        var predictions = Enumerable.Range(20, 400).Select(count => PredictedAccuracy.Of(
            [.. Enumerable.Range(0, count).Select(i => new UnseenAnswer(0.97, 0.03, i % 33 > 0, true))], [.. Enumerable.Repeat((0.97, 0.03), 2000)])).ToList();
        var more = predictions.Where(prediction => !prediction.IsKnown)
            .Select(prediction => int.Parse(Regex.Match(prediction.Note!, "about (-?[0-9]+) more").Groups[1].Value, CultureInfo.InvariantCulture)).ToList();

        Assert.InRange(more.Count, 20, 380);
        Assert.All(more, labels => Assert.InRange(labels, 1, 1000));
    }

    [Fact]
    public void Without_rows_drawn_evenly_little_is_claimed()
    {
        var prediction = Run(1, 0, 2000, 1).Prediction;
        Assert.False(prediction.IsKnown);
        Assert.InRange(prediction.High - prediction.Low, 0.1, 0.5);
    }

    [Fact]
    public void Nothing_is_predicted_from_little()
    {
        var few = Enumerable.Repeat(new UnseenAnswer(0.6, 0.4, true, true), 19).ToList();
        Assert.Equal((null, 0, 1), Parts(PredictedAccuracy.Of(few, [(0.6, 0.4)])));
        Assert.InRange(PredictedAccuracy.Of([.. few, few[0]], [(0.6, 0.4)]).High, 0.6, 1);
        Assert.Equal((null, 0, 1), Parts(PredictedAccuracy.Of([.. few, few[0]], [])));

        static (double?, double, double) Parts(AccuracyPrediction prediction) => (prediction.Value, prediction.Low, prediction.High);
    }

    [Fact]
    public void Probabilities_of_nought_and_one_are_borne()
    {
        var sure = Enumerable.Range(0, 400).Select(i => new UnseenAnswer(1, 0, i > 0, i % 2 == 0)).ToList();
        Assert.InRange(PredictedAccuracy.Of(sure, [.. Enumerable.Repeat((1.0, 0.0), 2000)]).Value!.Value, 0.98, 1);
    }

    /// <summary>Of few rows hardly one is expected to be wrong, which two or three of them may be and not most of them.</summary>
    [Fact]
    public void A_tenth_of_a_row_wrong_is_known_to_be_few()
    {
        var answers = Enumerable.Range(0, 2000).Select(i => new UnseenAnswer(0.99, 0.01, i % 1000 > 0, true)).ToList();
        var prediction = PredictedAccuracy.Of(answers, [.. Enumerable.Repeat((0.99, 0.01), 100)]);

        Assert.InRange(prediction.Value!.Value, 0.998, 1);
        Assert.InRange(prediction.Low, 0.94, 0.985);
        Assert.True(prediction.IsKnown);
    }

    /// <summary>Models that are right wherever they are not at a loss: float64 does not tell the accuracy on rows they are sure of from 1.</summary>
    [Fact]
    public void An_accuracy_that_rounds_to_one_has_an_interval()
    {
        var answers = Enumerable.Range(0, 4000).Select(i => i % 2 == 0 ? new UnseenAnswer(0.7, 0.3, true, true) : new UnseenAnswer(0.5, 0.5, i % 4 == 1, true)).ToList();
        var prediction = PredictedAccuracy.Of(answers, [.. Enumerable.Repeat((1.0, 0.0), 2000)]);

        Assert.InRange(prediction.Value!.Value, 0.999, 1);
        Assert.InRange(prediction.Low, 0, prediction.Value.Value);
        Assert.InRange(prediction.High, prediction.Value.Value, 1);
    }

    /// <summary>Where all is right the log-odds are far from even: what more labels would do is told by the interval, and never a number below one.</summary>
    [Theory]
    [InlineData(0.9995, 85, 400)]
    [InlineData(0.99, 60, 2000)]
    [InlineData(0.9999, 60, 100_000)]
    [InlineData(1, 65, 200)]
    public void Sure_and_right_answers_never_ask_for_fewer_labels(double first, int answers, int rows)
    {
        var said = Enumerable.Range(0, answers).Select(i => new UnseenAnswer(first, 1 - first, true, i % 3 == 0)).ToList();
        var prediction = PredictedAccuracy.Of(said, [.. Enumerable.Repeat((first, 1 - first), rows)]);

        Assert.InRange(prediction.Value!.Value, prediction.Low, prediction.High);
        Assert.True(prediction.IsKnown || Regex.IsMatch(prediction.Note!, "about [1-9][0-9]* more labels|are too few for it at such an accuracy"), prediction.Note);
    }

    [Theory]
    [InlineData(25, 400, 0.85, 0.88)]
    [InlineData(400, 400, 0.97, 0.985)]
    public void Where_all_is_right_the_rows_drawn_evenly_tell_how_much(int even, int rows, double least, double most)
    {
        var said = Enumerable.Repeat(new UnseenAnswer(0.9995, 0.0005, true, true), even).ToList();
        var prediction = PredictedAccuracy.Of(said, [.. Enumerable.Repeat((0.9995, 0.0005), rows)]);

        Assert.InRange(prediction.Low, least, most);
        Assert.InRange(prediction.Value!.Value, prediction.Low, prediction.High);
    }

    [Fact]
    public void A_share_that_rounds_to_one_has_an_interval()
    {
        var steep = Enumerable.Range(0, 4000).Select(i => i % 2 == 0 ? new UnseenAnswer(0.9, 0.1, true, true) : new UnseenAnswer(0.55, 0.45, false, true)).ToList();
        var prediction = PredictedAccuracy.Of(steep, [.. Enumerable.Repeat((1.0, 0.0), 50)]);

        Assert.True(prediction.Value > 0.999);
        Assert.True(double.IsFinite(prediction.Low) && double.IsFinite(prediction.High), prediction.ToString());
    }

    [Theory]
    [InlineData(0.3, 20, 60)]
    [InlineData(0.8, 65, 89)]
    public void Every_label_answers_once_and_even_draws_are_told_from_choices(double exploration, int least, int most)
    {
        using var session = new ActiveLearningSession(
            _data, _plugins.Learner(), _plugins.Strategy("margin"), new SessionOptions { Name = "s", Seed = 3, Exploration = exploration }, null, _plugins, _plugins.Host);
        for (var round = 0; round < 6; round++)
        {
            session.Tell(session.Ask(15).Select(ticket => new Answer(ticket.Id, _data.Truth(ticket.Row), "truth")));
        }

        session.Fit();
        var answers = PredictedAccuracy.Answers(session, _data, _plugins.Learner(), _plugins, default);

        Assert.Equal(90, answers.Count);
        Assert.InRange(answers.Count(answer => answer.IsRandom), least, most);
        Assert.All(answers.Take(15), answer => Assert.True(answer.IsRandom));
        Assert.True(answers.Where(answer => answer.IsRandom).Average(answer => answer.IsCorrect ? 1.0 : 0) > 0.6);
    }

    /// <summary>
    /// A made-up pool, in which the chance that a prediction is right is known, and differs from what the model says; where it is mixed, by ten kinds of rows
    /// too, of which each is more or less frequent among the rows to predict.
    /// </summary>
    private static (AccuracyPrediction Prediction, double Accuracy) Run(ulong seed, int even, int chosen, double slope, bool mixed = false, int rows = 2000)
    {
        var random = new RandomSource(seed, "made up");
        var shares = Enumerable.Range(0, 10).Select(kind => Math.Exp(0.4 * Normal(1, kind))).ToArray();
        var hardness = Enumerable.Range(0, 10).Select(kind => mixed ? 0.5 * Normal(2, kind) : 0).ToArray();
        var offset = Normal(3, 0);
        var test = Enumerable.Range(0, rows).Select(i => Row(random.Uniform(i, 4))).ToList();
        var right = 0;
        for (var i = 0; i < rows; i++)
        {
            var (kind, at) = (0, shares.Sum() * random.Uniform(i, 5));
            for (; kind < 9 && at > shares[kind]; kind++)
            {
                at -= shares[kind];
            }

            right += IsRight(6, i, test[i].First, hardness[kind]) ? 1 : 0;
        }

        var answers = new List<UnseenAnswer>();
        for (var i = 0; i < even + chosen; i++)
        {
            // What is chosen is what the model is unsure of.
            var u = random.Uniform(i, 7);
            var (first, second) = Row(i < even ? u : u * u * u);
            answers.Add(new UnseenAnswer(first, second, IsRight(8, i, first, hardness[i % 10] + (i < even ? 0 : offset)), i < even));
        }

        return (PredictedAccuracy.Of(answers, test), right / (double)rows);

        static (double First, double Second) Row(double u) => (0.5 + (0.499 * u), 0.5 - (0.499 * u));

        bool IsRight(int purpose, int i, double first, double shift) => random.Uniform(i, purpose) < 1 / (1 + (Math.Exp(-shift) * Math.Pow((1 - first) / first, slope)));

        // Twelve uniform numbers add up to nearly a normal one.
        double Normal(int purpose, int i) => Enumerable.Range(0, 12).Sum(k => random.Uniform((12 * i) + k, purpose)) - 6;
    }
}
