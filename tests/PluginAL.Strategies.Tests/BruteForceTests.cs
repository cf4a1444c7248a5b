using FsCheck;
using FsCheck.Fluent;
using PluginAL.Abstractions;

namespace PluginAL.Strategies.Tests;

/// <summary>Small pools on which everything can be tried out.</summary>
public sealed class BruteForceTests
{
    // Pools of two to eight rows: the seed makes the rest.
    private static void ForPools(Action<int, ulong> check, int pools = 60) => Prop.ForAll(
        Gen.Choose(2, 8).Zip(Gen.Choose(0, 1_000_000)).ToArbitrary(),
        pool => check(pool.Item1, (ulong)pool.Item2)).Check(Config.QuickThrowOnFailure.WithMaxTest(pools));

    private static FakeQueryContext Pool(int rows, ulong seed) =>
        Strategy.Pool(rows + 3, classes: 3, width: 2, members: 4, seed: seed, labels: 1);

    [Fact]
    public void BatchBald_is_the_greedy_search_over_joint_entropies() => ForPools((rows, seed) =>
    {
        var context = Pool(rows, seed);
        var count = Math.Min(rows, 3);
        var batch = Strategy.Select(context, "batch-bald", count);
        var picked = new List<long>();
        foreach (var pick in batch)
        {
            var before = picked.Count == 0 ? 0 : Information(context, picked);
            var best = context.Candidates.Rows().Where(row => !picked.Contains(row)).Max(row => Information(context, [.. picked, row]));
            picked.Add(pick.Row);
            Assert.Equal(best, Information(context, picked), 1e-6);
            Assert.Equal(best - before, pick.Score, 1e-6);
        }
    });

    [Fact]
    public void Sampled_outcomes_come_near_the_exact_joint_entropy()
    {
        var context = Pool(5, 3);
        var exact = new JointOutcomes(4, 3, 100_000, context.Random);
        var sampled = new JointOutcomes(4, 3, 2000, context.Random);
        var view = PoolView.Of(context, [3, 4, 5, 6, 7], Signals.Members);
        for (var i = 0; i < 5; i++)
        {
            for (var again = 0; again < 2; again++)
            {
                exact.Add(view.Members.AsSpan(i * 12, 12));
                sampled.Add(view.Members.AsSpan(i * 12, 12));
            }

            Assert.Equal(exact.Gain(view.Members.AsSpan(0, 12)), sampled.Gain(view.Members.AsSpan(0, 12)), 0.02);
        }

        Assert.Equal((59_049, 2000), (exact.Count, sampled.Count));
    }

    [Fact]
    public void Epig_is_the_mean_mutual_information_with_the_targets() => ForPools((rows, seed) =>
    {
        var context = Pool(rows, seed);
        var all = context.Candidates.Rows().ToArray();
        foreach (var pick in Strategy.Select(context, "epig", rows))
        {
            var expected = all.Average(target => Entropy(context, [pick.Row]) + Entropy(context, [target]) - Entropy(context, [pick.Row, target]));
            Assert.Equal(Math.Max(0, expected), pick.Score, 2e-6);
        }
    });

    [Fact]
    public void KCenter_is_farthest_first() => ForPools((rows, seed) =>
    {
        var context = Pool(rows, seed);
        var centres = context.LabelledRows.ToList();
        foreach (var pick in Strategy.Select(context, "k-center", rows))
        {
            var farthest = context.Candidates.Rows().Where(row => !centres.Contains(row)).Max(row => centres.Min(centre => Apart(context, row, centre)));
            Assert.Equal(Math.Sqrt(farthest), pick.Score, 1e-5);
            centres.Add(pick.Row);
        }
    });

