using PluginAL.Abstractions;

namespace PluginAL.Pools.Tests;

/// <summary>Pools of tasks other than classification: what records say as labels, texts and tokens comes back.</summary>
public class TaskPoolTests
{
    [Fact]
    public void Numbers_come_back_to_the_last_bit_and_a_missing_one_is_no_label()
    {
        using var temp = new TempDirectory();
        var result = temp.Create(
            temp.Write("a.jsonl", "{\"text\": \"a\", \"label\": 0.1}\n{\"text\": \"b\", \"label\": null}\n{\"text\": \"c\", \"label\": \"-1.1e14\"}\n{\"text\": \"d\"}\n"), LearningTask.Regression);
        Assert.Equal((2, 1), (result.UnlabelledRows, result.FirstUnlabelledRow));
        Assert.Empty(result.Classes);
        using var pool = Pool.Open(temp.Pool);
        Assert.Equal(LearningTask.Regression, pool.Task);
        Assert.Equal([new NumberLabel(0.1), null, new NumberLabel(-1.1e14), null], Labels(pool));
        Assert.Equal([true, false, true, false], Enumerable.Range(0, 4).Select(row => pool.HasLabelAt(row)));
        Assert.Contains("is a pool for --task regression", temp.Fails(() => pool.ClassAt(0)), StringComparison.Ordinal);
        temp.Fails(() => pool.CopyClasses(0, new int[1]));
    }

    [Fact]
    public void A_csv_files_last_column_is_the_number_where_none_is_called_label()
    {
        using var temp = new TempDirectory();
        Assert.Contains("label: price (the last column)", temp.Create(temp.Write("a.csv", "n,price\n1,2.5\n2,?\n3,7\n"), LearningTask.Regression).Description, StringComparison.Ordinal);
        using var pool = Pool.Open(temp.Pool);
        Assert.Equal([new NumberLabel(2.5), null, new NumberLabel(7)], Labels(pool));
        Assert.Equal(1, pool.Features!.Width);
    }

    [Fact]
    public void No_label_and_none_of_the_labels_are_told_apart()
    {
        using var temp = new TempDirectory();
        temp.Create(temp.Write("a.jsonl", string.Join('\n',
            "{\"text\": \"a\", \"labels\": [\"z\", \"b\", \"z\"]}", "{\"text\": \"b\", \"labels\": []}", "{\"text\": \"c\", \"labels\": null}", "{\"text\": \"d\"}",
            "{\"text\": \"e\", \"labels\": \"b|a\"}", "{\"text\": \"f\", \"labels\": \"\"}", "{\"text\": \"g\", \"labels\": \"|\"}", "{\"text\": \"h\", \"labels\": [7]}")), LearningTask.MultiLabel);
        using var pool = Pool.Open(temp.Pool);
        Assert.Equal(["7", "a", "b", "z"], pool.Classes);
        Assert.Equal([Many(2, 3), Many(), null, null, Many(1, 2), null, Many(), Many(0)], Labels(pool));
        var info = pool.GetInfo();
        Assert.Equal(3, info.UnlabelledRows);
        Assert.Equal([("7", 1L), ("a", 1), ("b", 2), ("z", 1)], info.Classes.Select(item => (item.Name, item.Rows)));
        Assert.Empty(pool.Verify().Problems);
    }

    [Fact]
    public void A_csv_cell_holds_labels_between_bars()
    {
        using var temp = new TempDirectory();
        temp.Create(temp.Write("a.csv", "text,labels\nx,b| a\ny,\nz,|\n\"w, v\",a\n"), LearningTask.MultiLabel);
        using var pool = Pool.Open(temp.Pool);
        Assert.Equal([Many(0, 1), null, Many(), Many(0)], Labels(pool));
    }

