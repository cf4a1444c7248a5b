using System.ComponentModel.DataAnnotations;

namespace PluginAL.Strategies;

/// <summary>Options of <see cref="CostSensitive"/>.</summary>
public sealed record CostSensitiveOptions
{
    /// <summary>The costs C[true class, decision]: rows with / between them, numbers with spaces, such as <c>0 1 5/2 0 1/1 3 0</c>. Empty: 1 for each
    /// error.</summary>
    /// <value>Empty.</value>
    public string Costs { get; init; } = "";

    /// <summary>How expected costs become a score.</summary>
    /// <value>LeastCost.</value>
    public CostRule Rule { get; init; } = CostRule.LeastCost;
}
