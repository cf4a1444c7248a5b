namespace PluginAL.Cli.Tests;

public sealed class ConsoleOracleTests : IDisposable
{
    private readonly Workspace _work = new();

    [Fact]
    public void Answers_are_kept_one_by_one_and_the_next_run_asks_what_is_open()
    {
        // The end of the input stops as q does.
        var first = Answer("c0\nc1\n");
        Assert.Equal([2], Labels());
        Assert.Equal(["[1/4]", "[2/4]", "[3/4]"], first.Error.Split('\n').Where(line => line.StartsWith('[')).Select(line => line.Split(' ')[0]));
        Assert.Equal(3, Asked(first).Count);
        Assert.Contains("run the same command again to go on", first.Error, StringComparison.Ordinal);

        var second = Answer("nonsense\nc2\nq\n");
        Assert.Equal(Asked(first)[^1], Asked(second)[0]);
        Assert.Contains("'nonsense' is not an answer.", second.Error, StringComparison.Ordinal);
        Assert.Equal([2, 3], Labels());

        var third = Answer("1\n2\n3\n1\n2\n3\n", "--json");
        Assert.Equal(Asked(second)[^1], Asked(third)[0]);
        third.Json();
        Assert.Equal([2, 3, 4, 6, 8], Labels());
        Assert.Equal(8, Asked(first).Concat(Asked(second)).Concat(Asked(third)).Distinct().Count());

        // Nothing is left to ask.
        Assert.Empty(Asked(Answer("")));
    }

    [Fact]
    public void The_answer_is_not_shown_with_the_question()
    {
        _work.Write("numbers.csv", Stock.NumberLines(30));
        var result = Pluginal.Run(
            _work.Folder, "q\n", [], "simulate", "--data", "numbers.csv", "--test", "numbers.csv", "--oracle", "console", "--strategy", "margin", "--initial", "4", "--budget", "8", "--out", "numbers");
        var asked = result.Error[result.Error.IndexOf("[1/4]", StringComparison.Ordinal)..].Split('\n');
        Assert.Matches("^a: 0\\.[0-9]+$", asked[1]);
        Assert.Matches("^b: 0\\.[0-9]+$", asked[2]);
        Assert.Equal(["  1 left", "  2 right"], asked[3..5]);
    }

    [Fact]
    public void A_number_is_asked_for_where_numbers_are_learned()
    {
        _work.Write("numbers.csv", Stock.NumberLines(30, (row, line) => line[..(line.LastIndexOf(',') + 1)] + row));
        var result = Pluginal.Run(
            _work.Folder, "1.5\nleft\n2\n3\nq\n", [], "simulate", "--data", "numbers.csv", "--test", "numbers.csv", "--task", "regression", "--oracle", "console", "--strategy", "random",
            "--initial", "3", "--budget", "8", "--out", "numbers").Succeeds();
        Assert.Contains("'left' is not an answer.", result.Error, StringComparison.Ordinal);
        Assert.Equal("random,0,0,3,", File.ReadAllLines(_work["numbers/curve.csv"])[1][..13]);
    }

    [Fact]
    public void A_first_sample_that_is_skipped_is_followed_by_another()
    {
        var result = Answer("s\ns\ns\ns\nc0\nc1\nq\n");
        Assert.Equal(7, Asked(result).Distinct().Count());
        Assert.Equal([2], Labels());
    }

    [Fact]
    public void Stopping_before_the_first_answer_says_so_and_keeps_the_question()
    {
        var first = Run("q\n");
        Assert.Equal(1, first.ExitCode);
        Assert.EndsWith("gave no label, so there is nothing to show yet; run the same command again to go on.\n", first.Error, StringComparison.Ordinal);
        var second = Answer("c0\nq\n");
        Assert.Equal(Asked(first)[0], Asked(second)[0]);
    }

    [Fact]
    public void An_interrupt_while_a_question_waits_stops_with_exit_code_130()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var process = Pluginal.Start(_work.Folder, Command());
        process.StandardInput.Write("c0\n");
        process.StandardInput.Flush();

        // The second question: the first answer is on disk.
        for (var asked = 0; asked < 2;)
        {
            asked += process.StandardError.ReadLine()!.StartsWith('[') ? 1 : 0;
        }

        Pluginal.Signal(process, Pluginal.Interrupt);
        Assert.Equal(130, Pluginal.Finish(process).ExitCode);
        Answer("q\n");
        Assert.Equal([1], Labels());
    }

    public void Dispose() => _work.Dispose();

    private static List<string> Asked(ToolResult result) => [.. result.Error.Split('\n').Where(line => line.StartsWith('[')).Select(line => line.Split("row ")[1])];

    private static string[] Command() =>
    [
        "simulate", "--data", Stock.Texts, "--test", Stock.TextsTest, "--oracle", "console", "--strategy", "margin",
        "--initial", "4", "--batch", "2", "--budget", "8", "--seeds", "1", "--out", "out",
    ];

    private ToolResult Run(string input, params ReadOnlySpan<string> more) => Pluginal.Run(_work.Folder, input, [], [.. Command(), .. more]);

    private ToolResult Answer(string input, params ReadOnlySpan<string> more) => Run(input, more).Succeeds();

    private IEnumerable<int> Labels() => new CurveFile(_work["out/curve.csv"]).Points.Select(point => point.Labels);
}
