using PluginAL.Abstractions;

namespace PluginAL.Learners.Internals;

/// <summary>What a <see cref="LinearRegressor"/> is made of.</summary>
internal sealed record LinearRegressorParts
{
    public required string Learner { get; init; }

    public required FeatureLayout Layout { get; init; }

    /// <summary>D.</summary>
    public required int Width { get; init; }

    /// <summary>Sparse only: the columns that occur, ascending.</summary>
    public required int[] Columns { get; init; }

    /// <summary>n.</summary>
    public required int RowCount { get; init; }

    /// <summary>ȳ.</summary>
    public required double Mean { get; init; }

    /// <summary>σ².</summary>
    public required double Noise { get; init; }

    /// <summary>σ²/λ; 0: the variance is not known.</summary>
    public required double Prior { get; init; }

    /// <summary>Whether the factor is that of XX′ + λI.</summary>
    public required bool Dual { get; init; }

    /// <summary>m.</summary>
    public required int Rank { get; init; }

    /// <summary>x̄ over the A kept columns.</summary>
    public required double[] Means { get; init; }

    /// <summary>w.</summary>
    public required double[] Weights { get; init; }

    /// <summary>(A, m): L⁻¹ of the identity, or of X, transposed.</summary>
    public required double[] Factor { get; init; }
}
