namespace PluginAL.Generators.Records;

/// <summary>A number or a bool: one column.</summary>
/// <param name="Name">The column.</param>
/// <param name="Member">The member.</param>
/// <param name="Type">The number's type; <c>bool</c> counts as 0 and 1.</param>
/// <param name="Scale">How it is brought to scale.</param>
internal sealed record NumberFeature(string Name, string Member, string Type, Scale Scale) : Feature(Name, Member)
{
    public override int Columns => 1;

    public override int Numbers => Scale.IsLearned ? 2 : Missing is Missing.Mean or Missing.Indicator ? 1 : 0;

    protected override bool UsesValueOnce => true;

    private bool MayOverflow => Type is "float" or "double" or "global::System.Half";

    public override void DeclareFit(CodeWriter code)
    {
        if (Numbers > 0)
        {
            code.Line($"private {Names.Records}NumberFit _number{Slot};");
        }
    }

    public override void MergeFit(CodeWriter code)
    {
        if (Numbers > 0)
        {
            code.Line($"_number{Slot}.Merge(in other._number{Slot});");
        }
    }

    public override void CompleteFit(CodeWriter code)
    {
        if (Numbers > 0)
        {
            code.Line($"_number{Slot}.Check({Names.Literal(Name)});");
            code.Line($"numbers[{Slot}] = _number{Slot}.Mean;");
        }

        if (Scale.IsLearned)
        {
            code.Line($"numbers[{Slot + 1}] = _number{Slot}.Deviation;");
        }
    }

    protected override string Describe() => Type == "bool" && Scale.IsNone ? "bool" : Scale.Encoding;

    protected override void WriteValue(RowWriter row, string value) => row.Set(
        Offset,
        Type == "bool" && Scale.IsNone ? $"{value} ? 1f : 0f" : Scale.Apply(ToDouble(value), Slot, Name, MayOverflow));

    protected override void WriteMean(RowWriter row)
    {
        if (!Scale.IsLearned)
        {
            row.Set(Offset, Scale.Apply($"numbers[{Slot}]", Slot, Name, mayOverflow: false));
        }
    }

    protected override void ObserveValue(CodeWriter code, string value) =>
        code.Line($"_number{Slot}.Observe({ToDouble(value)}, {Names.Literal(Name)});");

    private string ToDouble(string value) => Type switch
    {
        "bool" => $"({value} ? 1d : 0d)",
        "decimal" or "global::System.Half" or "global::System.Int128" or "global::System.UInt128" => $"(double){value}",
        _ => value,
    };
}
