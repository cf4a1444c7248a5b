using PluginAL.Abstractions;
using PluginAL.Learners.Internals;

namespace PluginAL.Learners.Tests.Sequences;

public sealed class ConditionalRandomFieldTests
{
    private static readonly ConditionalRandomField Learner = new(new() { C = 2, Tolerance = 1e-12, Iterations = 2000 });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_gradient_is_that_of_the_objective(bool dense)
    {
        var objective = new ChainObjective(TrainingTokens.Read(Toy.Set(12, dense), "crf"), 1.7);
        var random = new RandomSource(1, "point");
        var (point, gradient, other) = (new double[objective.Length], new double[objective.Length], new double[objective.Length]);
        for (var i = 0; i < point.Length; i++)
        {
            // The pads stay 0.
            point[i] = i % objective.Stride < 3 ? random.Uniform(i) - 0.5 : 0;
        }

        objective.Evaluate(point, gradient);
        for (var i = 0; i < point.Length; i++)
        {
            if (i % objective.Stride >= 3)
            {
                Assert.Equal(0, gradient[i]);
                continue;
            }

            const double Step = 1e-5;
            var at = point[i];
            point[i] = at + Step;
            var above = objective.Evaluate(point, other);
            point[i] = at - Step;
            var below = objective.Evaluate(point, other);
            point[i] = at;
            Assert.Equal((above - below) / (2 * Step), gradient[i], 1e-6);
        }
    }

    [Fact]
    public void The_objective_is_that_of_all_paths_written_out()
    {
        var tokens = TrainingTokens.Read(Toy.Words(3, 2, ([0, 1, 2], [0, 1, 1]), ([2], [0])), "crf");
        var objective = new ChainObjective(tokens, 3);
        var point = new double[objective.Length];
        double[] filled = [.. Enumerable.Range(0, objective.Length).Select(i => i % objective.Stride < 2 ? Math.Sin(i + 1) : 0)];
        filled.CopyTo(point, 0);
        var expected = point.Sum(value => value * value) / 2;
        for (var i = 0; i < 2; i++)
        {
            int[] columns = i == 0 ? [0, 1, 2] : [2];
            int[] truth = i == 0 ? [0, 1, 1] : [0];
            var z = Enumerable.Range(0, 1 << columns.Length).Sum(bits => Math.Exp(Score(columns, [.. columns.Select((_, t) => (bits >> t) & 1)])));
            expected += 3 * (Math.Log(z) - Score(columns, truth));
        }

        Assert.Equal(expected, objective.Evaluate(point, new double[point.Length]), 1e-10);

        double Score(int[] columns, int[] tags)
        {
            var score = point[objective.Start + tags[0]] + point[objective.End + tags[^1]];
            for (var t = 0; t < tags.Length; t++)
            {
                var row = objective.Folded.Row[columns[t]];
                score += point[(row * objective.Stride) + tags[t]] * objective.Folded.Share[columns[t]] + point[objective.Intercepts + tags[t]];
                score += t == 0 ? 0 : point[objective.Transitions + (tags[t - 1] * objective.Stride) + tags[t]];
            }

            return score;
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void At_the_optimum_each_weight_is_what_the_labels_say_less_what_the_model_does(bool dense)
    {
        // θ = C Σ (observed − expected), in the data's own columns: those that were folded are held to it as well.
        var set = Toy.Set(40, dense);
        var model = (ChainTagger)Learner.Fit(set, Data.Context());
        var said = new Tagging(model, set.Tokens!);
        var expected = new double[Toy.Width, 4];
        var tags = set.Labels.SelectMany(label => ((TagsLabel)label).Tags).ToArray();
        for (var token = 0; token < tags.Length; token++)
        {
            var row = Row(set.Tokens!.Features, token);
            for (var column = 0; column < Toy.Width; column++)
            {
                for (var k = 0; k < 4; k++)
                {
                    expected[column, k] += 2 * row[column] * ((tags[token] == k ? 1 : 0) - said.Marginals[(token * 4) + k]);
                }
            }
        }

        Assert.Equal([0, 2, 3], model.PresentTags.ToArray());
        for (var column = 0; column < Toy.Width; column++)
        {
            var weights = model.Linear.Of(column);
            for (var k = 0; k < weights.Length; k++)
            {
                Assert.Equal(expected[column, model.PresentTags[k]], weights[k], 2e-3);
            }
        }
    }

    [Fact]
    public void It_learns_and_says_nothing_of_a_tag_without_tokens()
    {
        var (train, test) = (Toy.Set(400), Toy.Set(100, seed: 4));
        var said = new Tagging(Learner.Fit(train, Data.Context()), test.Tokens!);
        var truth = test.Labels.SelectMany(label => ((TagsLabel)label).Tags).ToArray();
        Assert.InRange(said.BestTags.Zip(truth).Count(pair => pair.First == pair.Second) / (double)truth.Length, 0.6, 1);
        for (var i = 0; i < truth.Length; i++)
        {
            Assert.Equal(0, said.Marginals[(i * 4) + 1]);
            Assert.Equal(1, said.Marginals.AsSpan(i * 4, 4).ToArray().Sum(), 1e-5);
        }
    }

    [Fact]
    public void A_warm_start_leads_to_the_same_model()
    {
        var (part, all) = (Toy.Set(20), Toy.Set(60));
        var cold = new Tagging(Learner.Fit(all, Data.Context()), all.Tokens!);
        var warm = new Tagging(Learner.Fit(all, Data.Context(Learner.Fit(part, Data.Context()))), all.Tokens!);
        Data.Close(cold.Marginals, warm.Marginals, 1e-3f);
        // From its own optimum there is nothing to do but see that there is nothing to do.
        var model = Learner.Fit(all, Data.Context());
        Data.Close(cold.Marginals, new Tagging(Learner.Fit(all, Data.Context(model)), all.Tokens!).Marginals, 1e-3f);
    }

    [Fact]
    public void The_order_of_sequences_makes_no_difference_but_rounding()
    {
        var set = Toy.Words(6, 2, ([0, 1], [0, 1]), ([2, 3, 4], [1, 1, 0]), ([5], [1]), ([0, 4], [0, 0]));
        var turned = Toy.Words(6, 2, ([0, 4], [0, 0]), ([5], [1]), ([2, 3, 4], [1, 1, 0]), ([0, 1], [0, 1]));
        var (a, b) = (new Tagging(Learner.Fit(set, Data.Context()), set.Tokens!), new Tagging(Learner.Fit(turned, Data.Context()), set.Tokens!));
        Data.Close(a.Marginals, b.Marginals, 1e-4f);
    }

    [Fact]
    public void Training_that_is_cut_short_says_so()
    {
        var log = new Data.Log();
        new ConditionalRandomField(new() { Iterations = 1, Tolerance = 1e-12 }).Fit(Toy.Set(30), new FitContext { Log = log });
        Assert.Contains("'iterations'", Assert.Single(log.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Cancelling_ends_the_fit()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => Learner.Fit(Toy.Set(30), Data.Context(cancellation: source.Token)));
    }

    private static float[] Row(FeatureMatrix features, int token)
    {
        var block = features.Block(token, 1);
        var row = new float[features.Width];
        for (var e = 0; e < block.Values.Length; e++)
        {
            row[block.Layout == FeatureLayout.Dense ? e : block.Columns[e]] = block.Values[e];
        }

        return row;
    }
}
