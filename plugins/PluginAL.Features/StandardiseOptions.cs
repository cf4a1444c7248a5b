namespace PluginAL.Features;

/// <summary>The options of <see cref="Standardise"/>.</summary>
public sealed record StandardiseOptions
{
    /// <summary>What becomes of a missing number.</summary>
    /// <value><see cref="MissingPolicy.MeanIndicator"/>. Option <c>missing</c>: <c>mean-indicator</c> or <c>mean</c>.</value>
    public MissingPolicy Missing { get; init; }
}
