namespace PluginAL.Features;

/// <summary>What <see cref="Standardise"/> makes of a missing number.</summary>
public enum MissingPolicy
{
    /// <summary>
    /// The mean; and a field that had missing numbers in the fit gets a second column, 1 where the number is missing and 0 elsewhere.
    /// Named <c>mean-indicator</c>.
    /// </summary>
    MeanIndicator,

    /// <summary>The mean. Named <c>mean</c>.</summary>
    Mean,
}
