using System.ComponentModel.DataAnnotations;

namespace PluginAL.Strategies;

/// <summary>Options of <see cref="Auto"/>.</summary>
public sealed record AutoOptions
{
    /// <summary>The share of each batch that is drawn at random, always.</summary>
    /// <value>0.05.</value>
    [Range(0.0, 1.0)]
    public double Random { get; init; } = 0.05;

    /// <summary>
    /// How slowly the choice narrows from the whole pool to its most uncertain rows: with n labels of C classes
    /// 1 ÷ (1 + (n ÷ bC)^1.5) of the pool is looked at. More than ten classes count as ten.
    /// </summary>
    /// <value>3.</value>
    [Range(0.0, 1000.0)]
    public double Breadth { get; init; } = 3;

    /// <summary>Rows that are looked at in the end, for each row of the batch.</summary>
    /// <value>10.</value>
    [Range(1, 1000)]
    public int Factor { get; init; } = 10;
}
