using PluginAL.Encoding.Records;
using PluginAL.Pools;

namespace PluginAL.Tests;

public sealed class RecordPoolTests
{
    [Fact]
    public void A_pool_from_csv_holds_the_file_and_is_an_ordinary_pool()
    {
        using var folder = new TemporaryFolder();
        var csv = folder.Write("adults.csv", Adults.Csv(3000));
        using var pool = RecordPool<Adult>.CreateFromCsv(folder["adults.pool"], csv);
        var records = RecordFile.ReadCsv<Adult>(csv);
        Assert.Equal(3000, pool.Count);
        Assert.Equal(records, pool);
        Assert.Equal(records[1234], pool[1234]);
        Assert.Contains(records, record => record.Workclass is null);
        Assert.Equal(File.ReadAllText(csv), File.ReadAllText(Path.Combine(pool.Path, "00000", "records.csv")));

        using var opened = Pool.Open(pool.Path);
        Assert.Empty(opened.Verify().Problems);
        Assert.Equal(["<=50K", ">50K"], opened.Classes);
        Assert.Equal("record:" + typeof(Adult).FullName, Assert.Single(opened.GetInfo().Featurisers).Name);
        var adapter = RecordAdapters<Adult>.Features;
        var expected = new float[adapter.Width];
        for (var row = 0; row < 3000; row += 7)
        {
            var record = records[row];
            Assert.Equal(record.Income, opened.Classes[opened.ClassAt(row)]);
            Assert.Equal(expected.Length, adapter.Width);
            Written(adapter, record, pool.State, expected);
            Assert.Equal(expected, Row(opened, row));
        }
    }

    [Fact]
    public void The_bytes_do_not_depend_on_the_number_of_threads()
    {
        using var folder = new TemporaryFolder();
        var csv = folder.Write("adults.csv", Adults.Csv(12_000));
        Assert.True(new FileInfo(csv).Length > 4 * (1 << 18), "several chunks");
        var hashes = new[] { 1, 2, 5 }.Select(threads =>
        {
            using var pool = RecordPool<Adult>.CreateFromCsv(folder[$"{threads}.pool"], csv, new() { Threads = threads });
            return (pool.Pool.ContentHash, pool.Pool.SchemaHash, pool.State.Hash);
        });
        Assert.Single(hashes.Distinct());
    }

    [Fact]
    public void Records_jsonl_and_csv_give_the_same_records()
    {
        using var folder = new TemporaryFolder();
        var records = Adults.Records(500);
        using var fromRecords = RecordPool<Adult>.Create(folder["a.pool"], records);
        Assert.Equal(records, fromRecords);
        var jsonl = Path.Combine(fromRecords.Path, "00000", "records.jsonl");
        using var fromJsonl = RecordPool<Adult>.CreateFromJsonl(folder["b.pool"], jsonl);
        Assert.Equal(records, fromJsonl);
        Assert.Equal(records, RecordFile.ReadJsonl<Adult>(jsonl));
        Assert.Equal(File.ReadAllText(jsonl), File.ReadAllText(Path.Combine(fromJsonl.Path, "00000", "records.jsonl")));
        Assert.Equal(fromRecords.State.Hash, fromJsonl.State.Hash);
    }

    [Fact]
    public void Csv_of_other_habits_is_read()
    {
        using var folder = new TemporaryFolder();
        var csv = folder.Write("q.csv", "\r\nText;other;Number\r\n\"a;\"\"b\"\"\r\nc\";x;1\r\n\r\ndé字;;2.5\r\n;y;-3e2");
        Quoted[] expected = [new(1, "a;\"b\"\r\nc"), new(2.5, "dé字"), new(-300, "")];
        Assert.Equal(expected, RecordFile.ReadCsv<Quoted>(csv));
        using var pool = RecordPool<Quoted>.CreateFromCsv(folder["q.pool"], csv);
        Assert.Equal(expected, pool);
        Assert.Equal("dé字;;2.5", System.Text.Encoding.UTF8.GetString(pool.Pool.RecordBytes(1)));
        Assert.Equal(expected[2], pool[2]);
    }

