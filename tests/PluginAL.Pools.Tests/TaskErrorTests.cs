using PluginAL.Abstractions;

namespace PluginAL.Pools.Tests;

/// <summary>Records that do not fit their task are refused in one line with file, line and field.</summary>
public class TaskErrorTests
{
    [Theory]
    [InlineData(LearningTask.Regression, "{\"text\": \"a\", \"label\": 1}\n{\"text\": \"b\", \"label\": \"spam\"}", "a.jsonl, line 2: the label field 'label' holds 'spam', expected a finite number", "--label")]
    [InlineData(LearningTask.Regression, "{\"text\": \"a\", \"label\": 1e999}", "line 1: the label field 'label' holds '1e999', expected a finite number")]
    [InlineData(LearningTask.Regression, "{\"text\": \"a\", \"label\": 1e15}\n{\"text\": \"b\", \"label\": -1e200}", "a.jsonl, line 2: the label is -1E+200, expected a number from -1e15 to 1e15", "give the labels in a larger unit")]
    [InlineData(LearningTask.Regression, "{\"text\": \"a\", \"label\": \"inf\"}", "line 1: the label field 'label' holds 'inf'")]
    [InlineData(LearningTask.Regression, "{\"text\": \"a\", \"label\": [1]}", "line 1: field 'label' is a JSON array, expected a number")]
    [InlineData(LearningTask.MultiLabel, "{\"text\": \"a\", \"labels\": [\"x\", null]}", "line 1: field 'labels[1]' is null, expected a string")]
    [InlineData(LearningTask.MultiLabel, "{\"text\": \"a\", \"labels\": [\"\"]}", "line 1: field 'labels' has an empty string at position 0")]
    [InlineData(LearningTask.MultiLabel, "{\"text\": \"a\", \"labels\": {\"x\": 1}}", "line 1: field 'labels' is a JSON object, expected an array of strings")]
    [InlineData(LearningTask.Sequence, "{\"tokens\": [\"a\", \"b\"], \"tags\": [\"O\"]}", "line 1: 1 tags in 'tags' for 2 tokens in 'tokens', expected as many")]
    [InlineData(LearningTask.Sequence, "{\"tokens\": [\"a\"], \"tags\": [\"O\"]}\n{\"tags\": [\"O\"]}", "line 2: the text field 'tokens' is missing")]
    [InlineData(LearningTask.Sequence, "{\"tokens\": null}", "line 1: field 'tokens' is null, expected an array of strings")]
    [InlineData(LearningTask.Sequence, "{\"tokens\": 3}", "line 1: field 'tokens' is the value '3', expected an array of strings")]
    [InlineData(LearningTask.Sequence, "{\"words\": [\"a\"]}", "a.jsonl has no field 'tokens', which --task sequence reads; its fields are words", "--text")]
    [InlineData(LearningTask.Translation, "{\"text\": \"a\"}", "has no field 'source', which --task translation reads", "--text")]
    [InlineData(LearningTask.Translation, "{\"source\": \"a\", \"target\": [\"b\"]}", "line 1: field 'target' is a JSON array, expected a string")]
    [InlineData(LearningTask.QuestionAnswering, "{\"question\": \"a\", \"answers\": []}", "has no field 'context' for the context of a question", "--contexts")]
    [InlineData(LearningTask.QuestionAnswering, "{\"question\": \"a\", \"context\": \"b c\", \"answers\": [{\"text\": \"c\", \"start\": 0}]}", "line 1: answer 'c' is not at character 0 of its context")]
    [InlineData(LearningTask.QuestionAnswering, "{\"question\": \"a\", \"context\": \"b c\", \"answers\": [{\"text\": \"c\", \"start\": 9}]}", "line 1: answer 'c' is not at character 9 of its context")]
    [InlineData(LearningTask.QuestionAnswering, "{\"question\": \"a\", \"context\": \"b c\", \"answers\": [\"d\"]}", "line 1: answer 'd' is not in its context")]
    [InlineData(LearningTask.QuestionAnswering, "{\"question\": \"a\", \"context\": \"b c\", \"answers\": [{\"words\": \"c\"}]}", "line 1: field 'answers' is a JSON object, expected an array of objects with 'text' and 'start'")]
    [InlineData(LearningTask.QuestionAnswering, "{\"question\": \"a\", \"context\": \"b\", \"answers\": [{\"text\": \"b\", \"start\": -1}]}", "line 1: field 'answers.start' is the value '-1', expected a whole number from 0")]
    [InlineData(LearningTask.QuestionAnswering, "{\"question\": \"a\", \"context\": null}", "line 1: field 'context' is null, expected a string")]
    public void Json_lines(LearningTask task, string content, params string[] expected)
    {
        using var temp = new TempDirectory();
        var source = temp.Write("a.jsonl", content + "\n");
        var message = temp.Fails(() => temp.Create(source, task));
        Assert.All(expected, part => Assert.Contains(part, message, StringComparison.Ordinal));
        Assert.False(Directory.Exists(temp.Pool));
    }

