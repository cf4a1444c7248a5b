namespace PluginAL.Generators.Records;

/// <summary>The label: an enum, bool or string is a class, anything else a number.</summary>
internal sealed record LabelModel(string Member, string Type, bool IsNullable, EnumModel? Enum)
{
    public bool IsClass => Enum is not null || Type is "bool" or "string";
}
