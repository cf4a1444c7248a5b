using System.Text;
using PluginAL.Abstractions;

namespace PluginAL.Pools.Tests;

[Collection(nameof(Alone))]
public class IngestTests
{
    [Theory]
    [InlineData("n,m,c\n1,,x\n", null, "numeric: n; category: m; label: c (the last column)")]
    [InlineData("id,text,n,label,m\na,long text,1,x,?\n", null, "id: id; text: text; numeric: n; category: m; label: label")]
    [InlineData("a;b;c\n1,5;2;x\n", null, "numeric: b; category: a; label: c (the last column)")]
    [InlineData("a\tb\tc\n1\t2\tx\n", null, "numeric: a, b; label: c (the last column)")]
    [InlineData("a,b,c,d,e\n1,2,3,x,y\n", "b-d", "numeric: b, c; label: d")]
    [InlineData("a,b,c,d,e\n1,2,3,x,4\n", "*", "numeric: a, b, c, e; label: d")]
    [InlineData("a,b,c,d,e\n1,2,3,x,4\n", "e,*", "numeric: e, a, b, c; label: d")]
    [InlineData("a-b,c,d\n1,2,x\n", "a-b", "numeric: a-b; label: d")]
    [InlineData("a-b,c-d,e,d\n1,2,3,x\n", "a-b-c-d", "numeric: a-b, c-d; label: d")]
    public void Fields_are_resolved_as_described(string content, string? numeric, string expected)
    {
        using var temp = new TempDirectory();
        var fields = numeric is null ? new FieldRequest() : new FieldRequest { Numeric = [numeric], Label = "d" };
        Assert.Equal(expected, temp.Create(temp.Write("a.csv", content), TempDirectory.Options with { Fields = fields }).Description);
    }

    [Fact]
    public void A_stream_and_a_file_give_the_same_pool()
    {
        using var temp = new TempDirectory();
        const string content = "a,b,label\n1,x,0\n2,y,1\n";
        temp.Create(temp.Write("a.csv", content));
        PoolBuilder.Create(temp["s.pool"], [PoolSource.FromStream(new Trickle(Encoding.UTF8.GetBytes(content)), "standard input")], TempDirectory.Options);
        using var file = Pool.Open(temp.Pool);
        using var stream = Pool.Open(temp["s.pool"]);
        Assert.Equal(file.ContentHash, stream.ContentHash);
        var source = Assert.Single(stream.GetInfo().Segments[0].Sources);
        Assert.Equal(("standard input", content.Length), (source.Name, source.Bytes));
        Assert.Equal(source.Sha256, file.GetInfo().Segments[0].Sources[0].Sha256);
        PoolBuilder.Create(temp["j.pool"], [PoolSource.FromStream(new MemoryStream(Encoding.UTF8.GetBytes("\uFEFF {\"text\": \"a\"}")), "-")], TempDirectory.Options);
    }

    [Fact]
    public void Several_files_become_one_segment()
    {
        using var temp = new TempDirectory();
        var sources = new[] { "a,label\r\n1,x\r\n2,y", "a,label\n3,x\n" }.Select((content, i) => PoolSource.FromFile(temp.Write($"{i}.csv", content))).ToArray();
        PoolBuilder.Create(temp.Pool, sources, TempDirectory.Options);
        using var pool = Pool.Open(temp.Pool);
        Assert.Equal("a,label\r\n1,x\r\n2,y\r\n3,x\n", File.ReadAllText(temp["p.pool/00000/records.csv"]));
        Assert.Equal(["1,x", "2,y", "3,x"], Enumerable.Range(0, 3).Select(row => Encoding.UTF8.GetString(pool.RecordBytes(row))));
        Assert.Equal(2, pool.GetInfo().Segments[0].Sources.Count);
    }

