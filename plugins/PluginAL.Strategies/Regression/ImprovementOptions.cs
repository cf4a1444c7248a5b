using System.ComponentModel.DataAnnotations;

namespace PluginAL.Strategies;

/// <summary>Options of <see cref="ProbabilityOfImprovement"/> and <see cref="ExpectedImprovement"/>.</summary>
public sealed record ImprovementOptions
{
    /// <summary>ξ: by how much the best number so far must be exceeded to count, in the label's unit. More explores more.</summary>
    /// <value>0.</value>
    [Range(0, 1e12)]
    public double Tradeoff { get; init; }

    /// <summary>Whether the least number is sought instead of the greatest.</summary>
    /// <value>false.</value>
    public bool Minimise { get; init; }
}
