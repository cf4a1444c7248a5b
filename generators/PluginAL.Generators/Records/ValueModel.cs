namespace PluginAL.Generators.Records;

/// <summary>A value in a file.</summary>
/// <param name="Member">The member; for a constructor's parameter alone, its name.</param>
/// <param name="Name">The property's name in its JSON object.</param>
/// <param name="Path">The column's name, and the property's in messages: <c>home.street</c>.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Type">Its type without null, as code writes it.</param>
internal sealed record ValueModel(string Member, string Name, string Path, ValueKind Kind, string Type)
{
    public bool IsReference { get; init; }

    public bool IsNullable { get; init; }

    /// <summary>Whether the value has to be in the file.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Whether it can be assigned when the object is made, other than by the constructor.</summary>
    public bool IsAssigned { get; init; }

    /// <summary>The value where the file has none, in C#.</summary>
    public string Default { get; init; } = "default!";

    public EnumModel? Enum { get; init; }

    /// <summary>Of a vector: float or double.</summary>
    public string Element { get; init; } = "";

    public int Length { get; init; }

    public ObjectModel? Nested { get; init; }

    /// <summary>The type of the variable that holds it.</summary>
    public string LocalType => IsNullable ? Type + "?" : Type;
}