    [Fact]
    public void A_csv_cell_that_is_no_number_is_named_by_line_row_and_field()
    {
        using var temp = new TempDirectory();
        var source = temp.Write("a.csv", "n,price\n1,2\n2,cheap\n");
        Assert.Contains("a.csv, line 3 (row 2): the label field 'price' holds 'cheap', expected a finite number", temp.Fails(() => temp.Create(source, LearningTask.Regression)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_context_that_is_not_in_its_file_is_named()
    {
        using var temp = new TempDirectory();
        var source = temp.Write("a.jsonl", "{\"question\": \"q\", \"context_id\": \"c2\"}\n");
        temp.Write("contexts.jsonl", "{\"id\": \"c1\", \"text\": \"t\"}\n");
        Assert.Contains("line 1: context 'c2' is not in", temp.Fails(() => temp.Create(source, LearningTask.QuestionAnswering)), StringComparison.Ordinal);
        temp.Write("contexts.jsonl", "{\"id\": \"c1\", \"text\": \"t\"}\n{\"id\": \"c1\", \"text\": \"u\"}\n");
        Assert.Contains("contexts.jsonl, line 2: context 'c1' is there twice", temp.Fails(() => temp.Create(source, LearningTask.QuestionAnswering)), StringComparison.Ordinal);
        temp.Write("contexts.jsonl", "{\"id\": \"c2\", \"text\": \"t\"}\n");
        temp.Create(source, LearningTask.QuestionAnswering);
        File.Delete(temp["contexts.jsonl"]);
        Assert.Contains("no contexts.jsonl lies beside it", temp.Fails(() => temp.Append(source)), StringComparison.Ordinal);
    }

    [Fact]
    public void Another_task_or_another_kind_of_label_is_not_appended()
    {
        using var temp = new TempDirectory();
        temp.Create(temp.Write("a.jsonl", "{\"text\": \"a\", \"label\": 1}\n"), LearningTask.Regression);
        var spam = temp.Write("b.jsonl", "{\"text\": \"a\", \"label\": \"spam\"}\n");
        var before = Directory.GetFiles(temp.Pool, "*", SearchOption.AllDirectories).Order().ToList();
        var message = temp.Fails(() => temp.Append(spam, TempDirectory.Options with { Fields = new FieldRequest { Task = LearningTask.Classification } }), ErrorKind.Usage);
        Assert.Contains("--task is classification, and that of", message, StringComparison.Ordinal);
        Assert.Contains("is regression: leave --task out", message, StringComparison.Ordinal);
        Assert.Contains("holds 'spam', expected a finite number", temp.Fails(() => temp.Append(spam)), StringComparison.Ordinal);
        Assert.Equal(before, Directory.GetFiles(temp.Pool, "*", SearchOption.AllDirectories).Order());
        temp.Append(temp.Write("c.jsonl", "{\"text\": \"a\", \"label\": 2}\n"), TempDirectory.Options with { Fields = new FieldRequest { Task = LearningTask.Regression } });
    }

    [Fact]
    public void What_does_not_go_with_the_task_is_refused()
    {
        using var temp = new TempDirectory();
        var source = temp.Write("a.jsonl", "{\"tokens\": [\"a\"], \"more\": [\"b\"]}\n");
        Assert.Contains("--text names 2 fields, expected one for --task sequence", Fails(source, new FieldRequest { Task = LearningTask.Sequence, Text = ["tokens", "more"] }), StringComparison.Ordinal);
        Assert.Contains("--context and --contexts are for --task question-answering", Fails(source, new FieldRequest { Task = LearningTask.Sequence, Context = "more" }), StringComparison.Ordinal);
        using (var writer = NpyWriter<float>.Create(temp["x.npy"], 1))
        {
            writer.Write([1]);
            writer.Complete();
        }

        Assert.Contains("--task sequence learns from records, and", Fails(temp["x.npy"], new FieldRequest { Task = LearningTask.Sequence }), StringComparison.Ordinal);
        Assert.Equal("--task is 'regresion'; give one of classification, multilabel, regression, sequence, translation, question-answering.",
            Assert.Throws<PluginALException>(() => TaskNames.Parse("regresion")).Message);

        string Fails(string path, FieldRequest fields) => temp.Fails(() => temp.Create(path, TempDirectory.Options with { Fields = fields }), ErrorKind.Usage);
    }

    [Theory]
    [InlineData(LearningTask.Regression, new double[] { 1, double.PositiveInfinity }, 1, "row 1 (counted from 0): the label is Infinity, expected a number from -1e15")]
    [InlineData(LearningTask.Regression, new double[] { 1, 2, 3, 4 }, 2, "has shape (2, 2), expected (n,), one number per row")]
    [InlineData(LearningTask.MultiLabel, new double[] { 1, 0 }, 1, "has shape (2,), expected (n, L)")]
    [InlineData(LearningTask.MultiLabel, new double[] { 1, 0, 0.5, 0 }, 2, "row 1 has 0.5 for label 0, expected 1 or 0")]
    [InlineData(LearningTask.Regression, new double[] { 1 }, 1, "has 1 rows, fewer than the features")]
    [InlineData(LearningTask.Regression, new double[] { 1, 2, 3 }, 1, "has more than the 2 rows of the features")]
    public void Labels_beside_npy_features(LearningTask task, double[] values, int width, string expected)
    {
        using var temp = new TempDirectory();
        using (var writer = NpyWriter<float>.Create(temp["x.npy"], 1))
        {
            writer.Write([1, 2]);
            writer.Complete();
        }

        using (var writer = width == 1 ? NpyWriter<double>.Create(temp["y.npy"]) : NpyWriter<double>.Create(temp["y.npy"], width))
        {
            writer.Write(values);
            writer.Complete();
        }

        var message = temp.Fails(() => temp.Create(temp["x.npy"], new PoolBuildOptions { LabelsPath = temp["y.npy"], Fields = new FieldRequest { Task = task } }));
        Assert.Contains(expected, message, StringComparison.Ordinal);
    }
}
