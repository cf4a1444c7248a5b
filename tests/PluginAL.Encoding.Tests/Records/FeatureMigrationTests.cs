using PluginAL.Abstractions;
using PluginAL.Encoding.Records;

namespace PluginAL.Encoding.Tests.Records;

public sealed class FeatureMigrationTests
{
    private static readonly FeatureColumn[] Old = [new("age", 0, 1, "standardised"), new("race", 1, 3, "category(2)"), new("sex", 4, 2, "one-hot(a|b)")];

    private static readonly FeatureColumn[] New = [new("sex", 0, 2, "one-hot(a|b)"), new("age", 2, 1, "scaled(0, 10)"), new("hours", 3, 1, "standardised")];

    [Fact]
    public void Equal_hashes_need_nothing()
    {
        var migration = FeatureMigration.Between("one", Old, "one", Old);
        Assert.True(migration.IsEmpty);
        Assert.Null(migration.FirstDifference);
        Assert.Equal("keep 3", migration.ToString());
    }

    [Fact]
    public void The_first_difference_and_both_hashes_are_named()
    {
        var migration = FeatureMigration.Between("one", Old, "two", New);
        Assert.Equal(("one", "two"), (migration.OldHash, migration.NewHash));
        Assert.Equal("column 1 was 'age' (standardised, 1 wide) and is 'sex' (one-hot(a|b), 2 wide)", migration.FirstDifference);
        Assert.Equal("move 1 (sex), add 2 (age, hours), drop 2 (age, race)", migration.ToString());
        Assert.False(migration.NeedsNoRecords);
    }

    [Fact]
    public void A_layout_that_ends_earlier_differs_at_its_end() => Assert.Equal(
        "column 3 was 'sex' (one-hot(a|b), 2 wide) and is absent", FeatureMigration.Between("one", Old, "two", Old[..2]).FirstDifference);

    [Fact]
    public void Kept_columns_move_to_their_places_and_added_ones_are_zero()
    {
        var row = new float[] { 9, 9, 9, 9 };
        FeatureMigration.Between("one", Old, "two", New).Apply([1, 2, 3, 4, 5, 6], row);
        Assert.Equal([5, 6, 0, 0], row);
    }

    [Fact]
    public void Dropping_and_reordering_need_no_records()
    {
        var migration = FeatureMigration.Between("one", Old, "two", [new("sex", 0, 2, "one-hot(a|b)"), new("age", 2, 1, "standardised")]);
        Assert.True(migration.NeedsNoRecords);
        var row = new float[3];
        migration.Apply([1, 2, 3, 4, 5, 6], row);
        Assert.Equal([5, 6, 1], row);
    }
}
