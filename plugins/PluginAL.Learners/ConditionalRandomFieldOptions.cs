using System.ComponentModel.DataAnnotations;

namespace PluginAL.Learners;

/// <summary>Options of <see cref="ConditionalRandomField"/>.</summary>
public sealed record ConditionalRandomFieldOptions
{
    /// <summary>Weight of the loss against the penalty, C: the greater, the closer the model follows the labels.</summary>
    /// <value>10.</value>
    [Range(0, 1e9, MinimumIsExclusive = true)]
    public double C { get; init; } = 10;

    /// <summary>The number of best paths that the model gives of each sequence, for strategies that compare them.</summary>
    /// <value>5.</value>
    [Range(1, 100)]
    public int Paths { get; init; } = 5;

    /// <summary>Training ends when a step lowers the objective by less than this part of it, on the mean of five.</summary>
    /// <value>1e-4.</value>
    [Range(1e-12, 0.01)]
    public double Tolerance { get; init; } = 1e-4;

    /// <summary>The most steps. Training that needs more ends there with a warning.</summary>
    /// <value>500.</value>
    [Range(1, 100_000)]
    public int Iterations { get; init; } = 500;

    /// <summary>Whether to start from the previous round's model. The optimum is the same; it is reached sooner.</summary>
    /// <value>true.</value>
    public bool WarmStart { get; init; } = true;
}
