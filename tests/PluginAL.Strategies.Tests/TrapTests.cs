using PluginAL.Abstractions;
using static PluginAL.Strategies.Tests.Observed;

namespace PluginAL.Strategies.Tests;

/// <summary>Where libraries were seen to deviate from the paper or from each other: what we do, and why.</summary>
public sealed class TrapTests
{
    [Fact]
    public void KCenter_measures_from_pool_rows_not_from_positions()
    {
        // A library re-used positions within the unlabelled rows as rows, and picked 7, 3, 4: 3 is 2.06 away then, and 4 is 2.28.
        Assert.Equal([7L, 4L, 1L], Strategy.Rows(Points(0, 5), "k-center", 3));
    }

    [Fact]
    public void Badge_subtracts_the_one_hot_and_has_no_centre_in_the_origin()
    {
        // Without the one-hot of the predicted class the sure sixth row has a gradient of length 0.22; with it, 0: it is never drawn before others.
        float[] embeddings = [1, 0, 0.5f, 0.5f, 0, 2, 1, 1, -1, 0.5f, 0.2f, 0.1f];
        for (var seed = 0UL; seed < 20; seed++)
        {
            var context = new FakeQueryContext(6) { Width = 2, Values = embeddings, ClassCount = 3, Probabilities = P, Seed = seed };
            Assert.Equal(0, Strategy.Select(context, "badge", 6).Single(row => row.Row == 5).Score, 1e-9);
        }

        // With the origin as a permanent centre a gradient of length 0 would never be drawn second; by distance from the pick alone it is.
        float[] sure = [1, 0, 1, 0, 0.5f, 0.5f, 0.9f, 0.1f];
        Assert.Contains(0L, Enumerable.Range(0, 40).Select(seed => Strategy.Rows(
            new FakeQueryContext(4) { Width = 1, Values = [1, 2, 1.5f, 3], Probabilities = sure, Seed = (ulong)seed }, "badge", 2)[1]));
    }

    [Fact]
    public void Expected_gradient_length_is_the_euclidean_length()
    {
        // One library takes the sum of absolute values. For p = (½, ½), x = (3, 4): ‖p − e‖ = √½, ‖(3, 4, 1)‖ = √26.
        var context = new FakeQueryContext(1) { Width = 2, Values = [3, 4], Probabilities = [0.5f, 0.5f] };
        Assert.Equal(Math.Sqrt(13), Strategy.Select(context, "expected-gradient-length", 1)[0].Score, 1e-5);
    }

    [Fact]
    public void ProbCover_removes_all_that_a_pick_covers()
    {
        // One library removed the pick's own edges only, so it returned a covered row, and could return a labelled one. Rows 0 to 2 lie together.
        var context = new FakeQueryContext(7)
        {
            Width = 2, Values = [1, 0, 0.99f, 0.05f, 0.98f, 0.1f, 0, 1, 0.05f, 0.99f, 0.7f, 0.7f, -1, 0.1f], Known = [(0, 0)],
        };
        var batch = Strategy.Select(context, "probcover", 2, """{"delta":0.15}""");
        Assert.Contains(batch[0].Row, new long[] { 3, 4 });
        Assert.DoesNotContain(batch, row => row.Row is 0 or 1 or 2);
    }

    [Fact]
    public void Bald_is_in_nats()
    {
        // One library reports bits: 0.663 for the second row.
        Assert.Equal(0.663034405833793 * Math.Log(2), Scores(Observed.Committee, "bald")[1], 1e-6);
    }

    [Fact]
    public void Quire_uses_a_true_inverse()
    {
        // Two libraries left K_ll out of the block inverse and turned an outer product into a scalar: −0.4857 and −0.5043 for rows 1 and 2.
        var first = Strategy.Select(Points(0, 3, 5, 7), "quire", 1, """{"gamma":1}""")[0];
        Assert.Equal(1, first.Row);
        Assert.Equal(-2.7131898003168646, first.Score, 1e-5);
    }

    [Fact]
    public void Mean_divergence_is_a_mean()
    {
        // One library sums over the members: three times as much.
        Assert.Equal(0.4595804290179329, Scores(Observed.Committee, "kl-divergence")[1], 1e-6);
    }

    [Fact]
    public void Density_prefers_dense_rows()
    {
        // One library multiplies by the mean distance and so prefers outliers: of equally uncertain rows ours takes the one among others.
        var context = new FakeQueryContext(5)
        {
            Width = 1, Values = [0, 0.1f, 0.2f, 9, 100], Probabilities = [0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f], Known = [(3, 0), (4, 1)],
        };
        Assert.Equal(1, Strategy.Rows(context, "density-weighted", 1)[0]);
        var outlier = new FakeQueryContext(6) { Width = 1, Values = [0, 0.1f, 0.2f, 50, 9, 100], Probabilities = [.. Enumerable.Repeat(0.5f, 12)], Known = [(4, 0), (5, 1)] };
        foreach (var measure in (string[])["entropy", "least-confidence", "margin"])
        {
            Assert.Equal(3, Strategy.Rows(outlier, "density-weighted", 4, $$"""{"measure":"{{measure}}"}""")[3]);
        }
    }

