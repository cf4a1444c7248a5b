namespace PluginAL.Abstractions;

/// <summary>
/// What becomes of a value that is missing: null, or NaN in a float. A member that may be null must say it; a float that does not say it
/// must not be NaN.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class MissingAttribute : Attribute
{
    /// <summary>A policy other than a stated value.</summary>
    /// <param name="policy">What is written.</param>
    public MissingAttribute(MissingAs policy) => Policy = policy;

    /// <summary>A number takes the place of a missing one.</summary>
    /// <param name="constant">The number, in the member's own unit, before it is scaled.</param>
    public MissingAttribute(double constant) => (Policy, Constant) = (MissingAs.Constant, constant);

    /// <summary>A value takes the place of a missing one.</summary>
    /// <param name="constant">The category, or the name of an enum's value.</param>
    public MissingAttribute(string constant) => (Policy, Constant) = (MissingAs.Constant, constant);

    /// <summary>What is written.</summary>
    public MissingAs Policy { get; }

    /// <summary>The stated value: a double or a string; null without one.</summary>
    public object? Constant { get; }
}
