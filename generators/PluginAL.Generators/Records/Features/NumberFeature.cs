namespace PluginAL.Generators.Records;

/// <summary>A number or a bool: one column.</summary>
/// <param name="Name">The column.</param>
/// <param name="Member">The member.</param>
/// <param name="Type">The number's type; <c>bool</c> counts as 0 and 1.</param>
/// <param name="Scale">How it is brought to scale.</param>
internal sealed record NumberFeature(string Name, string Member, string Type, Scale Scale) : Feature(Name, Member)
{
    public override int Columns => 1;

    public override IEnumerable<string> Numbers => Scale.IsLearned || Missing is Missing.Mean or Missing.Indicator ? [Name] : [];

    private bool MayOverflow => Type is "float" or "double" or "global::System.Half";

    protected override string Describe() => Type == "bool" && Scale.IsNone ? "bool" : Scale.Encoding;

    protected override void WriteValue(RowWriter row, string value) => row.Set(
        Offset,
        Type == "bool" && Scale.IsNone ? $"{value} ? 1f : 0f" : Scale.Apply(ToDouble(value), Slot, Name, MayOverflow));

    protected override void WriteMean(RowWriter row)
    {
        if (!Scale.IsLearned)
        {
            row.Set(Offset, Scale.Apply($"numbers[{2 * Slot}]", Slot, Name, mayOverflow: false));
        }
    }

    protected override void ObserveValue(CodeWriter code, string value) =>
        code.Line($"Number({Slot}, {ToDouble(value)});");

    private string ToDouble(string value) => Type switch
    {
        "bool" => $"({value} ? 1d : 0d)",
        "decimal" or "global::System.Half" or "global::System.Int128" or "global::System.UInt128" => $"(double){value}",
        _ => value,
    };
}
