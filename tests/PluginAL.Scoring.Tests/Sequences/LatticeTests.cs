using FsCheck;
using FsCheck.Fluent;
using PluginAL.Scoring.Sequences;

namespace PluginAL.Scoring.Tests.Sequences;

public sealed class LatticeTests
{
    /// <summary>Potentials of several sizes; some impossible.</summary>
    public static TheoryData<double, double> Sizes => new() { { 1, 0 }, { 0, 0 }, { 30, 0 }, { 2000, 0 }, { 3, 0.15 }, { 900, 0.1 } };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Everything_agrees_with_the_sum_over_all_paths(double size, double impossible)
    {
        for (var seed = 0; seed < 60; seed++)
        {
            var (length, tags) = (seed % 7, 1 + (seed / 7 % 3));
            var random = new Random(seed);
            var all = new AllPaths(length, tags, _ => random.NextDouble() < impossible ? double.NegativeInfinity : size * (random.NextDouble() - 0.5));
            if (double.IsNegativeInfinity(all.LogPartition))
            {
                Assert.Equal(double.NegativeInfinity, Lattice(all).LogPartition);
                continue;
            }

            Agrees(all, Lattice(all), 1e-9 * Math.Max(1, size / 30));
        }
    }

    [Fact]
    public void Whole_numbers_show_the_order_of_ties()
    {
        // Sums of small integers are exact: equal scores are equal, and come by their last tag, then the one before.
        for (var seed = 0; seed < 100; seed++)
        {
            var random = new Random(seed);
            var all = new AllPaths(1 + (seed % 6), 1 + (seed % 3), _ => random.Next(-1, 2));
            var lattice = Lattice(all);
            var expected = all.Paths.OrderByDescending(path => path.Score).Select(path => path.Tags).ToArray();
            var count = Math.Min(expected.Length, 20);
            var (logs, tags) = (new double[count], new int[count * all.Length]);
            lattice.BestPaths(logs, tags);
            Assert.Equal(expected.Take(count).SelectMany(path => path), tags);
            var best = new int[all.Length];
            lattice.Viterbi(best);
            Assert.Equal(expected[0], best);
        }
    }

    [Fact]
    public void Two_tokens_by_hand()
    {
        // Scores of the paths 00, 01, 10, 11: ln 1, ln 2, ln 3, ln 4; Z = 10.
        var lattice = new Lattice(new LinearChain(2, [0, Math.Log(2), Math.Log(3), Math.Log(4)]));
        Assert.Equal(Math.Log(10), lattice.Read([0, 0, 0, 0]), 1e-14);
        var marginals = new double[4];
        lattice.Marginals(marginals);
        double[] expected = [0.3, 0.7, 0.4, 0.6];
        for (var i = 0; i < 4; i++)
        {
            Assert.Equal(expected[i], marginals[i], 1e-14);
        }

        Assert.Equal(-(0.1 * Math.Log(0.1)) - (0.2 * Math.Log(0.2)) - (0.3 * Math.Log(0.3)) - (0.4 * Math.Log(0.4)), lattice.Entropy(), 1e-14);
        var (logs, tags) = (new double[5], new int[10]);
        lattice.BestPaths(logs, tags);
        Assert.Equal([1, 1, 1, 0, 0, 1, 0, 0, 0, 0], tags);
        Assert.Equal(Math.Log(0.4), logs[0], 1e-14);
        Assert.Equal(Math.Log(0.1), logs[3], 1e-14);
        Assert.Equal(double.NegativeInfinity, logs[4]);
        Assert.Equal(Math.Log(0.3), lattice.LogProbability([1, 0]), 1e-14);
    }

    [Fact]
    public void A_rare_way_round_is_not_lost_to_underflow()
    {
        // Only tag 1 can end, and it is 2000 nats less likely than tag 0 until then.
        double[] emissions = [0, -2000, 0, -2000, 0, -2000];
        var lattice = new Lattice(new LinearChain(2, [0, -3000, double.NegativeInfinity, 5], default, [double.NegativeInfinity, 0]));
        lattice.Read(emissions);
        // 0,0,1: −3000 − 2000; 0,1,1: −3000 − 4000 + 5; 1,1,1: −6000 + 10.
        Assert.Equal(-5000, lattice.LogPartition, 1e-9);
        var marginals = new double[6];
        lattice.Marginals(marginals);
        Assert.Equal([1, 0, 1, 0, 0, 1], marginals);
        Assert.Equal(0, lattice.Entropy(), 1e-12);
    }

    [Fact]
    public void A_sequence_without_tokens_has_one_path()
    {
        var lattice = new Lattice(new LinearChain(3, new double[9], [1, 2, 3], [4, 5, 6]));
        Assert.Equal(0, lattice.Read([]));
        var logs = new double[2];
        lattice.BestPaths(logs, []);
        Assert.Equal([0, double.NegativeInfinity], logs);
        Assert.Equal(0, lattice.Entropy());
        Assert.Equal(0, lattice.LogProbability([]));
        lattice.Marginals([]);
    }

    [Fact]
    public void NaN_makes_its_sequence_NaN_and_no_other()
    {
        var lattice = new Lattice(new LinearChain(2, new double[4]));
        Assert.Equal(double.NaN, lattice.Read([0, 0, 0, double.NaN, 0, 0]));
        var marginals = new double[6];
        lattice.Marginals(marginals);
        Assert.All(marginals, p => Assert.True(double.IsNaN(p)));
        var logs = new double[2];
        lattice.BestPaths(logs, new int[6]);
        Assert.All(logs, log => Assert.True(double.IsNaN(log)));
        Assert.True(double.IsNaN(lattice.Entropy()));
        Assert.Equal(3 * Math.Log(2), lattice.Read(new double[6]), 1e-14);
        Assert.Equal(3 * Math.Log(2), lattice.Entropy(), 1e-14);
    }

