using FsCheck;
using FsCheck.Fluent;

namespace PluginAL.Encoding.Tests;

public sealed class RunningMomentsTests
{
    [Fact]
    public void Moments_of_a_worked_example()
    {
        var moments = Of([2, 4, 4, 4, 5, 5, 7, 9]);
        Assert.Equal((8L, 5.0, 4.0, 2.0), (moments.Count, moments.Mean, moments.Variance, moments.Deviation));
    }

    [Fact]
    public void Nothing_has_mean_and_variance_zero() => Assert.Equal((0.0, 0.0), (default(RunningMoments).Mean, default(RunningMoments).Variance));

    [Fact]
    public void Constant_has_variance_exactly_zero() => Assert.Equal(0, Of(Enumerable.Repeat(0.1, 1001)).Variance);

    [Fact]
    public void Large_offset_does_not_cancel() => Assert.Equal(22.5, Of([1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16]).Variance, 9);

    [Fact]
    public void Merging_equals_adding_all()
    {
        Prop.ForAll<int[], int[]>((a, b) =>
        {
            var all = Of(a.Concat(b).Select(x => x / 8.0));
            var merged = Of(a.Select(x => x / 8.0));
            merged.Add(Of(b.Select(x => x / 8.0)));
            Assert.Equal(all.Count, merged.Count);
            Assert.Equal(all.Mean, merged.Mean, 1e-9 * (1 + Math.Abs(all.Mean)));
            Assert.Equal(all.Variance, merged.Variance, 1e-9 * (1 + all.Variance));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Moments_equal_those_of_two_passes()
    {
        Prop.ForAll<int[]>(numbers =>
        {
            if (numbers.Length > 0)
            {
                var mean = numbers.Average(x => (double)x);
                var variance = numbers.Sum(x => (x - mean) * (x - mean)) / numbers.Length;
                Assert.Equal(variance, Of(numbers.Select(x => (double)x)).Variance, 1e-9 * (1 + variance));
            }
        }).QuickCheckThrowOnFailure();
    }

    private static RunningMoments Of(IEnumerable<double> numbers)
    {
        var moments = default(RunningMoments);
        foreach (var number in numbers)
        {
            moments.Add(number);
        }

        return moments;
    }
}