    [Fact]
    public void Labels_may_be_strings_numbers_or_booleans_and_are_sorted_by_ordinal()
    {
        using var temp = new TempDirectory();
        var result = temp.Create(temp.Write("a.jsonl", string.Concat(new[] { "\"b\"", "2", "true", "\"B\"", "10", "null", "\"\"", "1.50", "false" }
            .Select(label => $"{{\"text\": \"a\", \"label\": {label}}}\n")) + "{\"text\": \"a\"}\n"));
        Assert.Equal(["1.50", "10", "2", "B", "b", "false", "true"], result.Classes);
        Assert.Equal((3, 5), (result.UnlabelledRows, result.FirstUnlabelledRow));
        using var pool = Pool.Open(temp.Pool);
        Assert.Equal("b", pool.Classes[pool.ClassAt(0)]);
        Assert.Equal(3, pool.GetInfo().UnlabelledRows);
        Assert.Throws<ArgumentOutOfRangeException>(() => pool.ClassAt(10));
        Assert.Throws<ArgumentOutOfRangeException>(() => pool.CopyClasses(9, new int[2]));
    }

    [Fact]
    public void Missing_values_are_what_they_are_called()
    {
        using var temp = new TempDirectory();
        temp.Create(temp.Write("a.csv", "n,c,label\n,,x\n?,?,x\nNA,NA,x\nnan, ,x\nNULL,null,x\n 7 ,z,x\n"));
        using var pool = Pool.Open(temp.Pool);
        Assert.Equal(["n"], pool.Schema!.Numeric);
        var values = new FieldValues(pool.Schema!);
        var read = Enumerable.Range(0, 6).Select(row =>
        {
            pool.ReadFields(row, values);
            return (values.Numbers[0], values.Categories[0]);
        });
        Assert.Equal([(double.NaN, null), (double.NaN, null), (double.NaN, "NA"), (double.NaN, " "), (double.NaN, "null"), (7, "z")], read);

        PoolBuilder.Create(temp["j.pool"], [PoolSource.FromFile(temp.Write("a.jsonl",
            "{\"n\": null, \"c\": \"?\", \"s\": \"\"}\n{\"n\": \"NA\", \"c\": 5}\n{\"n\": \"1e3\", \"c\": true, \"s\": null}\n{}\n"))],
            TempDirectory.Options with { Fields = new FieldRequest { Numeric = ["n"], Categories = ["c", "s"] } });
        using var json = Pool.Open(temp["j.pool"]);
        values = new FieldValues(json.Schema!);
        var found = Enumerable.Range(0, 4).Select(row =>
        {
            json.ReadFields(row, values);
            return (values.Numbers[0], values.Categories[0]);
        });
        Assert.Equal([(double.NaN, null), (double.NaN, "5"), (1000, "true"), (double.NaN, null)], found);
    }

    [Fact]
    public void Progress_is_told_for_each_stage_and_reaches_the_end()
    {
        using var temp = new TempDirectory();
        var told = new List<PoolProgress>();
        temp.Create(temp.Write("a.csv", "n,label\n" + string.Concat(Enumerable.Repeat("1,x\n", 3000))), TempDirectory.Options with { Progress = told.Add });
        Assert.Equal(["reading", "learning", "encoding"], told.Select(progress => progress.Stage).Distinct());
        Assert.All(told.GroupBy(progress => progress.Stage), stage => Assert.Equal((3000, stage.Last().TotalBytes), (stage.Last().Rows, stage.Last().Bytes)));
    }

    [Fact]
    public void Memory_does_not_grow_with_the_rows()
    {
        using var temp = new TempDirectory();
        using (var writer = new StreamWriter(temp["a.jsonl"]))
        {
            for (var i = 0; i < 200_000; i++)
            {
                writer.WriteLine($"{{\"id\": \"record-{i}\", \"text\": \"one {i} two {i * 7} three {i % 100}\", \"label\": \"{i % 10}\"}}");
            }
        }

        var most = 0L;
        var before = GC.GetTotalMemory(forceFullCollection: true);
        temp.Create(temp["a.jsonl"], TempDirectory.Options with
        {
            Progress = progress => most = progress.Rows % 50_000 < 512 ? Math.Max(most, GC.GetTotalMemory(forceFullCollection: true)) : most,
        });
        Assert.InRange(most - before, 1, 40_000_000);
        using var pool = Pool.Open(temp.Pool);
        Assert.Equal(200_000, pool.RowCount);
        Assert.Equal("record-199999", pool.Id(199_999));
        Assert.Empty(pool.Verify().Problems);
    }

    /// <summary>Gives one byte at a time, as a slow pipe may.</summary>
    private sealed class Trickle(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(1, buffer.Length)]);
    }
}
