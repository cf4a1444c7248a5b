using FsCheck;
using FsCheck.Fluent;

namespace PluginAL.Features.Tests;

public sealed class ColumnSortTests
{
    [Fact]
    public void Columns_are_sorted_for_every_length_and_width()
    {
        var cases = from width in Gen.Elements(1, 2, 255, 256, 257, 65_536, 65_537, 1 << 24, int.MaxValue)
                    from length in Gen.Choose(0, 200)
                    from columns in Gen.Choose(0, width - 1).ArrayOf(length)
                    select (width, columns);
        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var sorted = c.columns.ToArray();
            ColumnSort.Sort(sorted, new int[sorted.Length], c.width);
            Assert.Equal(c.columns.Order(), sorted);
        }).QuickCheckThrowOnFailure();
    }
}