    [Fact]
    public void Wrong_shapes_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new LinearChain(2, new double[3]));
        Assert.Throws<ArgumentException>(() => new LinearChain(2, new double[4], [1]));
        Assert.Throws<ArgumentException>(() => new LinearChain(2, [0, 0, 0, double.NaN]));
        Assert.Throws<ArgumentException>(() => new Lattice(new LinearChain(2, new double[4])).Read([1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Lattice(new LinearChain(2, new double[4])).Viterbi(new int[3]));
    }

    [Fact]
    public void Reading_again_allocates_nothing()
    {
        var lattice = new Lattice(new LinearChain(3, new double[9]));
        var (emissions, marginals, logs, tags) = (new double[30], new double[30], new double[4], new int[40]);
        Run();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Run();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Run()
        {
            lattice.Read(emissions);
            lattice.Marginals(marginals);
            lattice.BestPaths(logs, tags);
            lattice.Entropy();
        }
    }

    [Fact]
    public void A_constant_added_to_a_token_changes_only_the_partition()
    {
        var property = Prop.ForAll(Arb.From(Gen.Choose(0, 100_000)), Arb.From(Gen.Choose(-50, 50)), (seed, shift) =>
        {
            var random = new Random(seed);
            var all = new AllPaths(5, 3, _ => 4 * random.NextDouble());
            var lattice = Lattice(all);
            var (marginals, entropy, z) = (Marginals(lattice), lattice.Entropy(), lattice.LogPartition);
            double[] moved = [.. all.Emissions.Select((value, i) => i / 3 == 2 ? value + shift : value)];
            lattice.Read(moved);
            return Math.Abs(lattice.LogPartition - z - shift) < 1e-9 && Math.Abs(lattice.Entropy() - entropy) < 1e-9
                && Marginals(lattice).Zip(marginals).All(pair => Math.Abs(pair.First - pair.Second) < 1e-9);
        });
        Check.One(Config.QuickThrowOnFailure, property);
    }

    [Fact]
    public void The_exponential_and_the_logarithm_are_right()
    {
        for (var x = -707.9; x < 709; x += 0.01373)
        {
            Assert.InRange(PortableMath.Exp(x), Math.Exp(x) * (1 - 5e-16), Math.Exp(x) * (1 + 5e-16));
        }

        for (var x = 1e-300; x < 1e300; x *= 1.0173)
        {
            Assert.InRange(PortableMath.Log(x) - Math.Log(x), -5e-16 * Math.Max(1, Math.Abs(Math.Log(x))), 5e-16 * Math.Max(1, Math.Abs(Math.Log(x))));
        }

        Assert.Equal(1, PortableMath.Exp(0));
        Assert.Equal(0, PortableMath.Log(1));
        Assert.Equal(0, PortableMath.Exp(double.NegativeInfinity));
        Assert.Equal(double.PositiveInfinity, PortableMath.Exp(710));
        Assert.Equal(double.NegativeInfinity, PortableMath.Log(0));
        Assert.True(double.IsNaN(PortableMath.Exp(double.NaN)) && double.IsNaN(PortableMath.Log(double.NaN)));
    }

    private static Lattice Lattice(AllPaths all)
    {
        var lattice = new Lattice(new LinearChain(all.Tags, all.Transitions, all.Start, all.End));
        lattice.Read(all.Emissions);
        return lattice;
    }

    private static double[] Marginals(Lattice lattice)
    {
        var marginals = new double[lattice.Length * lattice.TagCount];
        lattice.Marginals(marginals);
        return marginals;
    }

    private static void Agrees(AllPaths all, Lattice lattice, double tolerance)
    {
        Assert.Equal(all.LogPartition, lattice.LogPartition, tolerance);
        Assert.Equal(all.Entropy, lattice.Entropy(), tolerance);
        var marginals = Marginals(lattice);
        for (var i = 0; i < marginals.Length; i++)
        {
            Assert.Equal(all.Probability(path => path[i / all.Tags] == i % all.Tags), marginals[i], tolerance);
        }

        var pairs = new double[all.Tags * all.Tags];
        lattice.AddPairs(pairs);
        for (var i = 0; i < pairs.Length; i++)
        {
            var expected = Enumerable.Range(1, Math.Max(0, all.Length - 1))
                .Sum(t => all.Probability(path => path[t - 1] == i / all.Tags && path[t] == i % all.Tags));
            Assert.Equal(expected, pairs[i], tolerance);
        }

        var best = all.Paths.OrderByDescending(path => path.Score).ToArray();
        var count = Math.Min(best.Length + 2, 40);
        var (logs, tags) = (new double[count], new int[count * all.Length]);
        lattice.BestPaths(logs, tags);
        for (var rank = 0; rank < count; rank++)
        {
            if (rank >= best.Length || double.IsNegativeInfinity(best[rank].Score))
            {
                Assert.Equal(double.NegativeInfinity, logs[rank]);
                continue;
            }

            Assert.Equal(best[rank].Score - all.LogPartition, logs[rank], tolerance);
            var path = tags.AsSpan(rank * all.Length, all.Length);
            Assert.Equal(logs[rank], lattice.LogProbability(path), tolerance);
        }
    }
}
