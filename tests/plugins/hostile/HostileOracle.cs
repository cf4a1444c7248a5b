using PluginAL.Abstractions;

namespace Hostile;

/// <summary>Breaks the contract of answering in the way that its option names.</summary>
/// <param name="how">The way; without one it says class 0 to everything.</param>
[Oracle("hostile-oracle", Summary = "Breaks the contract of answering.")]
public sealed class HostileOracle(string how) : IOracle
{
    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<Answer>> AskAsync(IReadOnlyList<Ticket> tickets, OracleContext context, CancellationToken cancellation)
    {
        await Task.Yield();
        var answers = tickets.Select(ticket => new Answer(ticket.Id, context.Truth(ticket.Row) ?? new ClassLabel(0), "hostile")).ToList();
        switch (how)
        {
            case "throws":
                throw new InvalidOperationException("ask somebody else");
            case "null":
                return null!;
            case "null-answer":
                answers[0] = null!;
                break;
            case "foreign-ticket":
                answers[0] = answers[0] with { TicketId = "77-77" };
                break;
            case "no-such-class":
                answers[0] = answers[0] with { Label = new ClassLabel(77) };
                break;
            case "not-a-class":
                answers[0] = answers[0] with { Label = new TextLabel("blue") };
                break;
            case "priceless":
                answers[0] = answers[0] with { Cost = double.NaN };
                break;
            case "nameless":
                answers[0] = answers[0] with { Annotator = "\ud83d" };
                break;
            case "hangs":
                Loops.Forever();
                break;
            case "hangs-later" when tickets[0].Round > 0:
                await Task.Delay(Timeout.Infinite, CancellationToken.None);
                break;
        }

        return answers;
    }
}
