namespace PluginAL.Abstractions;

/// <summary>Says which rows are most worth a person's time.</summary>
public interface IQueryStrategy
{
    /// <summary>Chooses rows.</summary>
    /// <param name="context">The pool, the candidates, what the model says, randomness.</param>
    /// <param name="count">How many, at least 1 and at most the number of candidates.</param>
    /// <returns>
    /// Exactly <paramref name="count"/> different candidates, best first. Anything else (a row that is not a candidate, a row
    /// twice, too few) is refused with the plugin's name.
    /// </returns>
    IReadOnlyList<SelectedRow> Select(QueryContext context, int count);
}
