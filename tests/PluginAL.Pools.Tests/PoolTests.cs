using System.Text;
using PluginAL.Abstractions;

namespace PluginAL.Pools.Tests;

public class PoolTests
{
    [Fact]
    public void Json_lines_become_a_sparse_pool_with_records_labels_and_ids()
    {
        using var temp = new TempDirectory();
        var source = temp.Write("a.jsonl",
            """{"id": "a", "text": "one two", "label": "y"}""" + "\n\n" + """{"text": "two two", "id": 7, "more": [1, {"x": null}]}""" + "\r\n"
            + """{"id": "c", "text": "", "label": "x"}""");
        var result = temp.Create(source);
        Assert.Equal("id: id; text: text; label: label", result.Description);
        Assert.Equal((1, 1), (result.UnlabelledRows, result.FirstUnlabelledRow));

        using var pool = Pool.Open(temp.Pool);
        Assert.Equal(3, pool.RowCount);
        Assert.Equal(["x", "y"], pool.Classes);
        Assert.Equal([1, -1, 0], new[] { pool.ClassAt(0), pool.ClassAt(1), pool.ClassAt(2) });
        Assert.Equal("a 7 c", $"{pool.Id(0)} {pool.Id(1)} {pool.Id(2)}");
        Assert.Equal("""{"text": "two two", "id": 7, "more": [1, {"x": null}]}""", Encoding.UTF8.GetString(pool.RecordBytes(1)));
        var block = pool.Features!.Block(0, 100);
        Assert.Equal((FeatureLayout.Sparse, 3, 1024), (block.Layout, block.Count, block.Width));
        Assert.Equal([0L, 2, 3, 3], block.RowOffsets.ToArray());
        Assert.Equal(2f, block.Values[2]);
        Assert.Empty(pool.Verify().Problems);
    }

    [Fact]
    public void Csv_columns_are_taken_by_what_they_hold()
    {
        using var temp = new TempDirectory();
        var source = temp.Write("a.csv", "age,job,city,class\r\n30,cook,\"A, B\",no\r\n?,,\"line\r\nbreak\",yes\r\n50,cook,\"say \"\"hi\"\"\",no\r\n");
        var result = temp.Create(source);
        Assert.Equal("numeric: age; category: job, city; label: class (the last column)", result.Description);

        using var pool = Pool.Open(temp.Pool);
        Assert.Equal("age,job,city,class\r\n30,cook,\"A, B\",no\r\n?,,\"line\r\nbreak\",yes\r\n50,cook,\"say \"\"hi\"\"\",no\r\n",
            File.ReadAllText(temp["p.pool/00000/records.csv"]));
        Assert.Equal("?,,\"line\r\nbreak\",yes", Encoding.UTF8.GetString(pool.RecordBytes(1)));
        var values = new FieldValues(pool.Schema!);
        pool.ReadFields(1, values);
        Assert.Equal([double.NaN], values.Numbers);
        Assert.Null(values.Categories[0]);
        Assert.Equal("line\r\nbreak", values.Categories[1]);
        Assert.Equal("yes", values.Label);
        pool.ReadFields(2, values);
        Assert.Equal("say \"hi\"", values.Categories[1]);
        Assert.Equal(1025, pool.Features!.Width);
        Assert.Equal([-10f, 0f, 10f], new[] { At(pool, 0, 0), At(pool, 1, 0), At(pool, 2, 0) });
    }

    [Fact]
    public void Append_adds_a_segment_with_the_pools_pipeline_and_new_classes_at_the_end()
    {
        using var temp = new TempDirectory();
        temp.Create(temp.Write("a.csv", "n,label\n1,b\n3,a\n"));
        var before = Pool.Open(temp.Pool);
        var result = temp.Append(temp.Write("b.csv", "extra,n,label\nx,5,0\ny,7,b\nz,9,\n"));
        Assert.Equal((3L, 5L), (result.Rows, result.TotalRows));
        Assert.Equal(["0"], result.NewClasses);
        Assert.Equal(4, result.FirstUnlabelledRow);

        Assert.Equal(2, before.RowCount);
        Assert.Equal(1, before.ClassAt(0));
        before.Dispose();
        using var pool = Pool.Open(temp.Pool);
        Assert.Equal(["a", "b", "0"], pool.Classes);
        var classes = new int[5];
        pool.CopyClasses(0, classes);
        Assert.Equal([1, 0, 2, 1, -1], classes);
        Assert.Equal(2, pool.Features!.Block(0, 100).Count);
        Assert.Equal([3f, 5f, 7f], pool.Features!.Block(2, 100).Values.ToArray());
        var values = new FieldValues(pool.Schema!);
        pool.ReadFields(3, values);
        Assert.Equal(7, values.Numbers[0]);
        Assert.Empty(pool.Verify().Problems);
    }

    [Fact]
    public void A_test_set_is_encoded_with_the_training_sets_pipeline_and_classes()
    {
        using var temp = new TempDirectory();
        temp.Create(temp.Write("a.csv", "n,label\n1,b\n3,a\n"));
        using var train = Pool.Open(temp.Pool);
        var pipeline = train.LoadPipeline(TempDirectory.Resolve);
        PoolBuilder.Create(temp["t.pool"], [PoolSource.FromFile(temp.Write("t.csv", "n,label\n4,b\n5,A\n"))],
            new PoolBuildOptions { Pipeline = pipeline, Classes = train.Classes });
        using var test = Pool.Open(temp["t.pool"]);
        Assert.Equal(["a", "b", "A"], test.Classes);
        Assert.Equal([2f, 3f], test.Features!.Block(0, 9).Values.ToArray());
        Assert.Equal(train.SchemaHash, test.SchemaHash);
        Assert.NotEqual(train.ContentHash, test.ContentHash);
    }

    private static float At(Pool pool, long row, int column)
    {
        var block = pool.Features!.Block(row, 1);
        var at = block.Columns.IndexOf(column);
        return at < 0 ? 0 : block.Values[at];
    }
}