    [Theory]
    [InlineData("entropy")]
    [InlineData("kl-divergence")]
    [InlineData("batch-bald")]
    public void The_callers_numbers_stay_as_they_are(string name)
    {
        // Libraries were seen to clip the caller's zeros in place.
        var context = new FakeQueryContext(4)
        {
            Width = 1, Values = [0, 1, 2, 3], ClassCount = 2, Probabilities = [1, 0, 1, 0, 0, 1, 0.5f, 0.5f], MemberCount = 2,
            Members = [1, 0, 1, 0, 1, 0, 0, 1, 0, 1, 0, 1, 0.5f, 0.5f, 1, 0], Known = [(3, 0)],
        };
        Strategy.Select(context, name, 2);
        Assert.Equal([1, 0, 1, 0, 0, 1, 0.5f, 0.5f], context.Probabilities);
        Assert.Equal([1, 0, 1, 0, 1, 0, 0, 1, 0, 1, 0, 1, 0.5f, 0.5f, 1, 0], context.Members);
    }

    [Fact]
    public void Consensus_entropy_is_the_entropy_of_the_mean_and_the_variation_ratio_counts_votes()
    {
        // One library sums entropies over passes (0.8522 for the first row), and takes 1 − the greatest mean probability (0.35) for the variation ratio.
        Assert.Equal(0.8568409950394725, Scores(Observed.Committee, "consensus-entropy")[0], 1e-6);
        Assert.Equal(0, Scores(Observed.Committee, "variation-ratio")[0]);
    }

    [Fact]
    public void Ranked_batch_never_takes_a_row_twice_in_a_cold_start()
    {
        // One library took row 4 twice (4, 4, 0), since it did not mask its first pick, the row nearest to the centre.
        var context = new FakeQueryContext(5) { Width = 2, Values = [0, 0, 0.1f, 0, 0, 0.1f, 0.1f, 0.1f, 0.05f, 0.05f] };
        var batch = Strategy.Rows(context, "ranked-batch", 3);
        Assert.Equal(4, batch[0]);
        Assert.Equal(3, batch.Distinct().Count());
    }

    [Fact]
    public void BatchBald_scores_add_up_to_the_information_of_the_batch()
    {
        // One library leaves out the conditional entropies of the earlier picks and reports 1.62 where the joint information is 0.4645.
        var batch = Strategy.Select(Observed.Committee, "batch-bald", 2);
        Assert.Equal(0.46449583218398294, batch.Sum(row => row.Score), 1e-6);
    }

    [Fact]
    public void Ties_go_to_the_lower_row_and_batches_come_in_order_of_score()
    {
        // One library returns batches in partition order.
        float[] tied = [0.5f, 0.5f, 0.6f, 0.4f, 0.5f, 0.5f, 0.6f, 0.4f];
        Assert.Equal([0L, 2L, 1L, 3L], Strategy.Rows(Predicted(tied, 2), "margin", 4));
    }

    [Fact]
    public void Expected_average_precision_is_a_probability_for_each_class()
    {
        // One library starts its recurrence with f(0, 0) = 1 and reports 3.004 for three classes; the mean over all outcomes is 1.839.
        float[] first = P[..12];
        Equal([1.8393125, 1.6102083333333332, 1.678208333333333, 1.7244166666666667], Scores(Predicted(first), "expected-average-precision"));
    }

    [Fact]
    public void Information_density_counts_the_row_itself_and_takes_cosines_as_they_are()
    {
        // Libraries differ: with the row itself over n, or without it over n − 1; 1 ÷ (1 + cosine distance), or the cosine. Ours: with it, (1 + cosine) ÷ 2.
        var context = Points();
        var view = PoolView.OfCandidates(context, 100, 1, Signals.Embeddings);
        var densities = InformationDensity.Densities(view, default);
        for (var i = 1; i < 8; i++)
        {
            var sum = 0.0;
            for (var j = 0; j < 8; j++)
            {
                double dot = (X[2 * i] * X[2 * j]) + (X[(2 * i) + 1] * X[(2 * j) + 1]);
                double lengths = Math.Sqrt(((X[2 * i] * X[2 * i]) + (X[(2 * i) + 1] * X[(2 * i) + 1])) * ((X[2 * j] * X[2 * j]) + (X[(2 * j) + 1] * X[(2 * j) + 1])));
                sum += j == 0 ? 0 : dot / lengths;
            }

            Assert.Equal((1 + (sum / 8)) / 2, densities[i], 1e-6);
        }
    }
}
