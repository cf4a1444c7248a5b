namespace PluginAL.Abstractions;

/// <summary>How a DateTime, DateTimeOffset, DateOnly, TimeOnly or TimeSpan is written.</summary>
/// <param name="parts">The parts, in the order of <see cref="TimeParts"/>.</param>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public sealed class TimeAttribute(TimeParts parts = TimeParts.Default) : Attribute
{
    /// <summary>The parts.</summary>
    public TimeParts Parts { get; } = parts;

    /// <summary>What the clock of a DateTime shows: a value that says otherwise is converted, one that says nothing is taken for it.</summary>
    /// <value><see cref="DateTimeKind.Unspecified"/>: values are taken as they stand.</value>
    public DateTimeKind Kind { get; set; }
}
