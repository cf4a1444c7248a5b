namespace PluginAL.Strategies;

/// <summary>Options of <see cref="RandomBudget"/>.</summary>
public sealed record RandomBudgetOptions
{
    /// <summary>Never asks for more than the budget's share of the rows so far.</summary>
    /// <value>false.</value>
    public bool Strict { get; init; }
}
