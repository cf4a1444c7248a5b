namespace PluginAL.Generators.Records;

/// <summary>An enum: a column for each value, or for each bit.</summary>
internal sealed record EnumFeature(string Name, string Member, EnumModel Enum, bool AsBits) : Feature(Name, Member)
{
    public override int Columns => AsBits ? Enum.Values.Count(value => value.IsBit) : Enum.Values.Count;

    public override bool IsWide => Columns > RecordModel.WidestDense;

    protected override bool UsesValueOnce => !AsBits;

    protected override string Describe() =>
        $"{(AsBits ? "bits" : "one-hot")}({string.Join("|", Enum.Values.Where(value => !AsBits || value.IsBit).Select(value => value.Name))})";

    protected override void WriteValue(RowWriter row, string value)
    {
        if (!AsBits)
        {
            row.SetOne(Offset, $"PlaceOf{Enum.Id}({value})", $"place{Offset}");
            return;
        }

        var column = Offset;
        foreach (var bit in Enum.Values.Where(value => value.IsBit))
        {
            row.Set(column++, $"({value} & {Enum.Type}.{bit.Identifier}) != 0 ? 1f : 0f");
        }
    }
}