    [Fact]
    public void Appended_labels_keep_the_index_of_known_classes()
    {
        using var temp = new TempDirectory();
        temp.Create(temp.Write("a.jsonl", "{\"text\": \"a\", \"labels\": [\"m\", \"z\"]}\n"), LearningTask.MultiLabel);
        Assert.Equal(["a"], temp.Append(temp.Write("b.jsonl", "{\"text\": \"a\", \"labels\": [\"z\", \"a\"]}\n")).NewClasses);
        using var pool = Pool.Open(temp.Pool);
        Assert.Equal(["m", "z", "a"], pool.Classes);
        Assert.Equal([Many(0, 1), Many(1, 2)], Labels(pool));
    }

    [Fact]
    public void Sequences_have_tags_texts_and_token_features_over_segments()
    {
        using var temp = new TempDirectory();
        var made = temp.Create(temp.Write("a.jsonl", string.Join('\n',
            "{\"id\": 1, \"tokens\": [\"In\", \"New York\", \".\"], \"tags\": [\"O\", \"B-loc\", \"O\"]}",
            "{\"id\": 2, \"tokens\": [], \"tags\": []}", "{\"id\": 3, \"tokens\": [\"maybe\"]}")), LearningTask.Sequence);
        Assert.Equal("id: id; tokens: tokens; label: tags", made.Description);
        Assert.Equal((1, 2), (made.UnlabelledRows, made.FirstUnlabelledRow));
        temp.Append(temp.Write("b.jsonl", "{\"id\": 4, \"tokens\": \"two words\", \"tags\": \"B-loc I-loc\"}\n"));
        using var pool = Pool.Open(temp.Pool);
        Assert.Equal(["B-loc", "O", "I-loc"], pool.Classes);
        Assert.Equal([Tags(1, 0, 1), Tags(), null, Tags(0, 2)], Labels(pool));
        Assert.Equal(["In", "New York", "."], pool.TokensAt(0));
        Assert.Equal(["In New York .", "", "maybe", "two words"], Enumerable.Range(0, 4).Select(row => pool.TextAt(row)));
        Assert.Equal(4, pool.Features!.RowCount);

        var tokens = pool.Tokens!;
        Assert.Equal((4L, 6L, HashedTokens.Width), (tokens.SequenceCount, tokens.Features.RowCount, tokens.Features.Width));
        Assert.Equal([0L, 3, 3, 4, 6], Enumerable.Range(0, 5).Select(row => tokens.Offset(row)));
        Assert.Equal([0, 2, 8, 1], tokens.Features.Block(0, 3).Columns.ToArray());
        Assert.Equal([0L, 2, 3, 4], tokens.Features.Block(0, 3).RowOffsets.ToArray());
        Assert.Equal(4, tokens.Features.Block(0, 100).Count);
        Assert.Equal([0, 3, 5], tokens.Features.Block(4, 100).Columns.ToArray());
        Assert.Equal([0, 3], tokens.Features.Block(4, 1).Columns.ToArray());

        var info = pool.GetInfo();
        Assert.Equal(("sequence", 6L, HashedTokens.Width, 1L), (info.Task, info.Tokens, info.TokenWidth, info.UnlabelledRows));
        Assert.Equal([("B-loc", 2L), ("O", 2), ("I-loc", 1)], info.Classes.Select(item => (item.Name, item.Rows)));
        Assert.Equal(["hashed-words", "hashed-tokens"], info.Featurisers.Select(item => item.Name));
        Assert.Empty(pool.Verify().Problems);
    }

    [Fact]
    public void A_pipeline_takes_what_encodes_tokens_to_another_pool()
    {
        using var temp = new TempDirectory();
        temp.Create(temp.Write("a.jsonl", "{\"tokens\": [\"a\", \"bb\"], \"tags\": [\"x\", \"y\"]}\n"), LearningTask.Sequence);
        using var train = Pool.Open(temp.Pool);
        var pipeline = train.LoadPipeline(TempDirectory.Resolve);
        Assert.Equal(2, ((HashedTokens.Encoder)Assert.Single(pipeline.Tokens!.Parts).Encoder).TokensSeen);
        PoolBuilder.Create(
            temp["t.pool"], [PoolSource.FromFile(temp.Write("t.jsonl", "{\"tokens\": [\"cc\"], \"tags\": [\"z\"]}\n"))], new PoolBuildOptions { Pipeline = pipeline, Classes = train.Classes });
        using var test = Pool.Open(temp["t.pool"]);
        Assert.Equal((LearningTask.Sequence, train.SchemaHash), (test.Task, test.SchemaHash));
        Assert.Equal(["x", "y", "z"], test.Classes);
        Assert.Equal([0, 2], test.Tokens!.Features.Block(0, 1).Columns.ToArray());
        Assert.Equal(pipeline.ToBytes(), test.LoadPipeline(TempDirectory.Resolve).ToBytes());
    }

