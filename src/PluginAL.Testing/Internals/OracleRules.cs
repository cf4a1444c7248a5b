using PluginAL.Abstractions;

namespace PluginAL.Testing.Internals;

/// <summary>The rules for oracles that do not ask a person.</summary>
internal sealed class OracleRules(ConformanceSubject subject)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static IReadOnlyList<Rule> For(ConformanceSubject subject) => new OracleRules(subject).All();

    private List<Rule> All() =>
    [
        new("asked-tickets-only", "It answers tickets that it was asked for, each at most once.", "Answer with the ticket's own id.", AskedOnly),
        new("labels-of-the-task", "Its labels are of the task: a class from 0 to C − 1, or none where it cannot say.", "Give new ClassLabel(index into context.Classes), or null to skip.", LabelsFit),
        new("no-tickets", "Asked for nothing it answers nothing.", "Return an empty list.", () => Ask([]) is { Count: 0 } ? null : "answers to no tickets."),
        new("annotator", "Every answer says who gave it, and its cost is a finite number that is not negative.", "Set Annotator to a name that tells oracles apart.",
            () => Ask(Tickets(5)).FirstOrDefault(answer => string.IsNullOrWhiteSpace(answer.Annotator) || !(answer.Cost >= 0) || double.IsInfinity(answer.Cost)) is { } nobody
                ? $"ticket '{nobody.TicketId}' answered by '{nobody.Annotator}' at the cost {nobody.Cost}." : null),
        new("inputs-unchanged", "The list of tickets is not changed.", "Copy what you sort or overwrite.", Purity),
        new("cancellation", "Cancelled asking ends within 100 ms.", "Pass the token on to whatever waits.", Cancellation),
        new("leftovers", "No thread and no handle is left.", "Close what is opened; implement IDisposable.",
            () => Leftovers.Find(() => { Require(); return subject.Create(null); }, plugin => Ask(Tickets(3), (IOracle)plugin))),
    ];

    private static Ticket[] Tickets(int count) => [.. Enumerable.Range(0, count).Select(i => new Ticket($"t{i}", i * 3, 1, 0.5, null))];

    private void Require()
    {
        if (subject.IsInteractive)
        {
            throw new SkipException("it asks a person.");
        }
    }

    private IReadOnlyList<Answer> Ask(Ticket[] tickets, IOracle? oracle = null)
    {
        Require();
        var asking = (oracle ?? (IOracle)subject.Create(null)).AskAsync(tickets, new Context(), CancellationToken.None).AsTask();
        return asking.Wait(Patience) ? asking.Result : throw new TimeoutException($"AskAsync did not answer within {Patience.TotalSeconds} s");
    }

    private string? AskedOnly()
    {
        var tickets = Tickets(20);
        var open = tickets.Select(ticket => ticket.Id).ToHashSet(StringComparer.Ordinal);
        return Ask(tickets).FirstOrDefault(answer => !open.Remove(answer.TicketId)) is { } other ? $"an answer to '{other.TicketId}', which was not asked, or asked once." : null;
    }

    private string? LabelsFit() => Ask(Tickets(20)).Select(answer => answer.Label).FirstOrDefault(label => label is not (null or ClassLabel { Class: >= 0 and < LabPool.ClassCount })) is { } label
        ? $"the label {label} where there are {LabPool.ClassCount} classes."
        : null;

    private string? Purity()
    {
        var (tickets, before) = (Tickets(9), Tickets(9));
        Ask(tickets);
        return tickets.SequenceEqual(before) ? null : "the list holds other tickets than before.";
    }

    private string? Cancellation()
    {
        Require();
        return Deadline.Find("AskAsync", token => ((IOracle)subject.Create(null)).AskAsync(Tickets(1_000), new Context(), token).AsTask().GetAwaiter().GetResult());
    }

    private sealed class Context : OracleContext
    {
        public override LearningTask Task => LearningTask.Classification;

        public override IReadOnlyList<string> Classes { get; } = [.. Enumerable.Range(0, LabPool.ClassCount).Select(c => $"class {c}")];

        public override IPluginLog Log => LabLog.Instance;

        public override Label? Truth(long row) => new ClassLabel((int)(row % LabPool.ClassCount));

        public override string Describe(long row) => $"record {row}";
    }
}
