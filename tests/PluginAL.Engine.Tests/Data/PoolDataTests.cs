using PluginAL.Abstractions;
using PluginAL.Engine.Data;
using PluginAL.Engine.Ingest;
using PluginAL.Pools;

namespace PluginAL.Engine.Tests.Data;

/// <summary>Pools of every task, as sessions see them.</summary>
public sealed class PoolDataTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Plugins _plugins = new();

    [Fact]
    public void Sequences_give_tags_texts_and_tokens()
    {
        using var pool = Make("a", LearningTask.Sequence, "{\"tokens\": [\"In\", \"Rome\"], \"tags\": [\"O\", \"B\"]}\n{\"tokens\": [\"Rome\"]}\n");
        var data = new PoolData(pool);
        Assert.Equal((LearningTask.Sequence, 2L), (data.Task, data.RowCount));
        Assert.Equal([new TagsLabel([1, 0]), null], new[] { data.Truth(0), data.Truth(1) }.AsEnumerable());
        Assert.Equal(("In Rome", "In Rome"), (data.Text(0), data.Describe(0)));
        Assert.Equal((2L, 3L), (data.Tokens!.SequenceCount, data.Tokens.Features.RowCount));
        Assert.Contains("row 1 (counted from 0) has no label", Assert.Throws<PluginALException>(() => LabelledRows.Require(pool, "a", "simulate")).Message, StringComparison.Ordinal);
        LabelledRows.RequireFinite(data.Tokens.Features, "a");
    }

    [Fact]
    public void Tokens_of_records_are_encoded_by_another_pipeline_as_a_pool_made_with_it_has_them()
    {
        using var train = Make("a", LearningTask.Sequence, string.Concat(Enumerable.Repeat("{\"tokens\": [\"In\", \"Rome\", \".\"], \"tags\": [\"O\", \"B\", \"O\"]}\n", 2)));
        const string Test = "{\"tokens\": [\"Rome\", \"in\", \"Rome\"]}\n{\"tokens\": []}\n{\"tokens\": [\"?\"]}\n";
        using var other = Make("b", LearningTask.Sequence, Test);
        var pipeline = train.LoadPipeline(Featurisers.Resolve(_plugins.Host));
        PoolBuilder.Create(_folder.File("c"), [PoolSource.FromFile(_folder.File("b.jsonl"))], new PoolBuildOptions { Pipeline = pipeline });
        using var same = Pool.Open(_folder.File("c"));
        Assert.NotEqual(other.SchemaHash, train.SchemaHash);
        Assert.Equal(same.SchemaHash, train.SchemaHash);
        var (made, encoded) = (same.Tokens!, RecordTokens.Of(other, pipeline));
        Assert.Equal((3L, train.Tokens!.Features.Width), (encoded.SequenceCount, encoded.Features.Width));
        Assert.Equal([0L, 3, 3, 4], Enumerable.Range(0, 4).Select(row => encoded.Offset(row)));
        var left = made.Features.Block(0, 4);
        var right = encoded.Features.Block(0, 4);
        Assert.Equal(left.RowOffsets.ToArray(), right.RowOffsets.ToArray());
        Assert.Equal(left.Columns.ToArray(), right.Columns.ToArray());
        Assert.True(left.Columns.Length > 20);
        using var texts = Make("t", LearningTask.Translation, "{\"source\": \"a\", \"target\": \"b\"}\n");
        Assert.Contains("has no sequences", Assert.Throws<PluginALException>(() => RecordTokens.Of(texts, pipeline)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_labels_and_texts_are_the_truth_of_their_tasks()
    {
        using var numbers = Make("n", LearningTask.Regression, "{\"text\": \"a b\", \"label\": -2.5}\n");
        using var several = Make("m", LearningTask.MultiLabel, "{\"text\": \"a b\", \"labels\": [\"y\", \"x\"]}\n");
        using var texts = Make("t", LearningTask.Translation, "{\"source\": \"a b\", \"target\": \"c d\"}\n");
        using var answers = Make("q", LearningTask.QuestionAnswering, "{\"question\": \"a?\", \"context\": \"c d\", \"answers\": [\"d\"]}\n");
        Assert.Equal(new NumberLabel(-2.5), new PoolData(numbers).Truth(0));
        Assert.Equal(new MultiLabel([0, 1]), new PoolData(several).Truth(0));
        Assert.Equal(new TextLabel("c d"), new PoolData(texts).Truth(0));
        Assert.Equal(new SpansLabel([new LabelledSpan(2, 3, -1, "d")]), new PoolData(answers).Truth(0));
        Assert.Equal(("a b", "a?\nc d"), (new PoolData(texts).Text(0), new PoolData(answers).Text(0)));
        Assert.Null(new PoolData(texts).Tokens);
        foreach (var pool in new[] { numbers, several, texts, answers })
        {
            LabelledRows.Require(pool, "x", "simulate");
        }
    }

    public void Dispose()
    {
        _plugins.Dispose();
        _folder.Dispose();
    }

    private Pool Make(string name, LearningTask task, string content)
    {
        File.WriteAllText(_folder.File(name + ".jsonl"), content);
        PoolBuilder.Create(
            _folder.File(name + ".pool"), [PoolSource.FromFile(_folder.File(name + ".jsonl"))],
            new PoolBuildOptions { Fields = new FieldRequest { Task = task }, Featurisers = schema => Featurisers.For(_plugins.Host, schema) });
        return Pool.Open(_folder.File(name + ".pool"));
    }
}