    [Fact]
    public void Quire_is_the_worst_label_after_the_best_unknown_ones() => ForPools((rows, seed) =>
    {
        var context = Pool(rows, seed);
        var two = new FakeQueryContext(rows + 3) { Width = 2, Values = context.Values, ClassCount = 2, Known = [(0, 0), (1, 1), (2, 1)] };
        var first = Strategy.Select(two, "quire", 1, """{"gamma":0.3,"lambda":0.5}""")[0];

        // L = (K + λI)⁻¹ over the whole pool; the unknown labels are solved for.
        var n = rows + 3;
        var k = new double[n * n];
        for (var i = 0; i < n * n; i++)
        {
            k[i] = Math.Exp(-0.3 * Apart(context, i / n, i % n)) + (i / n == i % n ? 0.5 : 0);
        }

        var l = Symmetric.Inverse(k, n);
        double Value(int row)
        {
            int[] own = [0, 1, 2, row];
            int[] unknown = [.. Enumerable.Range(3, rows).Where(other => other != row)];
            return new[] { -1.0, 1.0 }.Max(label =>
            {
                double[] y = [-1, 1, 1, label];
                var right = unknown.Select(u => -own.Select((o, at) => l[(u * n) + o] * y[at]).Sum()).ToArray();
                var inverse = unknown.Length == 0 ? [] : Symmetric.Inverse([.. unknown.SelectMany(u => unknown.Select(v => l[(u * n) + v]))], unknown.Length);
                var solved = unknown.Length == 0 ? [] : Symmetric.Times(inverse, right);
                var all = new double[n];
                own.Zip(y).ToList().ForEach(pair => all[pair.First] = pair.Second);
                unknown.Zip(solved).ToList().ForEach(pair => all[pair.First] = pair.Second);
                return Symmetric.Form(l, all);
            });
        }

        Assert.Equal(Enumerable.Range(3, rows).Min(Value), -first.Score, 1e-3);
        Assert.Equal(Value((int)first.Row), -first.Score, 1e-3);
    });

    [Fact]
    public void Expected_error_is_the_error_of_every_retrained_model() => ForPools(
        (rows, seed) =>
        {
            var pool = Pool(rows, seed);
            var context = new FakeQueryContext(rows + 3) { Width = 2, Values = pool.Values, ClassCount = 3, Known = pool.Known };
            foreach (var pick in Strategy.Select(context, "expected-error-reduction", rows, """{"loss":"zero-one"}"""))
            {
                var now = Predict(context, context.Model!, pick.Row);
                double expected = 0, likely = 0;
                for (var c = 0; c < 3; c++)
                {
                    if (now[c] >= ExpectedLoss.Least)
                    {
                        var model = context.Fit([.. context.LabelledRows, pick.Row], [.. context.Labels, new ClassLabel(c)]);
                        expected += now[c] * context.Candidates.Rows().Where(row => row != pick.Row).Sum(row => 1 - Predict(context, model, row).Max());
                        likely += now[c];
                    }
                }

                Assert.Equal(expected / likely, -pick.Score, 1e-4);
            }
        },
        20);

    [Fact]
    public void Conjunctions_are_counted_as_by_trying_all() => ForPools((rows, seed) =>
    {
        const int Features = 4;
        var random = new RandomSource(seed, "conjunctions");
        bool[] Truth(int row) => [.. Enumerable.Range(0, Features).Select(d => random.Uniform(row, d) < 0.5)];
        var space = new Conjunctions(Features);
        var examples = Enumerable.Range(0, rows).Select(row => (Truth: Truth(row), Positive: random.Uniform(row, 9) < 0.4)).ToArray();
        foreach (var (truth, positive) in examples)
        {
            space.Learn(truth, positive);
        }

        // 0: absent, 1: must be true, 2: must be false; −1 stands for the contradiction.
        var hypotheses = Enumerable.Range(-1, 82).Where(h => examples.All(example => Holds(h, example.Truth) == example.Positive)).ToArray();
        for (var row = 100; row < 110; row++)
        {
            var expected = hypotheses.Length == 0 ? 0.5 : (double)hypotheses.Count(h => Holds(h, Truth(row))) / hypotheses.Length;
            Assert.Equal(expected, space.ShareSatisfied(Truth(row)), 1e-9);
        }

        static bool Holds(int hypothesis, bool[] truth) =>
            hypothesis >= 0 && truth.Select((value, d) => (hypothesis / (int)Math.Pow(3, d) % 3) is var literal && (literal == 0 || (literal == 1) == value)).All(ok => ok);
    });

