using PluginAL.Abstractions;

namespace PluginAL.Strategies.Tests.Texts;

public sealed class UncertaintyStrataTests
{
    // Ten candidates on a line, two of each place in each half; the first half is uncertain. Rows 0 and 1 are labelled, far away.
    private static FakeQueryContext Line() => new(12)
    {
        Width = 1,
        Values = [100, 100, 0, 1, 2, 3, 9, 0, 1, 2, 3, 9],
        ClassCount = 2,
        Probabilities = [.. Enumerable.Range(0, 12).SelectMany(row => row < 7 ? (float[])[0.5f, 0.5f] : [0.9f, 0.1f])],
        Known = [(0, 0), (1, 1)],
    };

    [Fact]
    public void Each_stratum_gives_its_share_and_the_uncertain_ones_what_is_left_over()
    {
        var context = Line();
        var rows = Strategy.Rows(context, "uncertainty-strata", 3, """{"strategy":"entropy","strata":2}""");
        Assert.Equal(2, rows.Count(row => row < 7));
        // Farthest from 100 is 0; then 9 is as far from 0 as any; in the second stratum copies of both are none, so what is farthest from both: 3, 3 away from 0.
        Assert.Equal([2L, 6, 10], rows);
    }

    [Fact]
    public void One_stratum_is_k_center()
    {
        var context = Strategy.Pool(40);
        Assert.Equal(
            Strategy.Rows(context, "k-center", 6).Order(), Strategy.Rows(context, "uncertainty-strata", 6, """{"strategy":"entropy","strata":1}""").Order());
    }

    [Fact]
    public void As_many_strata_as_rows_is_the_strategy_itself()
    {
        var context = Strategy.Pool(40);
        Assert.Equal(
            Strategy.Rows(context, "entropy", 6),
            Strategy.Rows(context, "uncertainty-strata", 6, """{"strategy":"entropy","strata":6,"share":0.0001}"""));
    }

    [Fact]
    public void A_small_share_leaves_the_certain_rows_alone()
    {
        var rows = Strategy.Rows(Line(), "uncertainty-strata", 4, """{"strategy":"entropy","strata":2,"share":0.5}""");
        Assert.All(rows, row => Assert.True(row < 7));
    }
}
