namespace PluginAL.Cli.Tests;

/// <summary>Pools of tasks other than classification, as the tool makes and shows them.</summary>
public sealed class TaskPoolCommandTests : IDisposable
{
    private readonly Workspace _work = new();

    [Fact]
    public void Sequences_get_features_of_their_texts_and_of_their_tokens()
    {
        _work.Write("a.jsonl", string.Concat(Enumerable.Repeat("{\"id\": \"1\", \"tokens\": [\"In\", \"Paris\", \".\"], \"tags\": [\"O\", \"B-loc\", \"O\"]}\n", 3)));
        var made = _work.Run("pool", "create", "a.jsonl", "--task", "sequence", "--out", "p", "--json").Json();
        Assert.Equal("id: id; tokens: tokens; label: tags", made.GetProperty("description").GetString());
        _work.Run("pool", "append", "p", "a.jsonl", "--task", "sequence").Succeeds();
        var info = _work.Run("pool", "info", "p", "--json").Json();
        Assert.Equal(("sequence", 6, 18), (info.GetProperty("task").GetString(), info.GetProperty("rows").GetInt32(), info.GetProperty("tokens").GetInt32()));
        Assert.Equal([("B-loc", 6), ("O", 12)], info.GetProperty("classes").EnumerateArray().Select(item => (item.GetProperty("name").GetString(), item.GetProperty("rows").GetInt32())));
        Assert.Equal(["tf-idf", "tokens"], info.GetProperty("featurisers").EnumerateArray().Select(item => item.GetProperty("name").GetString()));
        Assert.True(info.GetProperty("width").GetInt32() >= 3);
        Assert.True(info.GetProperty("token_width").GetInt32() > 20);
        Assert.Contains("task: sequence, 18 tokens with", _work.Run("pool", "info", "p").Succeeds().Output, StringComparison.Ordinal);
        Assert.Empty(_work.Run("pool", "verify", "p", "--json").Json().GetProperty("problems").EnumerateArray());
    }

    [Theory]
    [InlineData("regression", "{\"text\": \"a b\", \"label\": 1.5}", 0)]
    [InlineData("multilabel", "{\"text\": \"a b\", \"labels\": [\"x\", \"y\"]}", 2)]
    [InlineData("translation", "{\"source\": \"a b\", \"target\": \"c d\"}", 0)]
    [InlineData("question-answering", "{\"question\": \"a b\", \"context\": \"c d\", \"answers\": [{\"text\": \"d\", \"start\": 2}]}", 0)]
    public void Every_other_task_has_its_pool(string task, string line, int classes)
    {
        _work.Write("a.jsonl", $"{line}\n{line}\n");
        var made = _work.Run("pool", "create", "a.jsonl", "--task", task, "--out", "p", "--json").Json();
        Assert.Equal((2, 0), (made.GetProperty("rows").GetInt32(), made.GetProperty("unlabelled_rows").GetInt32()));
        var info = _work.Run("pool", "info", "p", "--json").Json();
        Assert.Equal((task, classes), (info.GetProperty("task").GetString(), info.GetProperty("classes").GetArrayLength()));
        Assert.Empty(_work.Run("pool", "verify", "p", "--json").Json().GetProperty("problems").EnumerateArray());
    }

    [Fact]
    public void Another_task_or_another_kind_of_label_is_refused()
    {
        _work.Write("a.jsonl", "{\"text\": \"a b\", \"label\": 1.5}\n{\"text\": \"a b\", \"label\": 2}\n");
        _work.Run("pool", "create", "a.jsonl", "--task", "regression", "--out", "p").Succeeds();
        _work.Write("b.jsonl", "{\"text\": \"a\", \"label\": \"spam\"}\n");
        _work.Run("pool", "append", "p", "b.jsonl").Fails(3, "b.jsonl, line 1: the label field 'label' holds 'spam', expected a finite number");
        _work.Run("pool", "append", "p", "a.jsonl", "--task", "classification").Fails(2, "--task is classification, and that of p is regression");
        _work.Run("pool", "create", "a.jsonl", "--task", "poetry", "--out", "q").Fails(2, "--task is 'poetry'; give one of classification, multilabel");
        _work.Run("pool", "create", "a.jsonl", "--task", "translation", "--out", "q").Fails(3, "a.jsonl has no field 'source', which --task translation reads; its fields are text, label");
        _work.Run("fit", "--data", "p", "--task", "multilabel", "--out", "m").Fails(2, "--task is multilabel, and pool p was made for regression");
    }

    [Fact]
    public void A_test_pool_with_other_token_features_gives_the_curve_of_its_file()
    {
        string[] words = ["the", "Paris", "saw", "Rome", "a", "cat", "Oslo", "ran"];
        foreach (var (name, rows, step) in new[] { ("train", 40, 3), ("test", 30, 5) })
        {
            _work.Write(name + ".jsonl", string.Concat(Enumerable.Range(0, rows).Select(i =>
            {
                var tokens = Enumerable.Range(0, 4).Select(k => words[((i * step) + (k * (i % 3 + 1))) % words.Length] + (k == 3 ? $"{name}{i}" : "")).ToArray();
                return $"{{\"tokens\": [{List(tokens)}], \"tags\": [{List(tokens.Select(token => char.IsUpper(token[0]) ? "B-loc" : "O"))}]}}\n";
            })));
            _work.Run("pool", "create", name + ".jsonl", "--task", "sequence", "--out", name + ".pool").Succeeds();
        }

        foreach (var kind in new[] { "jsonl", "pool" })
        {
            _work.Run(
                "simulate", "--data", "train." + kind, "--test", "test." + kind, "--task", "sequence", "--learner", "crf", "--strategy", "random",
                "--initial", "5", "--batch", "5", "--budget", "15", "--seeds", "1", "--out", kind).Succeeds();
        }

        Assert.Equal(Curve("jsonl"), Curve("pool"));
        Assert.Equal(4, Curve("pool").Count);

        static string List(IEnumerable<string> texts) => string.Join(", ", texts.Select(text => $"\"{text}\""));

        // Without the seconds.
        List<string> Curve(string folder) => [.. File.ReadLines(_work[folder + "/curve.csv"]).Select(line => string.Join(',', line.Split(',').Take(6)))];
    }

    public void Dispose() => _work.Dispose();
}
