namespace PluginAL.Scoring;

/// <summary>A measure over the numbers that the members of a committee predict. The higher, the more worth labelling.</summary>
public enum RegressionMeasure
{
    /// <summary>Σ (y_m − ȳ)² ÷ M, in the square of the target's unit, at least 0: the population's variance (Burbidge, Rowland and King 2007,
    /// "Active learning for regression based on query by committee").</summary>
    Variance,

    /// <summary>The root of <see cref="Variance"/>, in the target's unit; the same order of rows.</summary>
    StandardDeviation,
}
