using System.Text;

namespace PluginAL.Cli.Tests;

public sealed class PoolCommandTests : IDisposable
{
    private readonly Workspace _work = new();

    [Fact]
    public void A_pool_is_made_shown_grown_and_verified_each_in_one_json_document()
    {
        var made = _work.Run("pool", "create", Stock.Texts, "--out", "new/folder/t.pool", "--json").Json();
        Assert.Equal((Stock.TextRows, Stock.TextRows), (made.GetProperty("rows").GetInt32(), made.GetProperty("total_rows").GetInt32()));
        Assert.Equal("id: id; text: text; label: label", made.GetProperty("description").GetString());

        var grown = _work.Run("pool", "append", "new/folder/t.pool", Stock.TextsTest, "--json").Json();
        Assert.Equal((Stock.TestRows, Stock.TextRows + Stock.TestRows), (grown.GetProperty("rows").GetInt32(), grown.GetProperty("total_rows").GetInt32()));

        var shown = _work.Run("pool", "info", "new/folder/t.pool", "--json").Json();
        Assert.Equal(Stock.TextRows + Stock.TestRows, shown.GetProperty("rows").GetInt32());
        Assert.Equal(2, shown.GetProperty("segments").GetArrayLength());
        Assert.Equal(["c0", "c1", "c2"], shown.GetProperty("classes").EnumerateArray().Select(item => item.GetProperty("name").GetString()).Order());

        var verified = _work.Run("pool", "verify", "new/folder/t.pool", "--json").Json();
        Assert.Equal(Stock.TextRows + Stock.TestRows, verified.GetProperty("rows").GetInt32());
        Assert.Empty(verified.GetProperty("problems").EnumerateArray());
    }

    [Fact]
    public void Standard_input_makes_the_same_pool_as_the_file()
    {
        Pluginal.Run(_work.Folder, File.ReadAllText(Stock.Texts), [], "pool", "create", "-", "--out", "piped.pool").Succeeds();
        Assert.Equal(ContentHash(Stock.TextPool), ContentHash("piped.pool"));
    }

    [Theory]
    [InlineData("float16", "<f2", "dense")]
    [InlineData("bfloat16", "<u2", "bfloat16")]
    [InlineData("int8", "|i1", "scaled")]
    public void Features_in_short_numbers_are_adopted_fitted_and_scored_as_the_same_values_in_float32(string type, string dtype, string encoding)
    {
        const int Rows = 300, Width = 4;
        int[] values = [.. Enumerable.Range(0, Rows * Width).Select(i => (i * 37 % 11) - 5)]; // exact in every type
        Npy.WriteMatrix(_work["wide.npy"], [.. values.Select(value => value * 0.5f)], Width);
        Npy.Write<long>(_work["labels.npy"], [.. Enumerable.Range(0, Rows).Select(i => (long)(values[i * Width] > 0 ? 1 : 0))], "<i8", $"({Rows},)");
        string[] options = [];
        switch (type)
        {
            case "float16":
                Npy.Write<Half>(_work["short.npy"], [.. values.Select(value => (Half)(value * 0.5f))], dtype, $"({Rows}, {Width})");
                break;
            case "bfloat16":
                Npy.Write<ushort>(_work["short.npy"], [.. values.Select(value => (ushort)(BitConverter.SingleToUInt32Bits(value * 0.5f) >> 16))], dtype, $"({Rows}, {Width})");
                options = ["--encoding", "bfloat16"];
                break;
            default:
                Npy.Write<sbyte>(_work["short.npy"], [.. values.Select(value => (sbyte)value)], dtype, $"({Rows}, {Width})");
                Npy.Write<float>(_work["scale.npy"], [0.5f], "<f4", "(1,)");
                options = ["--scale", "scale.npy"];
                break;
        }

        _work.Run("pool", "create", "wide.npy", "--labels", "labels.npy", "--out", "wide.pool").Succeeds();
        _work.Run(["pool", "create", "short.npy", "--labels", "labels.npy", "--out", "short.pool", .. options]).Succeeds();
        var features = _work.Run("pool", "info", "short.pool", "--json").Json().GetProperty("columns")[0];
        Assert.Equal((dtype, encoding), (features.GetProperty("dtype").GetString(), features.GetProperty("encoding").GetString()));
        Assert.Empty(_work.Run("pool", "verify", "short.pool", "--json").Json().GetProperty("problems").EnumerateArray());
        foreach (var pool in new[] { "wide", "short" })
        {
            _work.Run("fit", "--data", $"{pool}.pool", "--learner", "logistic", "--out", $"{pool}.model").Succeeds();
            _work.Run("score", "--pool", $"{pool}.pool", "--model", $"{pool}.model", "--strategy", "entropy", "--top", "20", "--out", $"{pool}.csv").Succeeds();
        }

        Assert.Equal(File.ReadAllText(_work["wide.csv"]), File.ReadAllText(_work["short.csv"]));
    }

    [Fact]
    public void A_file_cut_short_is_found_when_the_pool_is_opened()
    {
        _work.Copy(Stock.FeaturePool, "p");
        var path = Directory.GetFiles(_work["p"], "features*.npy", SearchOption.AllDirectories).Single();
        using (var file = File.OpenWrite(path))
        {
            file.SetLength(file.Length - 5);
        }

        foreach (var command in new[] { "info", "verify" })
        {
            _work.Run("pool", command, "p").Fails(3, Path.GetFileName(path), "cut short at byte", "restore it from a copy");
        }
    }