    [Fact]
    public void The_committee_splits_what_labels_have_not_refuted()
    {
        // Members 0 and 1 agree with the label of row 0, member 2 does not: its votes count no more.
        float[] first = [1, 0], second = [0, 1];
        var context = new FakeQueryContext(3)
        {
            Width = 1, Values = [0, 1, 2], Known = [(0, 0)], MemberCount = 3,
            Members = [.. first, .. first, .. second, .. first, .. first, .. second, .. first, .. second, .. second],
        };
        var batch = Strategy.Select(context, "version-space", 2);
        Assert.Equal([(2L, 0.5), (1L, 0.0)], batch.Select(row => (row.Row, row.Score)));
    }

    [Fact]
    public void Expected_average_precision_is_the_mean_over_all_outcomes() => ForPools((rows, seed) =>
    {
        var random = new RandomSource(seed, "chances");
        double[] chances = [.. Enumerable.Range(0, rows).Select(row => random.Uniform(row)).OrderDescending()];
        var expected = 0.0;
        for (var outcome = 1; outcome < 1 << rows; outcome++)
        {
            double probability = 1, precision = 0;
            var positives = 0;
            for (var i = 0; i < rows; i++)
            {
                var positive = (outcome >> i & 1) == 1;
                probability *= positive ? chances[i] : 1 - chances[i];
                positives += positive ? 1 : 0;
                precision += positive ? (double)positives / (i + 1) : 0;
            }

            expected += probability * precision / positives;
        }

        Assert.Equal(expected, ExpectedAveragePrecision.Expected(chances), 1e-9);
    });

    [Fact]
    public void ProbCover_takes_the_largest_uncovered_ball() => ForPools((rows, seed) =>
    {
        var context = Pool(rows, seed);
        var covered = context.Candidates.Rows().Where(row => context.LabelledRows.Any(known => Apart(context, row, known) <= 0.25f)).ToHashSet();
        foreach (var pick in Strategy.Select(context, "probcover", rows, """{"delta":0.5}"""))
        {
            int Newly(long row) => context.Candidates.Rows().Count(other => !covered.Contains(other) && Apart(context, row, other) <= 0.25f);
            var most = context.Candidates.Rows().Max(Newly);
            if (most == 0)
            {
                break;
            }

            Assert.Equal(most, pick.Score);
            Assert.Equal(most, Newly(pick.Row));
            covered.UnionWith(context.Candidates.Rows().Where(other => Apart(context, pick.Row, other) <= 0.25f));
        }
    });

    [Fact]
    public void A_determinantal_batch_is_the_greedy_search_over_determinants() => ForPools((rows, seed) =>
    {
        var context = Pool(rows, seed);
        var picked = new List<long>();
        foreach (var pick in Strategy.Select(context, "determinantal", Math.Min(rows, 3), """{"strategy":"","gamma":0.5,"candidates":100}"""))
        {
            picked.Add(pick.Row);
            Assert.Equal(
                context.Candidates.Rows().Where(row => !picked.SkipLast(1).Contains(row)).Max(row => Determinant(context, [.. picked.SkipLast(1), row])),
                Determinant(context, picked),
                1e-4);
        }
    });

    [Fact]
    public void Variance_reduction_is_the_fall_of_the_summed_variance()
    {
        // Two classes, one feature, three labelled rows: Fisher's information in two dimensions, before and after.
        var context = new FakeQueryContext(5)
        {
            Width = 1, Values = [0, 1, 3, 0.5f, 2], Known = [(0, 0), (1, 0), (2, 1)], Probabilities = [0.9f, 0.1f, 0.7f, 0.3f, 0.2f, 0.8f, 0.8f, 0.2f, 0.4f, 0.6f],
        };
        double[] weights = [0.09, 0.21, 0.16, 0.16, 0.24];
        double Variance(int[] known)
        {
            double[] fisher = [1, 0, 0, 1];
            foreach (var row in known)
            {
                Symmetric.AddOuter(fisher, [context.Values[row], 1], weights[row]);
            }

            var covariance = Symmetric.Inverse(fisher, 2);
            return new[] { 3, 4 }.Sum(row => weights[row] * weights[row] * Symmetric.Form(covariance, [context.Values[row], 1]));
        }

        var first = Strategy.Select(context, "variance-reduction", 1)[0];
        Assert.Equal(Variance([0, 1, 2]) - Variance([0, 1, 2, (int)first.Row]), first.Score, 1e-6);
        Assert.Equal(new[] { 3, 4 }.Max(row => Variance([0, 1, 2]) - Variance([0, 1, 2, row])), first.Score, 1e-6);
    }

