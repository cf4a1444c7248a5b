using PluginAL.Abstractions;
using PluginAL.Engine.Data;
using PluginAL.Engine.Tasks;
using PluginAL.Hosting;

namespace PluginAL.Engine.Plugins;

/// <summary>Calls of oracles: what they throw is contained, and what they answer is looked at before it is stored.</summary>
internal static class OracleCalls
{
    /// <summary>Asks, and holds the oracle to its contract.</summary>
    public static async ValueTask<IReadOnlyList<Answer>> AskAsync(
        this PluginInstance<IOracle> oracle, IReadOnlyList<Ticket> tickets, OracleContext context, LearningData data, CancellationToken cancellation)
    {
        var answers = await oracle.CallAsync(
            "AskAsync",
            async plugin => Copy(await plugin.AskAsync(tickets, context, cancellation).ConfigureAwait(false), tickets.Count),
            cancellation).ConfigureAwait(false);
        if (answers is null)
        {
            throw Wrong(oracle, "returned null");
        }

        var asked = tickets.ToDictionary(ticket => ticket.Id, ticket => ticket.Row, StringComparer.Ordinal);
        foreach (var answer in answers)
        {
            if (answer is null)
            {
                throw Wrong(oracle, "returned an answer that is null");
            }

            if (answer.TicketId is null || !asked.TryGetValue(answer.TicketId, out var row))
            {
                throw Wrong(oracle, $"answered ticket '{answer.TicketId}', which it was not asked for");
            }

            if (answer.Label is not null && !TaskLabels.IsValid(data, row, answer.Label))
            {
                throw Wrong(oracle, $"answered ticket '{answer.TicketId}' with {TaskLabels.Describe(answer.Label)}; "
                    + (data.Task == LearningTask.Classification ? $"the labels are the classes 0 to {data.Classes.Count - 1}" : $"the task is {data.Task}, so a label is {TaskLabels.Expected(data, row)}"));
            }

            if (!double.IsFinite(answer.Cost) || string.IsNullOrWhiteSpace(answer.Annotator) || answer.Annotator.Any(c => char.IsControl(c) || char.IsSurrogate(c)))
            {
                throw Wrong(oracle, $"answered ticket '{answer.TicketId}' at the cost {answer.Cost} as annotator '{answer.Annotator}'; the cost must be finite, and the annotator have a plain name");
            }
        }

        return answers;
    }

    // More answers than tickets are one too many, however many the list says.
    private static Answer[]? Copy(IReadOnlyList<Answer>? answers, int most) => answers is null ? null : PluginLists.Copy(answers, most + 1);

    private static PluginALException Wrong(PluginInstance<IOracle> oracle, string found) => PluginALException.Work(
        $"{oracle} {found}; AskAsync must answer tickets that it was asked for, each with a label of the task or null. Nothing of this call is stored. Mend the oracle or choose another.");
}
