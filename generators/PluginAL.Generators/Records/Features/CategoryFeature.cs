namespace PluginAL.Generators.Records;

/// <summary>A value of a set: a column for each, and one for all others where the set is learned.</summary>
/// <param name="Name">The columns' name.</param>
/// <param name="Member">The member.</param>
/// <param name="Type">string, char or an integer's type.</param>
/// <param name="Capacity">The most values that are learned.</param>
/// <param name="Values">The known values; empty where they are learned.</param>
internal sealed record CategoryFeature(string Name, string Member, string Type, int Capacity, EquatableArray<string> Values) : Feature(Name, Member)
{
    public override int Columns => IsLearned ? Capacity + 1 : Values.Count;

    public override IEnumerable<int> Capacities => IsLearned ? [Capacity] : [];

    public override bool IsWide => Columns > RecordModel.WidestDense;

    private bool IsLearned => Values.Count == 0;

    private bool IsString => Type == "string";

    public override void DeclareHelpers(CodeWriter code)
    {
        if (IsLearned)
        {
            return;
        }

        code.Line();
        code.Open($"private static int PlaceAt{Offset}({(IsString ? "global::System.ReadOnlySpan<char>" : Type)} value) => value switch");
        for (var i = 0; i < Values.Count; i++)
        {
            code.Line($"{(IsString ? Names.Literal(Values[i]) : Type == "char" ? Names.Literal(Values[i][0]) : Values[i])} => {i},");
        }

        code.Line("_ => -1,");
        code.Close(";");
    }

    protected override string Describe() => IsLearned ? $"category({Capacity})" : $"category({string.Join("|", Values)})";

    protected override void WriteValue(RowWriter row, string value)
    {
        if (IsLearned)
        {
            row.Set($"{Offset} + {Names.Records}ValueBuckets.NumberOf(state.Vocabulary({Vocabulary}), {value}, {Capacity})", "1f");
        }
        else
        {
            row.SetOne(Offset, $"PlaceAt{Offset}({value})", $"place{Offset}");
        }
    }

    protected override void ObserveValue(CodeWriter code, string value) => code.Line($"Category({Vocabulary}, {value});");
}
