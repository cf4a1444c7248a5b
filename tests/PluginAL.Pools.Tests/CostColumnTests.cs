using PluginAL.Abstractions;

namespace PluginAL.Pools.Tests;

/// <summary>What rows cost to label: a field of the records, or a column beside NPY features.</summary>
public class CostColumnTests
{
    [Fact]
    public void A_named_field_is_the_cost_and_no_feature()
    {
        using var temp = new TempDirectory();
        var options = TempDirectory.Options with { Fields = new FieldRequest { Cost = "seconds" } };
        var result = temp.Create(temp.Write("a.csv", "x,seconds,label\n1,2.5,a\n2,,b\n3,NA,a\n4,40,b\n"), options);
        Assert.Equal("numeric: x; cost: seconds; label: label", result.Description);
        temp.Append(temp.Write("b.csv", "x,seconds,label\n5,7,a\n"));
        temp.Append(temp.Write("c.csv", "x,label\n6,a\n"));
        using var pool = Pool.Open(temp.Pool);
        Assert.True(pool.HasCosts);
        Assert.Equal([2.5, null, null, 40, 7, null], Enumerable.Range(0, 6).Select(row => pool.CostAt(row)));
        Assert.Equal("seconds", pool.Schema!.Cost);
        Assert.Equal(1, pool.Features!.Width);
        Assert.Empty(pool.Verify().Problems);
    }

    [Fact]
    public void Without_the_option_a_field_called_cost_stays_a_feature()
    {
        using var temp = new TempDirectory();
        temp.Create(temp.Write("a.csv", "cost,label\n1,a\n2,b\n"));
        using var pool = Pool.Open(temp.Pool);
        Assert.False(pool.HasCosts);
        Assert.Null(pool.CostAt(0));
        Assert.Equal(["cost"], pool.Schema!.Numeric);
    }

    [Fact]
    public void The_cost_leaves_the_hash_of_the_features_alone()
    {
        using var temp = new TempDirectory();
        var source = temp.Write("a.jsonl", "{\"text\": \"a\", \"cost\": 3}\n{\"text\": \"b\", \"cost\": null}\n");
        PoolBuilder.Create(temp["plain.pool"], [PoolSource.FromFile(source)]);
        PoolBuilder.Create(temp["costly.pool"], [PoolSource.FromFile(source)], new PoolBuildOptions { Fields = new FieldRequest { Cost = "cost" } });
        using var plain = Pool.Open(temp["plain.pool"]);
        using var costly = Pool.Open(temp["costly.pool"]);
        Assert.Equal(plain.SchemaHash, costly.SchemaHash);
        Assert.NotEqual(plain.ContentHash, costly.ContentHash);
        Assert.Equal([3, null], new[] { costly.CostAt(0), costly.CostAt(1) });
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-2")]
    [InlineData("dear")]
    [InlineData("Infinity")]
    public void A_cost_that_is_none_is_refused_with_its_place(string cost)
    {
        using var temp = new TempDirectory();
        var options = TempDirectory.Options with { Fields = new FieldRequest { Cost = "c" } };
        Assert.Contains(
            "a.csv, line 3 (row 2): column 'c' holds the cost '" + cost + "', expected a finite number above 0",
            temp.Fails(() => temp.Create(temp.Write("a.csv", $"x,c,label\n1,2,a\n2,{cost},b\n"), options)));
        Assert.Contains(
            "a.jsonl, line 1: field 'c' is the ",
            temp.Fails(() => temp.Create(temp.Write("a.jsonl", $"{{\"text\": \"a\", \"c\": \"{cost}\"}}\n"), options)));
    }

    [Fact]
    public void A_cost_has_a_field_of_its_own()
    {
        using var temp = new TempDirectory();
        var source = temp.Write("a.csv", "id,x,label\n1,2,a\n");
        Assert.Contains("both as the id and as the cost", Refused(new FieldRequest { Cost = "id" }));
        Assert.Contains("both as the label and as the cost", Refused(new FieldRequest { Cost = "label" }));
        Assert.Contains("both as the cost and with --numeric", Refused(new FieldRequest { Cost = "x", Numeric = ["x"] }));
        Assert.Contains(
            "has no field 'dear' for the cost",
            temp.Fails(() => temp.Create(source, TempDirectory.Options with { Fields = new FieldRequest { Cost = "dear" } })));

        string Refused(FieldRequest fields) => temp.Fails(() => temp.Create(source, TempDirectory.Options with { Fields = fields }), ErrorKind.Usage);
    }

    [Fact]
    public void Npy_features_take_costs_beside_them()
    {
        using var temp = new TempDirectory();
        using (var features = NpyWriter<float>.Create(temp["x.npy"], 2))
        {
            features.Write([1, 2, 3, 4, 5, 6]);
            features.Complete();
        }

        temp.Create(temp["x.npy"], new PoolBuildOptions { CostsPath = Costs<float>(0.5f, float.NaN, 3) });
        temp.Append(temp["x.npy"], new PoolBuildOptions { CostsPath = Costs<double>(1, 2, 3) });
        temp.Append(temp["x.npy"], new PoolBuildOptions());
        using (var pool = Pool.Open(temp.Pool))
        {
            Assert.Equal([0.5, null, 3, 1, 2, 3, null, null, null], Enumerable.Range(0, 9).Select(row => pool.CostAt(row)));
            Assert.Empty(pool.Verify().Problems);
        }

        Assert.Contains("row 1 costs -1, expected a finite number above 0", Refused(Costs<double>(1, -1, 3)));
        Assert.Contains("has shape (2), expected (3,), one cost per row", Refused(Costs<double>(1, 2)));

        string Refused(string costs) => temp.Fails(() => PoolBuilder.Create(temp["q.pool"], [PoolSource.FromFile(temp["x.npy"])], new PoolBuildOptions { CostsPath = costs }));

        string Costs<T>(params T[] values)
            where T : unmanaged
        {
            using var writer = NpyWriter<T>.Create(temp["costs.npy"]);
            writer.Write(values);
            writer.Complete();
            return temp["costs.npy"];
        }
    }
}
