namespace PluginAL.Encoding.Records;

/// <summary>Where a time stands in its day, week, month and year; called by generated code.</summary>
public static class TimeFraction
{
    private static readonly DateTime Epoch = DateTime.UnixEpoch;

    /// <summary>The time as the clock that the member declares shows it.</summary>
    /// <param name="time">The time; of unspecified kind, it is taken for the declared one.</param>
    /// <param name="kind">The declared kind.</param>
    /// <returns>The time in that kind.</returns>
    public static DateTime On(DateTime time, DateTimeKind kind) => (time.Kind, kind) switch
    {
        (DateTimeKind.Local, DateTimeKind.Utc) => time.ToUniversalTime(),
        (DateTimeKind.Utc, DateTimeKind.Local) => time.ToLocalTime(),
        _ => time,
    };

    /// <summary>The fraction of the day that has passed.</summary>
    /// <param name="time">The time.</param>
    /// <returns>It, in [0, 1).</returns>
    public static double OfDay(DateTime time) => (double)time.TimeOfDay.Ticks / TimeSpan.TicksPerDay;

    /// <inheritdoc cref="OfDay(DateTime)"/>
    public static double OfDay(TimeOnly time) => (double)time.Ticks / TimeSpan.TicksPerDay;

    /// <summary>The fraction of the week that has passed, from Sunday.</summary>
    /// <param name="time">The time.</param>
    /// <returns>It, in [0, 1).</returns>
    public static double OfWeek(DateTime time) => ((int)time.DayOfWeek + OfDay(time)) / 7;

    /// <summary>The fraction of the month that has passed.</summary>
    /// <param name="time">The time.</param>
    /// <returns>It, in [0, 1).</returns>
    public static double OfMonth(DateTime time) => (time.Day - 1 + OfDay(time)) / DateTime.DaysInMonth(time.Year, time.Month);

    /// <summary>The fraction of the year that has passed.</summary>
    /// <param name="time">The time.</param>
    /// <returns>It, in [0, 1).</returns>
    public static double OfYear(DateTime time) => (time.DayOfYear - 1 + OfDay(time)) / (DateTime.IsLeapYear(time.Year) ? 366 : 365);

    /// <summary>The days since 1970-01-01 00:00.</summary>
    /// <param name="time">The time.</param>
    /// <returns>The days, negative before then.</returns>
    public static double Days(DateTime time) => (double)(time.Ticks - Epoch.Ticks) / TimeSpan.TicksPerDay;
}
