using System.ComponentModel.DataAnnotations;

namespace PluginAL.Learners;

/// <summary>Options of <see cref="LogisticRegression"/>.</summary>
public sealed record LogisticRegressionOptions
{
    /// <summary>Weight of the loss against the penalty, C: the greater, the closer the model follows the labels. Null: 1 for dense features, 10 for sparse ones.</summary>
    /// <value>null: 1 for dense features (meant for standardised columns), 10 for sparse ones (meant for TF-IDF rows of unit length).</value>
    [Range(0, 1e9, MinimumIsExclusive = true)]
    public double? C { get; init; }

    /// <summary>Training ends when a further step is expected to lower the objective by less than this part of it.</summary>
    /// <value>1e-9.</value>
    [Range(1e-12, 0.01)]
    public double Tolerance { get; init; } = 1e-9;

    /// <summary>The most Newton steps. Training that needs more ends there with a warning.</summary>
    /// <value>100.</value>
    [Range(1, 100_000)]
    public int Iterations { get; init; } = 100;

    /// <summary>Whether to start from the previous round's model. The optimum is the same; it is reached sooner.</summary>
    /// <value>true.</value>
    public bool WarmStart { get; init; } = true;
}
