using PluginAL.Abstractions;
using static PluginAL.Strategies.Tests.Streams.StreamCalls;

namespace PluginAL.Strategies.Tests.Streams;

public sealed class BudgetManagerTests
{
    private static readonly double[] Utilities = [0.2, 0.55, 0.7, 0.3, 0.45, 0.9, 0.1, 0.6];

    public static TheoryData<string> Names => [.. Strategy.Registered.Where(plugin => plugin.Attribute.Kind == PluginKind.BudgetManager).Select(plugin => plugin.Attribute.Name)];

    // Observed from another library: the three entries "stream: ..." of the reference numbers.
    [Theory]
    [InlineData("fixed-uncertainty", false, true, true, false, true, true, false, true)]
    [InlineData("variable-uncertainty", true, true, true, true, true, true, true, true)]
    [InlineData("quantile-filter", true, true, true, false, false, true, false, false)]
    public void Decisions_agree_with_another_library(string name, params bool[] expected) =>
        Assert.Equal(expected, Decide(Manager(name), Context(0.3), Utilities));

    [Theory]
    [InlineData("random", 0.09, 0.11)]
    [InlineData("periodic", 0.1, 0.1)]
    [InlineData("variable-uncertainty", 0.09, 0.105)]
    [InlineData("random-variable-uncertainty", 0.09, 0.105)]
    [InlineData("split", 0.09, 0.105)]
    [InlineData("quantile-filter", 0.09, 0.11)]
    [InlineData("density-split", 0.09, 0.105)]
    public void The_budget_is_spent_and_not_much_exceeded(string name, double least, double most)
    {
        // Utilities drift from low to high and back: a surer and a less sure model.
        var random = new RandomSource(9, "drift");
        var utilities = Enumerable.Range(0, 20_000).Select(i => (0.5 * random.Uniform(i)) + (0.25 * (1 + Math.Sin(i / 2000.0))));
        Assert.InRange(Decide(Manager(name), Context(0.1), utilities).Average(ask => ask ? 1.0 : 0), least, most);
    }

    [Fact]
    public void A_fixed_threshold_stops_asking_a_sure_model_and_a_variable_one_does_not()
    {
        var utilities = Enumerable.Repeat(0.01, 5000).ToArray();
        Assert.DoesNotContain(true, Decide(Manager("fixed-uncertainty"), Context(0.1), utilities));
        Assert.InRange(Decide(Manager("variable-uncertainty"), Context(0.1), utilities).Count(ask => ask), 400, 530);
    }

    [Fact]
    public void What_is_asked_for_is_what_is_worth_most()
    {
        var random = new RandomSource(9, "worth");
        var utilities = Enumerable.Range(0, 5000).Select(i => random.Uniform(i)).ToArray();
        foreach (var name in (string[])["variable-uncertainty", "random-variable-uncertainty", "split", "quantile-filter", "density-split"])
        {
            var asked = Decide(Manager(name), Context(0.1), utilities).Zip(utilities).Where(pair => pair.First).Average(pair => pair.Second);

            // δ = 1 leaves much to chance.
            Assert.True(asked > (name is "random-variable-uncertainty" or "density-split" ? 0.55 : 0.7), $"{name}: {asked}");
        }
    }

    [Fact]
    public void The_chance_that_split_tells_is_the_share_with_which_it_asks()
    {
        // The same state for every row: a new manager each time, at a threshold of 0.5.
        foreach (var utility in (double[])[0.3, 0.8])
        {
            var asked = 0;
            double? told = null;
            for (var row = 0; row < 20_000; row++)
            {
                var decision = Manager("split", """{"random-share":0.4,"threshold":0.5}""").Decide(row, utility, Context(0.25));
                asked += decision.Ask ? 1 : 0;
                told = decision.Probability;
            }

            Assert.Equal(utility > 0.5 ? 0.6 + 0.1 : 0.1, told!.Value, 12);
            Assert.Equal(told.Value, asked / 20_000.0, 0.012);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_restored_state_decides_as_if_it_had_never_stopped(string name)
    {
        var random = new RandomSource(4, "state");
        var utilities = Enumerable.Range(0, 400).Select(i => i % 17 == 0 ? double.NaN : random.Uniform(i)).ToArray();
        var whole = Decide(Manager(name), Context(0.2), utilities);
        var (first, second) = (Manager(name), Manager(name));
        var head = Decide(first, Context(0.2), utilities.Take(150));
        using var state = new MemoryStream();
        first.SaveState(state);
        state.Position = 0;
        second.RestoreState(state);
        Assert.Equal(state.Length, state.Position);
        Assert.Equal(whole, head.Concat(Decide(second, Context(0.2), utilities.Skip(150), 150)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_row_that_is_not_to_be_asked_for_never_is(string name) =>
        Assert.DoesNotContain(true, Decide(Manager(name), Context(1), Enumerable.Repeat(double.NaN, 200)));

    [Theory]
    [MemberData(nameof(Names))]
    public void Without_a_budget_nothing_is_asked_for_in_the_long_run(string name) =>
        Assert.InRange(Decide(Manager(name), Context(0), Enumerable.Range(0, 1000).Select(i => (i % 10) / 10.0)).Count(ask => ask), 0, 12);

    [Theory]
    [InlineData("fixed-uncertainty")]
    [InlineData("variable-uncertainty")]
    [InlineData("random-variable-uncertainty")]
    [InlineData("split")]
    [InlineData("density-split")]
    public void Thresholds_refuse_a_scale_that_they_cannot_hold_against(string name)
    {
        var error = Assert.Throws<PluginALException>(() => Manager(name).Decide(7, 1.6, Context(0.1)));
        Assert.Contains("Row 7 has the utility 1.6", error.Message);
        Assert.Contains("quantile-filter", error.Message);
    }
}
