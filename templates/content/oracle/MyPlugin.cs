using System.ComponentModel.DataAnnotations;
using PluginAL.Abstractions;

namespace MyPlugin;

/// <summary>Answers with the pool's own labels, and errs at a given rate: how does a strategy do with annotators who make mistakes?</summary>
/// <param name="options">The rate and the seed.</param>
[Oracle("my-plugin", Summary = "The pool's own labels, with a given rate of errors.")]
public sealed class MyPluginOracle(MyPluginOptions options) : IOracle
{
    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Answer>> AskAsync(IReadOnlyList<Ticket> tickets, OracleContext context, CancellationToken cancellation)
    {
        var random = new RandomSource((ulong)options.Seed, "my-plugin");
        var answers = new List<Answer>(tickets.Count);
        foreach (var ticket in tickets)
        {
            if (cancellation.IsCancellationRequested)
            {
                // Answers given until then are not lost.
                break;
            }

            if (context.Truth(ticket.Row) is not ClassLabel truth)
            {
                // Not known: the ticket stays open.
                continue;
            }

            var classes = context.Classes.Count;
            var errs = classes > 1 && random.Uniform(ticket.Row, 0) < options.ErrorRate;
            var label = errs ? new ClassLabel((int)((truth.Class + 1 + random.Below(classes - 1, ticket.Row, 1)) % classes)) : truth;
            answers.Add(new Answer(ticket.Id, label, "my-plugin"));
        }

        return ValueTask.FromResult<IReadOnlyList<Answer>>(answers);
    }
}

/// <summary>What can be set, as in <c>MyPlugin.cs:error-rate=0.2</c>.</summary>
public sealed record MyPluginOptions
{
    /// <summary>The share of answers that name another class.</summary>
    [Range(0, 1)]
    public double ErrorRate { get; init; } = 0.05;

    /// <summary>Which rows are answered wrongly.</summary>
    [Range(0, int.MaxValue)]
    public int Seed { get; init; } = 1;
}
