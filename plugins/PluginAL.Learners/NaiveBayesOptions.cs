using System.ComponentModel.DataAnnotations;

namespace PluginAL.Learners;

/// <summary>Options of <see cref="NaiveBayes"/>.</summary>
public sealed record NaiveBayesOptions
{
    /// <summary>Multinomial or complement, which learns each class from the rows of all others and is better where classes are of unequal size.</summary>
    /// <value><see cref="NaiveBayesKind.Multinomial"/>.</value>
    public NaiveBayesKind Kind { get; init; }

    /// <summary>Added to the count of each column of each class (Lidstone's smoothing; 1 is Laplace's). Values below 1e-10 count as 1e-10.</summary>
    /// <value>1.</value>
    [Range(0, 1e9)]
    public double Alpha { get; init; } = 1;
}
