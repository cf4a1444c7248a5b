using PluginAL.Abstractions;

namespace PluginAL.Oracles.Tests;

public sealed class TruthOracleTests
{
    [Fact]
    public async Task Answers_every_ticket_with_the_label_of_the_pool()
    {
        var answers = await new TruthOracle().AskAsync([Ticket(4), Ticket(0)], new FakeOracleContext(), default);
        Assert.Equal([new Answer("t4", new ClassLabel(1), "truth"), new Answer("t0", new ClassLabel(0), "truth")], answers);
    }

    [Fact]
    public async Task Names_a_row_without_a_label()
    {
        var error = await Assert.ThrowsAsync<PluginALException>(async () => await new TruthOracle().AskAsync([Ticket(0), Ticket(7)], new FakeOracleContext(), default));
        Assert.Equal(ErrorKind.Input, error.Kind);
        Assert.Contains("Row 7", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_for_tasks_of_every_kind()
    {
        var answers = await new TruthOracle().AskAsync([Ticket(2)], new FakeOracleContext(LearningTask.Regression), default);
        Assert.Single(answers);
    }

    [Fact]
    public async Task Cancelled_it_returns_what_it_has()
    {
        Assert.Empty(await new TruthOracle().AskAsync([Ticket(0)], new FakeOracleContext(), new CancellationToken(canceled: true)));
    }

    private static Ticket Ticket(long row) => new($"t{row}", row, 0, double.NaN, null);
}