    [Fact]
    public void Token_features_do_not_depend_on_chunks()
    {
        using var temp = new TempDirectory();
        var rows = Enumerable.Range(0, 30_000).Select(i => Enumerable.Range(0, i % 7).Select(k => new string('x', (((i * 31) + k) % 14) + 1)).ToArray()).ToList();
        temp.Create(
            temp.Write("a.jsonl", string.Join('\n', rows.Select(row => $"{{\"tokens\": [{string.Join(',', row.Select(token => $"\"{token}\""))}], \"pad\": \"{new string('p', 40)}\"}}"))),
            LearningTask.Sequence);
        using var pool = Pool.Open(temp.Pool);
        Assert.False(pool.HasLabels);
        for (var row = 0; row < rows.Count; row++)
        {
            var first = pool.Tokens!.Offset(row);
            Assert.Equal(rows[row].Length, pool.Tokens.Offset(row + 1) - first);
            for (var k = 0; k < rows[row].Length; k++)
            {
                Assert.Equal(rows[row][k].Length, pool.Tokens.Features.Block(first + k, 1).Columns[^1]);
            }
        }
    }

    [Fact]
    public void Translations_are_read_from_the_records()
    {
        using var temp = new TempDirectory();
        var made = temp.Create(
            temp.Write("a.jsonl", "{\"source\": \"a\\ndog\", \"target\": \"ein Hünd 😀\"}\n{\"source\": \"b\", \"target\": \"\"}\n{\"source\": \"c\"}\n"), LearningTask.Translation);
        Assert.Equal("text: source; label: target", made.Description);
        using var pool = Pool.Open(temp.Pool);
        Assert.Equal([new TextLabel("ein Hünd 😀"), null, null], Labels(pool));
        Assert.Equal("a\ndog", pool.TextAt(0));
        Assert.Equal(2, pool.GetInfo().UnlabelledRows);
        Assert.Empty(pool.Classes);
    }

    [Fact]
    public void Answers_are_spans_of_the_context_whatever_the_form()
    {
        using var temp = new TempDirectory();
        const string Context = "\"context\": \"😀 Tesla died in 1943, in 1943.\"";
        temp.Create(temp.Write("a.jsonl", string.Join('\n',
            $"{{\"question\": \"when?\", {Context}, \"answers\": [{{\"text\": \"1943\", \"start\": 25}}, {{\"text\": \"1943\", \"start\": 16}}]}}",
            $"{{\"question\": \"who?\", {Context}, \"answers\": {{\"text\": [\"Tesla\"], \"answer_start\": [2]}}}}",
            $"{{\"question\": \"what?\", {Context}, \"answers\": [\"died\"]}}",
            $"{{\"question\": \"why?\", {Context}, \"answers\": []}}",
            $"{{\"question\": \"where\\nto?\", {Context}}}")), LearningTask.QuestionAnswering);
        using var pool = Pool.Open(temp.Pool);
        Assert.Equal(
            [
                new SpansLabel([new LabelledSpan(17, 21, -1, "1943"), new LabelledSpan(26, 30, -1, "1943")]), new SpansLabel([new LabelledSpan(3, 8, -1, "Tesla")]),
                new SpansLabel([new LabelledSpan(9, 13, -1, "died")]), new SpansLabel([]), null,
            ],
            Labels(pool));
        Assert.Equal("where to?\n😀 Tesla died in 1943, in 1943.", pool.TextAt(4));
        Assert.Equal(1, pool.GetInfo().UnlabelledRows);
    }

    [Fact]
    public void Contexts_in_a_file_of_their_own_are_found_beside_the_questions_and_kept()
    {
        using var temp = new TempDirectory();
        temp.Write("contexts.jsonl", "{\"id\": \"c1\", \"title\": \"t\", \"text\": \"one two\"}\n{\"id\": \"c2\", \"text\": \"three\"}\n");
        var made = temp.Create(temp.Write("a.jsonl", "{\"context_id\": \"c2\", \"question\": \"q\", \"answers\": [{\"text\": \"three\", \"start\": 0}]}\n"), LearningTask.QuestionAnswering);
        Assert.Equal("text: question; context: context_id; label: answers", made.Description);
        File.WriteAllText(temp["contexts.jsonl"], "{\"id\": \"c9\", \"text\": \"nine\"}\n");
        temp.Append(temp.Write("b.jsonl", "{\"context_id\": \"c9\", \"question\": \"r\", \"answers\": [\"nine\"]}\n"));
        File.Delete(temp["contexts.jsonl"]);
        using var pool = Pool.Open(temp.Pool);
        Assert.Equal(["q\nthree", "r\nnine"], new[] { pool.TextAt(0), pool.TextAt(1) });
        Assert.Equal([new SpansLabel([new LabelledSpan(0, 5, -1, "three")]), new SpansLabel([new LabelledSpan(0, 4, -1, "nine")])], Labels(pool));
        Assert.Equal(["a.jsonl", "contexts.jsonl"], pool.GetInfo().Segments[0].Sources.Select(source => Path.GetFileName(source.Name)));
        Assert.Empty(pool.Verify().Problems);
    }

    [Fact]
    public void Numbers_and_marks_beside_npy_features_are_labels()
    {
        using var temp = new TempDirectory();
        Write(temp["x.npy"], [1f, 2, 3, 4, 5, 6], 2);
        Write(temp["y.npy"], [0.5, double.NaN, -3]);
        temp.Create(temp["x.npy"], new PoolBuildOptions { LabelsPath = temp["y.npy"], Fields = new FieldRequest { Task = LearningTask.Regression } });
        using (var pool = Pool.Open(temp.Pool))
        {
            Assert.Equal([new NumberLabel(0.5), null, new NumberLabel(-3)], Labels(pool));
            Assert.Empty(pool.Verify().Problems);
        }

        Write<sbyte>(temp["m.npy"], [0, 1, 1, 0, 0, 0, -1, 0, 0], 3);
        PoolBuilder.Create(
            temp["m.pool"], [PoolSource.FromFile(temp["x.npy"])], new PoolBuildOptions { LabelsPath = temp["m.npy"], Fields = new FieldRequest { Task = LearningTask.MultiLabel } });
        using var marked = Pool.Open(temp["m.pool"]);
        Assert.Equal(["0", "1", "2"], marked.Classes);
        Assert.Equal([Many(1, 2), Many(), null], Labels(marked));
    }

    [Fact]
    public void Old_pools_are_pools_of_classification()
    {
        using var temp = new TempDirectory();
        temp.Create(temp.Write("a.jsonl", "{\"text\": \"a\", \"label\": \"x\"}\n{\"text\": \"b\"}\n"));
        Assert.DoesNotContain("task", File.ReadAllText(temp["p.pool/pool.json"]), StringComparison.Ordinal);
        using var pool = Pool.Open(temp.Pool);
        Assert.Equal(LearningTask.Classification, pool.Task);
        Assert.Equal([new ClassLabel(0), null], Labels(pool));
        Assert.Null(pool.Tokens);
        Assert.Empty(pool.TokensAt(0));
    }

    private static IEnumerable<Label?> Labels(Pool pool) => Enumerable.Range(0, (int)pool.RowCount).Select(row => pool.LabelAt(row));

    private static MultiLabel Many(params int[] classes) => new([.. classes]);

    private static TagsLabel Tags(params int[] tags) => new([.. tags]);

    private static void Write<T>(string path, T[] values, params ReadOnlySpan<int> rowShape)
        where T : unmanaged
    {
        using var writer = NpyWriter<T>.Create(path, rowShape);
        writer.Write(values);
        writer.Complete();
    }
}
