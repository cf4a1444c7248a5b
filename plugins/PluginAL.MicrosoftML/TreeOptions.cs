using System.ComponentModel.DataAnnotations;

namespace PluginAL.MicrosoftML;

/// <summary>Options of <see cref="FastTreeLearner"/> and <see cref="LightGbmLearner"/>.</summary>
public sealed record TreeOptions
{
    /// <summary>The number of rounds of boosting; each gives a tree for each class.</summary>
    /// <value>100.</value>
    [Range(1, 100_000)]
    public int Trees { get; init; } = 100;

    /// <summary>The most leaves of a tree.</summary>
    /// <value>20.</value>
    [Range(2, 100_000)]
    public int Leaves { get; init; } = 20;

    /// <summary>The least labelled rows of a leaf; few, since few rows are labelled at first.</summary>
    /// <value>5.</value>
    [Range(1, 1_000_000)]
    public int RowsPerLeaf { get; init; } = 5;

    /// <summary>The learning rate.</summary>
    /// <value>0.2.</value>
    [Range(0, 1, MinimumIsExclusive = true)]
    public double Rate { get; init; } = 0.2;
}