    [Fact]
    public void A_flipped_byte_is_found_by_verify()
    {
        _work.Copy(Stock.FeaturePool, "p");
        var path = Directory.GetFiles(_work["p"], "features*.npy", SearchOption.AllDirectories).Single();
        var bytes = File.ReadAllBytes(path);
        bytes[^100] ^= 1;
        File.WriteAllBytes(path, bytes);
        _work.Run("pool", "verify", "p").Fails(3, Path.GetFileName(path), "is damaged at byte", "restore it from a copy");
    }

    [Fact]
    public void An_altered_manifest_is_refused()
    {
        _work.Copy(Stock.TextPool, "p");
        var manifest = _work["p/pool.json"];
        var text = File.ReadAllText(manifest);
        File.WriteAllText(manifest, text.Replace($"\"rows\": {Stock.TextRows}", $"\"rows\": {Stock.TextRows - 1}", StringComparison.Ordinal));
        Assert.NotEqual(text, File.ReadAllText(manifest));
        _work.Run("pool", "info", "p").Fails(3, "pool.json", "it was altered", "restore it from a copy");
    }

    [Fact]
    public void A_ragged_row_is_named_by_file_line_and_row()
    {
        _work.Write("ragged.csv", Stock.NumberLines(2000, (row, line) => row == 1233 ? line[..line.LastIndexOf(',')] : line));
        _work.Run("pool", "create", "ragged.csv", "--out", "p").Fails(3, "ragged.csv, line 1235 (row 1234): found 2 fields, expected 3", "repair the row");
        Assert.False(Directory.Exists(_work["p"]));
    }

    [Fact]
    public void A_line_that_is_not_json_is_named_by_file_and_line()
    {
        var lines = Stock.TextLines(1, 50).Split('\n');
        lines[30] = lines[30][..20];
        _work.Write("bad.jsonl", string.Join('\n', lines));
        _work.Run("pool", "create", "bad.jsonl", "--out", "p").Fails(3, "bad.jsonl, line 31: not JSON at byte", "repair or remove the line");
        Assert.False(Directory.Exists(_work["p"]));
    }

    [Fact]
    public void Rows_without_a_label_and_values_that_are_not_finite_are_counted_with_the_first_row()
    {
        _work.Write("part.csv", Stock.NumberLines(100, (row, line) => row is 42 or 57 ? line[..(line.LastIndexOf(',') + 1)] : line));
        var result = _work.Run("pool", "create", "part.csv", "--out", "p1", "--json");
        var json = result.Json();
        Assert.Equal((2, 42), (json.GetProperty("unlabelled_rows").GetInt32(), json.GetProperty("first_unlabelled_row").GetInt32()));
        Assert.Contains("first: row 42", result.Error, StringComparison.Ordinal);

        var values = Npy.ReadFloats(Stock.Features, out _);
        values[(7 * Stock.FeatureWidth) + 2] = float.NaN;
        Npy.WriteMatrix(_work["f.npy"], values, Stock.FeatureWidth);
        json = _work.Run("pool", "create", "f.npy", "--out", "p2", "--json").Json();
        Assert.Equal((1, 7), (json.GetProperty("non_finite").GetInt32(), json.GetProperty("first_non_finite_row").GetInt32()));
    }

    [Fact]
    public void What_exists_is_never_replaced()
    {
        _work.Write("file", "mine");
        Directory.CreateDirectory(_work["folder"]);
        _work.Write("folder/file", "mine");
        _work.Copy(Stock.TextPool, "p");
        _work.Run("pool", "create", Stock.Texts, "--out", "file").Fails(3, "file exists and is a file; nothing was written");
        _work.Run("pool", "create", Stock.Texts, "--out", "folder").Fails(3, "folder exists and is a directory with other files");
        _work.Run("pool", "create", Stock.Texts, "--out", "p").Fails(3, "p is a pool already; nothing was written");
        Assert.Equal("mine", File.ReadAllText(_work["file"]));
        Assert.Equal(["file"], Directory.GetFileSystemEntries(_work["folder"]).Select(Path.GetFileName));
    }

    [Fact]
    public void Input_that_does_not_fit_leaves_the_pool_as_it_was()
    {
        _work.Copy(Stock.TextPool, "p");
        _work.Write("numbers.csv", Stock.NumberLines(10));
        _work.Run("pool", "append", "p", "numbers.csv").Fails(3, "numbers.csv has no field 'id'");
        _work.Run("pool", "append", "p", "nowhere.jsonl").Fails(3, "nowhere.jsonl does not exist");
        _work.Run("pool", "append", "nowhere", "numbers.csv").Fails(3, "There is no pool at nowhere");
        Assert.Equal(ContentHash(Stock.TextPool), ContentHash("p"));
        Assert.Equal(Stock.TextRows, _work.Run("pool", "verify", "p", "--json").Json().GetProperty("rows").GetInt32());
    }

    [Fact]
    public void People_are_told_what_the_json_says()
    {
        var output = new StringBuilder();
        output.Append(_work.Run("pool", "create", Stock.Texts, "--out", "p").Succeeds().Output);
        output.Append(_work.Run("pool", "info", "p").Succeeds().Output);
        output.Append(_work.Run("pool", "verify", "p").Succeeds().Output);
        foreach (var expected in new[] { "id: id; text: text; label: label\n", $"p has {Stock.TextRows} rows and 3 classes.", "fields: id id; label label; text text\n", "p is whole: " })
        {
            Assert.Contains(expected, output.ToString(), StringComparison.Ordinal);
        }
    }

    public void Dispose() => _work.Dispose();

    private string? ContentHash(string pool) => _work.Run("pool", "info", pool, "--json").Json().GetProperty("content_hash").GetString();
}