    [Fact]
    public void Append_keeps_what_was_learned_and_takes_either_format()
    {
        using var folder = new TemporaryFolder();
        var records = Adults.Records(300);
        using var pool = RecordPool<Adult>.CreateFromCsv(folder["a.pool"], folder.Write("a.csv", Adults.Csv(300)));
        var state = pool.State.Hash;
        var more = Adults.Records(120, seed: 2);
        var added = pool.Append(more);
        pool.AppendCsv(folder.Write("b.csv", Adults.Csv(80, seed: 3)));
        Assert.Equal((120, 420), (added.Rows, added.TotalRows));
        Assert.Equal(500, pool.Count);
        Assert.Equal([.. records, .. more, .. Adults.Records(80, seed: 3)], pool);
        Assert.Equal(more[5], pool[305]);
        using var opened = RecordPool<Adult>.Open(pool.Path);
        Assert.Equal(state, opened.State.Hash);
        Assert.Empty(opened.Pool.Verify().Problems);
        var expected = new float[RecordAdapters<Adult>.Features.Width];
        Written(RecordAdapters<Adult>.Features, more[5], pool.State, expected);
        Assert.Equal(expected, Row(opened.Pool, 305));
    }

    [Fact]
    public void A_given_state_makes_pools_that_fit_each_other()
    {
        using var folder = new TemporaryFolder();
        using var train = RecordPool<Adult>.Create(folder["train.pool"], Adults.Records(300));
        using var other = RecordPool<Adult>.Create(folder["other.pool"], Adults.Records(50, seed: 9), new() { State = train.State });
        using var alone = RecordPool<Adult>.Create(folder["alone.pool"], Adults.Records(50, seed: 9));
        Assert.Equal(train.Pool.SchemaHash, other.Pool.SchemaHash);
        Assert.NotEqual(train.Pool.SchemaHash, alone.Pool.SchemaHash);
        var wrong = Assert.Throws<PluginALException>(() => RecordPool<Digit>.Create(folder["wrong.pool"], [new(1, 2, "a")], new() { State = train.State }));
        Assert.Contains("Digit", wrong.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["wrong.pool"]));
    }

    [Fact]
    public void Ids_and_enum_labels_become_columns()
    {
        using var folder = new TemporaryFolder();
        Ordered[] records = [new("x1", 1, Messages.Kind.Order), new("x2", 2, null), new("x3", 3, Messages.Kind.Question)];
        using var pool = RecordPool<Ordered>.Create(folder["o.pool"], records);
        Assert.Equal(records, pool);
        Assert.Equal(["Question", "Order", "Complaint"], pool.Pool.Classes);
        Assert.Equal(["x1", "x2", "x3"], Enumerable.Range(0, 3).Select(row => pool.Pool.Id(row)));
        Assert.Equal([1, -1, 0], Enumerable.Range(0, 3).Select(row => pool.Pool.ClassAt(row)));
        Assert.Equal((1, 1), (pool.Built!.UnlabelledRows, pool.Built.FirstUnlabelledRow));
        Ordered[] nameless = [new("a", 1, null), new("", 1, null)];
        Assert.Contains("row 2", Assert.Throws<PluginALException>(() => RecordPool<Ordered>.Create(folder["n.pool"], nameless)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Text,Number\na,1\nb,one\n", "line 3 (row 2)", "'Number'", "'one'")]
    [InlineData("Text,Number\na,1\n\nb,2,3\n", "line 4 (row 2)", "found 3 fields, expected 2", "quote")]
    [InlineData("Text,Number\na,1\n\"b,2\n", "line 3 (row 2)", "quote is opened", "never closed")]
    [InlineData("Text\na\n", "header", "Number", "Quoted")]
    [InlineData("Text,Number\n", "no records", "at least one", "data")]
    [InlineData("", "is empty", "header", "CSV")]
    public void What_is_wrong_in_csv_is_said_with_its_place(string csv, params string[] words)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("wrong.csv", csv);
        var error = Assert.Throws<PluginALException>(() => RecordPool<Quoted>.CreateFromCsv(folder["w.pool"], file));
        Assert.Equal(ErrorKind.Input, error.Kind);
        Assert.Contains(file, error.Message, StringComparison.Ordinal);
        Assert.All(words, word => Assert.Contains(word, error.Message, StringComparison.Ordinal));
        Assert.False(Directory.Exists(folder["w.pool"]));
    }

    [Fact]
    public void The_first_error_of_a_long_file_is_the_one_that_is_said()
    {
        using var folder = new TemporaryFolder();
        var lines = Adults.Csv(12_000).Split('\n');
        lines[9000] = "old" + lines[9000];
        lines[11_000] = "older" + lines[11_000];
        var file = folder.Write("long.csv", string.Join('\n', lines));
        var error = Assert.Throws<PluginALException>(() => RecordPool<Adult>.CreateFromCsv(folder["l.pool"], file, new() { Threads = 4 }));
        Assert.Contains("line 9001 (row 9000)", error.Message, StringComparison.Ordinal);
        Assert.Contains("'age'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_wrong_in_jsonl_is_said_with_its_place()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("wrong.jsonl", "{\"Number\":1,\"Text\":\"a\"}\n\n{\"Number\":\"x\",\"Text\":\"a\"}\n");
        Assert.Contains("line 3 (row 2)", Assert.Throws<PluginALException>(() => RecordFile.ReadJsonl<Quoted>(file)).Message, StringComparison.Ordinal);
        file = folder.Write("wrong.jsonl", "{\"Number\":1,\"Text\":\"a\"}\nnonsense\n");
        Assert.Contains("line 2 (row 2)", Assert.Throws<PluginALException>(() => RecordFile.ReadJsonl<Quoted>(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_change_of_the_type_is_named_and_migrated()
    {
        using var folder = new TemporaryFolder();
        var csv = folder.Write("r.csv", "Heat,Rain,Place\n20,1,Ulm\n10,5,Bonn\n0,3,Ulm\n");
        using (var old = RecordPool<Before.Reading>.CreateFromCsv(folder["old.pool"], csv))
        {
            old.AppendCsv(folder.Write("s.csv", "Heat,Rain,Place\n7,7,Kiel\n"));
        }

        var error = Assert.Throws<PluginALException>(() => RecordPool<After.Reading>.Open(folder["old.pool"]));
        Assert.Contains(RecordAdapters<Before.Reading>.Features.SchemaHash, error.Message, StringComparison.Ordinal);
        Assert.Contains(RecordAdapters<After.Reading>.Features.SchemaHash, error.Message, StringComparison.Ordinal);
        Assert.Contains("'Heat'", error.Message, StringComparison.Ordinal);
        Assert.Contains("Migrate", error.Message, StringComparison.Ordinal);

        using var migrated = RecordPool<After.Reading>.Migrate(folder["old.pool"], folder["new.pool"]);
        Assert.Equal([new("Ulm", 20, null), new("Bonn", 10, null), new("Ulm", 0, null), new("Kiel", 7, null)], migrated);
        Assert.Contains("drop 1 (Rain)", migrated.Built!.Notices[0], StringComparison.Ordinal);
        Assert.Contains("add 1 (Wind)", migrated.Built.Notices[0], StringComparison.Ordinal);
        Assert.Equal("20,1,Ulm", System.Text.Encoding.UTF8.GetString(migrated.Pool.RecordBytes(0)));
        using var fresh = RecordPool<After.Reading>.Create(folder["fresh.pool"], migrated);
        Assert.Equal(Row(fresh.Pool, 3), Row(migrated.Pool, 3));
        using var stays = RecordPool<Before.Reading>.Open(folder["old.pool"]);
        Assert.Equal(4, stays.Count);
    }

    [Fact]
    public void Segments_of_two_formats_migrate_to_one()
    {
        using var folder = new TemporaryFolder();
        using (var old = RecordPool<Before.Reading>.CreateFromCsv(folder["old.pool"], folder.Write("r.csv", "Heat,Rain,Place\n20,1,Ulm\n")))
        {
            old.Append([new(3, 4, "Bonn")]);
        }

        using var migrated = RecordPool<After.Reading>.Migrate(folder["old.pool"], folder["new.pool"]);
        Assert.Equal([new("Ulm", 20, null), new("Bonn", 3, null)], migrated);
    }

    [Fact]
    public void An_interrupted_create_leaves_no_pool_and_the_next_one_replaces_it()
    {
        using var folder = new TemporaryFolder();
        var records = Adults.Records(50);
        foreach (var point in (string[])["records-written", "encoding", "columns-written"])
        {
            var error = Assert.Throws<PluginALException>(() => RecordPool<Adult>.Create(folder["a.pool"], records, new() { Step = Stop }));
            Assert.Contains("There is no pool", error.Message, StringComparison.Ordinal);
            Assert.Contains("interrupted", Assert.Throws<PluginALException>(() => RecordPool<Adult>.Open(folder["a.pool"])).Message, StringComparison.Ordinal);

            void Stop(string reached, string path)
            {
                if (reached == point)
                {
                    throw new IOException("power cut");
                }
            }
        }

        using var pool = RecordPool<Adult>.Create(folder["a.pool"], records);
        Assert.Equal(records, pool);
        Assert.Contains("Removed", Assert.Single(pool.Built!.Notices), StringComparison.Ordinal);
    }

    [Fact]
    public void Wide_features_are_stored_sparse()
    {
        using var folder = new TemporaryFolder();
        Worded[] records = [new(1, "the quick brown fox", "a"), new(2, "jumps over", "b"), new(3, "", null), new(0, "the lazy dog", "a")];
        using var pool = RecordPool<Worded>.Create(folder["w.pool"], records);
        Assert.Equal(records, pool);
        var adapter = RecordAdapters<Worded>.Features;
        Assert.Equal((FeatureLayout.Sparse, adapter.Width), (pool.Pool.Features!.Layout, pool.Pool.Features.Width));
        var row = new FeatureRow();
        for (var i = 0; i < records.Length; i++)
        {
            row.Clear();
            adapter.WriteSparse(in records[i], pool.State, row);
            var block = pool.Pool.Features.Block(i, 1);
            Assert.Equal(row.Columns, block.Columns);
            Assert.Equal(row.Values, block.Values);
        }

        Assert.Empty(pool.Pool.Verify().Problems);
        using var learner = new ActiveLearner<Worded>(pool, "logistic", "margin", seed: 1);
        Assert.Equal(3, learner.TeachLabelled());
        Assert.Equal("b", learner.Predict(records[1]).Label);
    }

    [Fact]
    public void What_only_the_type_can_do_is_refused_elsewhere_with_its_name()
    {
        using var folder = new TemporaryFolder();
        using var pool = RecordPool<Quoted>.CreateFromCsv(folder["q.pool"], folder.Write("q.csv", "Text,Number\na,1\n"));
        var append = Assert.Throws<PluginALException>(() => PoolBuilder.Append(
            pool.Path, [PoolSource.FromFile(folder["q.csv"])], new PoolBuildOptions { Resolve = name => throw new InvalidOperationException(name) }));
        Assert.Contains("Quoted>", append.Message, StringComparison.Ordinal);
        PoolBuilder.Create(folder["plain.pool"], [PoolSource.FromFile(folder["q.csv"])], new PoolBuildOptions { Fields = new() { Categories = ["Text"] } });
        Assert.Contains("not made of a record type", Assert.Throws<PluginALException>(() => RecordPool<Quoted>.Open(folder["plain.pool"])).Message, StringComparison.Ordinal);
    }

    private static void Written(IFeatureAdapter<Adult> adapter, Adult record, FeatureState state, float[] row)
    {
        if (adapter.Layout == FeatureLayout.Dense)
        {
            adapter.Write(in record, state, row);
            return;
        }

        var sparse = new FeatureRow();
        adapter.WriteSparse(in record, state, sparse);
        sparse.CopyTo(row);
    }

    private static float[] Row(Pool pool, long row)
    {
        var block = pool.Features!.Block(row, 1);
        if (block.Layout == FeatureLayout.Dense)
        {
            return block.Values.ToArray();
        }

        var dense = new float[block.Width];
        for (var i = 0; i < block.Columns.Length; i++)
        {
            dense[block.Columns[i]] = block.Values[i];
        }

        return dense;
    }
}
