using PluginAL.Abstractions;

namespace PluginAL.Oracles.Tests;

public sealed class ConsoleOracleTests
{
    private readonly StringWriter _output = new();

    [Fact]
    public async Task Reads_numbers_and_names_of_classes()
    {
        var answers = await Ask("1\n Sports \nBUSINESS\n", 3);
        Assert.Equal([0, 1, 2], answers.Select(answer => ((ClassLabel)answer.Label!).Class));
        Assert.Equal(["t0", "t1", "t2"], answers.Select(answer => answer.TicketId));
        Assert.All(answers, answer => Assert.Equal("anna", answer.Annotator));
    }

    [Fact]
    public async Task Shows_the_record_and_the_numbered_classes_without_control_characters()
    {
        await Ask("1\n", 1);
        var text = _output.ToString().ReplaceLineEndings("\n");
        Assert.Contains("[1/1] row 0\nrecord 0\nsecond\uFFFD[31m line\n  1 world\n  2 Sports\n  3 business\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', text);
    }

    [Fact]
    public async Task A_skip_is_an_answer_without_a_label()
    {
        var answers = await Ask("s\n2\n", 2);
        Assert.Null(answers[0].Label);
        Assert.Equal(new ClassLabel(1), answers[1].Label);
    }

    [Theory]
    [InlineData("1\nq\n3\n")]
    [InlineData("1\n")]
    public async Task Stopping_and_the_end_of_the_input_keep_the_answers_so_far(string input) =>
        Assert.Equal("t0", Assert.Single(await Ask(input, 3)).TicketId);

    [Fact]
    public async Task Asks_again_after_what_is_no_answer()
    {
        var answers = await Ask("0\n4\n\nweather\n-1\n2\n", 1);
        Assert.Equal(new ClassLabel(1), Assert.Single(answers).Label);
        Assert.Contains("'weather' is not an answer", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_classes_are_numbers_numbers_are_names()
    {
        var answers = await Ask("1\n0\n2\n3\n", 3, new FakeOracleContext(LearningTask.Classification, "3", "1", "0"));
        Assert.Equal([1, 2, 0], answers.Select(answer => ((ClassLabel)answer.Label!).Class));
    }

    [Fact]
    public async Task Where_classes_are_called_s_and_q_commands_have_a_slash()
    {
        var answers = await Ask("s\nq\n/s\n/q\n", 4, new FakeOracleContext(LearningTask.Classification, "s", "q"));
        Assert.Equal([new ClassLabel(0), new ClassLabel(1), null], answers.Select(answer => answer.Label));
    }

    [Fact]
    public async Task Where_names_differ_in_case_alone_case_matters()
    {
        var answers = await Ask("Us\nus\nUS\n", 2, new FakeOracleContext(LearningTask.Classification, "us", "US"));
        Assert.Equal([0, 1], answers.Select(answer => ((ClassLabel)answer.Label!).Class));
    }

    [Fact]
    public async Task Several_labels_stand_with_a_bar_between_them()
    {
        var answers = await Ask("2\n3| World |2\n-\ns\n1|s\n1\nq\n", 6, new FakeOracleContext(LearningTask.MultiLabel));
        Assert.Equal([new MultiLabel([1]), new MultiLabel([0, 1, 2]), new MultiLabel([]), null, new MultiLabel([0])], answers.Select(answer => answer.Label));
        Assert.Contains("'1|s' is not an answer", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("numbers or names of the labels with | between them, - for none, s to skip, q to stop: ", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Numbers_are_finite_and_have_a_point()
    {
        var answers = await Ask("2,5x\ninf\n-2.5e1\ns\nq\n", 3, new FakeOracleContext(LearningTask.Regression));
        Assert.Equal([new NumberLabel(-25), null], answers.Select(answer => answer.Label));
        Assert.Contains("record 0\nsecond\uFFFD[31m line\na number, s to skip", _output.ToString().ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(LearningTask.Translation)]
    [InlineData(LearningTask.QuestionAnswering)]
    public async Task Texts_are_lines_and_commands_have_a_slash(LearningTask task)
    {
        var answers = await Ask("\ns\n/s\n two words \n/q\n", 4, new FakeOracleContext(task));
        Assert.Equal([new TextLabel("s"), null, new TextLabel("two words")], answers.Select(answer => answer.Label));
    }

    [Fact]
    public async Task Tags_are_refused()
    {
        var error = await Assert.ThrowsAsync<PluginALException>(() => Ask("1\n", 1, new FakeOracleContext(LearningTask.Sequence)));
        Assert.Equal(ErrorKind.Usage, error.Kind);
        Assert.Contains("Sequence", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelled_it_returns_the_answers_so_far_and_loses_no_line()
    {
        using var source = new CancellationTokenSource();
        using var input = new SlowReader();
        var oracle = new ConsoleOracle(new ConsoleOracleOptions { Annotator = "anna" }, input, _output);
        var asking = oracle.AskAsync([Ticket(0), Ticket(1)], new FakeOracleContext(), source.Token).AsTask();
        input.Say("1");
        await input.Asked.WaitAsync();
        await input.Asked.WaitAsync();
        await source.CancelAsync();
        Assert.Equal("t0", Assert.Single(await asking).TicketId);
        input.Say("3");
        Assert.Equal(new ClassLabel(2), Assert.Single(await oracle.AskAsync([Ticket(1)], new FakeOracleContext(), default)).Label);
    }

    [Fact]
    public void The_registration_reads_the_annotator()
    {
        var plugins = new OraclesRegistration().Plugins.ToDictionary(plugin => plugin.Attribute.Name);
        Assert.Equal(["console", "truth"], plugins.Keys.Order());
        Assert.IsType<ConsoleOracle>(plugins["console"].Create(System.Text.Json.JsonSerializer.SerializeToElement(new { annotator = "anna" })));
        Assert.IsType<TruthOracle>(plugins["truth"].Create(null));
    }

    private static Ticket Ticket(long row) => new($"t{row}", row, 0, double.NaN, null);

    private async Task<IReadOnlyList<Answer>> Ask(string input, int count, OracleContext? context = null) =>
        await new ConsoleOracle(new ConsoleOracleOptions { Annotator = "anna" }, new StringReader(input), _output)
            .AskAsync([.. Enumerable.Range(0, count).Select(row => Ticket(row))], context ?? new FakeOracleContext(), default);
}
