namespace PluginAL.Abstractions;

/// <summary>
/// What a date or time is written as. A cyclical part is two columns, sin 2πf and cos 2πf, with f the fraction of the period that has
/// passed.
/// </summary>
[Flags]
public enum TimeParts
{
    /// <summary>What the type allows: everything but the day of the month.</summary>
    Default = 0,

    /// <summary>The time of day, cyclical.</summary>
    TimeOfDay = 1,

    /// <summary>The day of the week, cyclical, from Sunday.</summary>
    DayOfWeek = 2,

    /// <summary>The day of the month over that month's length, cyclical.</summary>
    DayOfMonth = 4,

    /// <summary>The day of the year over that year's length, cyclical.</summary>
    DayOfYear = 8,

    /// <summary>The days since 1970-01-01 00:00, in UTC where the value knows it, or a duration's seconds: a number, scaled as a number is.</summary>
    Elapsed = 16,
}
