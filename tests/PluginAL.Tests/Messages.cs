namespace PluginAL.Tests;

/// <summary>Types in several forms, with each kind of label and an id.</summary>
public static class Messages
{
    public enum Kind
    {
        Question,
        Order,
        Complaint,
    }
}

[PoolRecord]
public sealed record Ordered([Id] string Number, double Weight, [Label] Messages.Kind? Kind);

[PoolRecord]
public sealed record Flagged(double X, double Y, [Label] bool? Good);

[PoolRecord]
public sealed record Digit(double X, double Y, [Label] string? Name);

[PoolRecord]
public sealed record Priced(double Size, [Label] double? Price);

/// <summary>Text of any kind in one category, to see that fields come back as they were.</summary>
[PoolRecord]
public sealed record Quoted(double Number, [Category(Capacity = 8)] string Text);

[PoolRecord]
public sealed record Worded(double X, [Hashed(4096)] string Text, [Label] string? Name);

/// <summary>A reading before and after somebody changed the type.</summary>
public static class Before
{
    [PoolRecord]
    public sealed record Reading(double Heat, double Rain, [Category(Capacity = 4)] string Place);
}

public static class After
{
    [PoolRecord]
    public sealed record Reading([Category(Capacity = 4)] string Place, double Heat, [Missing(MissingAs.Zero)] double? Wind);
}
