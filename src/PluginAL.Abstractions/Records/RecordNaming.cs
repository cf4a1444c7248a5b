namespace PluginAL.Abstractions;

/// <summary>How the columns of a record type are named after its members.</summary>
public enum RecordNaming
{
    /// <summary>As the member: <c>HoursPerWeek</c>.</summary>
    AsDeclared,

    /// <summary><c>hoursPerWeek</c>.</summary>
    CamelCase,

    /// <summary><c>hours_per_week</c>.</summary>
    SnakeCase,
}
