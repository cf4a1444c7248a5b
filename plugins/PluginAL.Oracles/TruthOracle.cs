using PluginAL.Abstractions;

namespace PluginAL.Oracles;

/// <summary>Answers every ticket with the label that the pool itself holds, at the cost that it names: for experiments on data whose labels are known.</summary>
[Oracle("truth", Summary = "Answers from the labels that the pool itself holds.")]
public sealed class TruthOracle : IOracle
{
    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Answer>> AskAsync(IReadOnlyList<Ticket> tickets, OracleContext context, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(tickets);
        ArgumentNullException.ThrowIfNull(context);
        var answers = new List<Answer>(tickets.Count);
        foreach (var ticket in tickets)
        {
            if (cancellation.IsCancellationRequested)
            {
                break;
            }

            var label = context.Truth(ticket.Row) ?? throw PluginALException.Input(
                $"Row {ticket.Row} of the pool has no label, and the oracle 'truth' knows no others; label it, leave it out, or ask with the oracle 'console'.");
            answers.Add(new Answer(ticket.Id, label, "truth", context.Cost(ticket.Row)));
        }

        return ValueTask.FromResult<IReadOnlyList<Answer>>(answers);
    }
}