    [Fact]
    public void Ward_joins_what_adds_least()
    {
        // On a line: 0 and 1 (cost ½), 10 and 12 (2), both pairs (110.25), then 40.
        var tree = WardTree.Build([0, 10, 40, 1, 12], 1, default);
        Assert.Equal([0, 3], tree.Under(5).Order());
        Assert.Equal([1, 4], tree.Under(6).Order());
        Assert.Equal([0, 1, 3, 4], tree.Under(7).Order());
        Assert.Equal(5, tree.Size[tree.Root]);
    }

    private static double Apart(FakeQueryContext context, long a, long b) =>
        Enumerable.Range(0, context.Width).Sum(d => Math.Pow((double)context.Values[(a * context.Width) + d] - context.Values[(b * context.Width) + d], 2));

    private static float[] Predict(FakeQueryContext context, IModel model, long row)
    {
        var probabilities = new float[context.ClassCount];
        var features = FeatureBlock.Dense(context.Values.AsSpan((int)row * context.Width, context.Width), 1, context.Width);
        ((IClassifier)model).PredictProbabilities(features, probabilities);
        return probabilities;
    }

    private static double Determinant(FakeQueryContext context, List<long> rows)
    {
        var n = rows.Count;
        double Entry(int i, int j) => Math.Exp(-0.5 * Apart(context, rows[i], rows[j]));
        return n switch
        {
            1 => 1,
            2 => 1 - Math.Pow(Entry(0, 1), 2),
            _ => 1 + (2 * Entry(0, 1) * Entry(0, 2) * Entry(1, 2)) - Math.Pow(Entry(0, 1), 2) - Math.Pow(Entry(0, 2), 2) - Math.Pow(Entry(1, 2), 2),
        };
    }

    /// <summary>I(y; member) of some rows together, in nats.</summary>
    private static double Information(FakeQueryContext context, List<long> rows)
    {
        var conditional = rows.Sum(row => Enumerable.Range(0, context.MemberCount).Average(m =>
            Enumerable.Range(0, context.ClassCount).Sum(c => Term(Member(context, row, m, c)))));
        return Entropy(context, rows) - conditional;
    }

    /// <summary>The joint entropy, over all outcomes. A row beside itself is another draw of its label, as a target is.</summary>
    private static double Entropy(FakeQueryContext context, List<long> rows)
    {
        var entropy = 0.0;
        for (var outcome = 0; outcome < (int)Math.Pow(context.ClassCount, rows.Count); outcome++)
        {
            var probability = Enumerable.Range(0, context.MemberCount).Average(m => rows.Select((row, at) =>
                Member(context, row, m, outcome / (int)Math.Pow(context.ClassCount, at) % context.ClassCount)).Aggregate(1.0, (a, b) => a * b));
            entropy += Term(probability);
        }

        return entropy;
    }

    private static double Member(FakeQueryContext context, long row, int member, int c) =>
        context.Members[(((row * context.MemberCount) + member) * context.ClassCount) + c];

    private static double Term(double p) => p > 0 ? -p * Math.Log(p) : 0;

    [Fact]
    public void Mcpal_sums_over_all_orders_of_labels()
    {
        // Labels one after another, each with the share that its class has by then; not sets of them with their number of orders.
        double[] frequencies = [1.5, 0.2, 0.7];
        double Error(double[] counts) => 1 - ((counts.Max() + 0.01) / (counts.Sum() + 0.03));
        double After(double[] counts, int left) => left == 0 ? Error(counts) : Enumerable.Range(0, 3).Sum(c =>
            (counts[c] + 0.01) / (counts.Sum() + 0.03) * After([.. counts.Select((k, other) => k + (other == c ? 1 : 0))], left - 1));
        var expected = Enumerable.Range(1, 3).Max(m => (Error(frequencies) - After(frequencies, m)) / m);
        Assert.Equal(expected, Mcpal.Gain(frequencies, 3, 0.01), 1e-12);
    }
}
