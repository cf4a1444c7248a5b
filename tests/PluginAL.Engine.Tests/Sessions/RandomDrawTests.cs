using FsCheck;
using FsCheck.Fluent;
using PluginAL.Abstractions;
using PluginAL.Engine.Sessions;

namespace PluginAL.Engine.Tests.Sessions;

public sealed class RandomDrawTests
{
    [Fact]
    public void Draws_are_different_candidates_as_many_as_were_asked_for()
    {
        var property = Prop.ForAll(
            ArbMap.Default.ArbFor<bool[]>().Filter(inside => inside.Any(value => value)),
            ArbMap.Default.ArbFor<PositiveInt>(),
            (inside, wanted) =>
            {
                var rows = Enumerable.Range(0, inside.Length).Select(row => (long)row).ToArray();
                var candidates = RowSet.AllExcept(inside.Length, [.. rows.Where(row => !inside[row])]);
                var count = (int)Math.Min(wanted.Get, candidates.Count);
                var drawn = RandomDraw.Draw(candidates, count, new RandomSource((ulong)wanted.Get, "draw"));
                return drawn.Count == count && drawn.All(row => candidates.Contains(row.Row)) && drawn.Select(row => row.Row).Distinct().Count() == count;
            });
        Check.QuickThrowOnFailure(property);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(9)]
    public void Every_row_has_the_same_chance(int count)
    {
        const int Runs = 20_000;
        var hits = new int[12];
        for (var seed = 0UL; seed < Runs; seed++)
        {
            foreach (var row in RandomDraw.Draw(RowSet.AllExcept(12, []), count, new RandomSource(seed, "draw")))
            {
                hits[row.Row]++;
            }
        }

        var expected = Runs * count / 12.0;
        Assert.All(hits, hit => Assert.InRange(hit, expected * 0.95, expected * 1.05));
    }
}
