using PluginAL.Abstractions;

namespace PluginAL.Testing.Tests;

/// <summary>Oracles, each with one fault.</summary>
internal static class BadOracles
{
    private static readonly List<object> Kept = [];

    public static IEnumerable<(string Rule, ConformanceSubject Subject)> All =>
    [
        ("asked-tickets-only", Oracle(tickets => [.. tickets.Select(Answer), new Answer("another", null, "bad")])),
        ("labels-of-the-task", Oracle(tickets => [.. tickets.Select(ticket => new Answer(ticket.Id, new ClassLabel(7), "bad"))])),
        ("no-tickets", Oracle(tickets => [.. tickets.Select(Answer).DefaultIfEmpty(new Answer("t0", null, "bad"))])),
        ("annotator", Oracle(tickets => [.. tickets.Select(ticket => Answer(ticket) with { Annotator = "" })])),
        ("inputs-unchanged", Oracle(tickets =>
        {
            Array.Reverse((Ticket[])tickets);
            return [.. tickets.Select(Answer)];
        })),
        ("cancellation", Oracle(tickets =>
        {
            Thread.Sleep(tickets.Count >= 1_000 ? 400 : 0);
            return [.. tickets.Select(Answer)];
        })),
        ("leftovers", Oracle(tickets =>
        {
            Kept.Add(File.OpenRead(typeof(BadOracles).Assembly.Location));
            return [.. tickets.Select(Answer)];
        })),
    ];

    private static Answer Answer(Ticket ticket) => new(ticket.Id, new ClassLabel(0), "bad");

    private static ConformanceSubject Oracle(Func<IReadOnlyList<Ticket>, IReadOnlyList<Answer>> ask) => BadPluginsTests.Subject(PluginKind.Oracle, () => new Plain { Ask = ask });

    internal sealed class Plain : IOracle
    {
        public Func<IReadOnlyList<Ticket>, IReadOnlyList<Answer>> Ask { get; init; } = tickets => [.. tickets.Select(Answer)];

        public ValueTask<IReadOnlyList<Answer>> AskAsync(IReadOnlyList<Ticket> tickets, OracleContext context, CancellationToken cancellation) => ValueTask.FromResult(Ask(tickets));
    }
}
