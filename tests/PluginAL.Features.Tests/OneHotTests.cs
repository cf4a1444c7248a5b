using FsCheck;
using FsCheck.Fluent;
using PluginAL.Abstractions;
using static PluginAL.Features.Tests.Featurisers;

namespace PluginAL.Features.Tests;

public sealed class OneHotTests
{
    [Fact]
    public void Values_have_columns_in_ordinal_order()
    {
        var encoder = Make("one-hot").Fit(Choices("b", "x"), Choices("a", "x"), Choices("B", "y"));
        Assert.Equal((FeatureLayout.Dense, 5), (encoder.Layout, encoder.Width));
        Assert.Equal([new FeatureColumn("c0", 0, 3, "one-hot"), new FeatureColumn("c1", 3, 2, "one-hot")], encoder.Columns);
        Assert.Equal([1, 0, 0, 0, 1], encoder.Dense(Choices("B", "y")));
        Assert.Equal([0, 0, 1, 1, 0], encoder.Dense(Choices("b", "x")));
    }

    [Fact]
    public void Unseen_value_is_zero_in_all_columns() =>
        Assert.Equal([0, 0, 1], Make("one-hot").Fit(Choices("a", "x"), Choices("b", "x")).Dense(Choices("c", "x")));

    [Fact]
    public void Missing_value_has_a_column_where_the_fit_saw_one()
    {
        var encoder = Make("one-hot").Fit(Choices("a", "x"), Choices(null, "y"), Choices("", "y"));
        Assert.Equal(5, encoder.Width);
        Assert.Equal([0, 0, 1, 0, 0], encoder.Dense(Choices(null, null)));
        Assert.Equal([1, 0, 0, 1, 0], encoder.Dense(Choices("", "x")));
    }

    [Fact]
    public void Values_over_the_capacity_share_a_column()
    {
        var encoder = Make("one-hot", """{"capacity":2}""").Fit(Choices("z"), Choices("m"), Choices("a"), Choices(null as string));
        Assert.Equal(4, encoder.Width);
        Assert.Equal([1, 0, 0, 0], encoder.Dense(Choices("m")));
        Assert.Equal([0, 1, 0, 0], encoder.Dense(Choices("z")));
        Assert.Equal([0, 0, 1, 0], encoder.Dense(Choices("a")));
        Assert.Equal([0, 0, 1, 0], encoder.Dense(Choices("never seen")));
        Assert.Equal([0, 0, 0, 1], encoder.Dense(Choices(null as string)));
    }

    [Theory]
    [InlineData(1024, FeatureLayout.Dense)]
    [InlineData(1025, FeatureLayout.Sparse)]
    public void Layout_is_sparse_beyond_1024_columns(int values, FeatureLayout expected) =>
        Assert.Equal(expected, Make("one-hot").Fit(Enumerable.Range(0, values).Select(i => Choices($"v{i}"))).Layout);

    [Fact]
    public void Record_of_another_schema_is_refused()
    {
        Refused(() => Make("one-hot").Fit(Choices("a", "b")).Dense(Choices("a")), "fitted on 2");
        Refused(() => Make("one-hot").StartFit(Text), "category field");
        Refused(() => Make("one-hot").StartFit(Categories(1)).Complete(), "no records");
    }

    [Fact]
    public void Each_field_has_at_most_one_one_and_loading_gives_the_same()
    {
        var value = Gen.Elements<string?>("a", "b", "c", "ä", "", "\uD800", null);
        var record = value.Two().Select(pair => Choices(pair.Item1, pair.Item2));
        Prop.ForAll(record.NonEmptyListOf().ToArbitrary(), record.ToArbitrary(), Gen.Choose(1, 4).ToArbitrary(), (records, one, capacity) =>
        {
            var featuriser = Make("one-hot", $$"""{"capacity":{{capacity}}}""");
            var encoder = featuriser.Fit(records);
            CoversItsWidth(encoder);
            var dense = encoder.Dense(one);
            Assert.All(dense, x => Assert.True(x is 0 or 1));
            Assert.All(encoder.Columns, column => Assert.InRange(dense.AsSpan(column.Offset, column.Width).ToArray().Sum(), 0, 1));
            Assert.Equal(dense, featuriser.Reload(encoder).Dense(one));
            Assert.All(records, seen => Assert.Equal(2, encoder.Dense(seen).Sum()));
        }).QuickCheckThrowOnFailure();
    }

    private static void Refused(Action action, string part)
    {
        var error = Assert.Throws<PluginALException>(action);
        Assert.Equal(ErrorKind.Input, error.Kind);
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }
}
