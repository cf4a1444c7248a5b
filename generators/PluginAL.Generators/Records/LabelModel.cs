namespace PluginAL.Generators.Records;

/// <summary>The label: an enum, bool, string or whole number is a class, anything else a number.</summary>
internal sealed record LabelModel(string Member, string Type, bool IsNullable, EnumModel? Enum)
{
    public bool IsClass => Enum is not null || Type is "bool" or "string" || IsInteger;

    public bool IsInteger => Enum is null && Type is "sbyte" or "byte" or "short" or "ushort" or "int" or "uint" or "long" or "ulong";
}
