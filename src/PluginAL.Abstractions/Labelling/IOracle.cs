namespace PluginAL.Abstractions;

/// <summary>Whoever knows labels: the truth of a labelled pool, a person, a service.</summary>
public interface IOracle
{
    /// <summary>Asks for labels. May answer some of the tickets only, in any order; those left out stay open.</summary>
    /// <param name="tickets">The open tickets.</param>
    /// <param name="context">What the oracle may look at.</param>
    /// <param name="cancellation">Cancels the asking; answers given until then are returned, not lost.</param>
    /// <returns>The answers.</returns>
    ValueTask<IReadOnlyList<Answer>> AskAsync(IReadOnlyList<Ticket> tickets, OracleContext context, CancellationToken cancellation);
}
