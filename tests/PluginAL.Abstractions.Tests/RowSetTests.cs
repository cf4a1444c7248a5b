using FsCheck;
using FsCheck.Fluent;

namespace PluginAL.Abstractions.Tests;

public sealed class RowSetTests
{
    [Fact]
    public void All_but_some_and_some_alone_agree_when_they_mean_the_same_rows()
    {
        var property = Prop.ForAll(
            ArbMap.Default.ArbFor<bool[]>(),
            inside =>
            {
                var rows = Enumerable.Range(0, inside.Length).Select(i => (long)i).ToArray();
                var only = RowSet.Only(inside.Length, [.. rows.Where(row => inside[row])]);
                var except = RowSet.AllExcept(inside.Length, [.. rows.Where(row => !inside[row])]);
                return only.Count == except.Count
                    && only.Rows().SequenceEqual(except.Rows())
                    && rows.All(row => only.Contains(row) == inside[row] && except.Contains(row) == inside[row])
                    && !only.Contains(-1) && !except.Contains(inside.Length);
            });
        Check.QuickThrowOnFailure(property);
    }

    [Theory]
    [InlineData(3, 3)]
    [InlineData(2, 1)]
    [InlineData(0, 10)]
    public void Rows_that_repeat_descend_or_leave_the_pool_are_refused(long first, long second) =>
        Assert.Throws<ArgumentException>(() => RowSet.Only(10, [first, second]));
}
