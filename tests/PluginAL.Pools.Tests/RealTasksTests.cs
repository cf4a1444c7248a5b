using PluginAL.Abstractions;

namespace PluginAL.Pools.Tests;

/// <summary>Published data sets have the published counts as pools.</summary>
public class RealTasksTests
{
    [DataFact("wnut17_ner/train.jsonl")]
    public void Emerging_entities()
    {
        using var temp = new TempDirectory();
        temp.Create(DataFactAttribute.Find("wnut17_ner/train.jsonl"), LearningTask.Sequence);
        using var pool = Pool.Open(temp.Pool);
        var info = pool.GetInfo();
        Assert.Equal((3394L, 62730L, 13, 0L), (info.Rows, info.Tokens, info.Classes.Count, info.UnlabelledRows));
        var begins = pool.Classes.Select((name, i) => (name, i)).Where(item => item.name.StartsWith("B-", StringComparison.Ordinal)).Select(item => item.i).ToHashSet();
        Assert.Equal(1975, Enumerable.Range(0, 3394).Sum(row => ((TagsLabel)pool.LabelAt(row)!).Tags.Count(begins.Contains)));
        Assert.Equal(62730, Enumerable.Range(0, 3394).Sum(row => pool.TokensAt(row).Count));
        Assert.Empty(pool.Verify().Problems);
    }

    [DataFact("multi30k_en_de/train.jsonl")]
    public void Image_captions_in_two_languages()
    {
        using var temp = new TempDirectory();
        temp.Create(DataFactAttribute.Find("multi30k_en_de/train.jsonl"), LearningTask.Translation);
        using var pool = Pool.Open(temp.Pool);
        Assert.Equal((29000L, 0L), (pool.RowCount, pool.GetInfo().UnlabelledRows));
        Assert.Equal("Two young, White males are outside near many bushes.", pool.TextAt(0));
        Assert.Equal(new TextLabel("Zwei junge weiße Männer sind im Freien in der Nähe vieler Büsche."), pool.LabelAt(0));
    }

    [DataFact("xquad_en/train.jsonl")]
    public void Questions_with_contexts_in_a_file_of_their_own()
    {
        using var temp = new TempDirectory();
        temp.Create(DataFactAttribute.Find("xquad_en/train.jsonl"), LearningTask.QuestionAnswering);
        temp.Append(DataFactAttribute.Find("xquad_en/test.jsonl"));
        using var pool = Pool.Open(temp.Pool);
        Assert.Equal((1190L, 0L), (pool.RowCount, pool.GetInfo().UnlabelledRows));
        for (var row = 0; row < 1190; row++)
        {
            var context = pool.TextAt(row).Split('\n', 2)[1];
            Assert.All(((SpansLabel)pool.LabelAt(row)!).Spans, span => Assert.Equal(span.Surface, context[span.Start..span.End]));
        }
    }
}
