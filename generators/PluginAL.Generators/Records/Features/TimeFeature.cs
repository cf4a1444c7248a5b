namespace PluginAL.Generators.Records;

/// <summary>A date, a time or a duration: parts on circles, then the elapsed time to scale.</summary>
/// <param name="Name">The columns' name.</param>
/// <param name="Member">The member.</param>
/// <param name="Type">DateTime, DateTimeOffset, DateOnly, TimeOnly or TimeSpan.</param>
/// <param name="Kind">Of a DateTime: Unspecified, Utc or Local.</param>
/// <param name="Cycles">The cyclical parts: Day, Week, Month, Year.</param>
/// <param name="Elapsed">How the elapsed time is brought to scale; null where it is no part.</param>
internal sealed record TimeFeature(string Name, string Member, string Type, string Kind, EquatableArray<string> Cycles, Scale? Elapsed)
    : Feature(Name, Member)
{
    public override int Columns => (2 * Cycles.Count) + (Elapsed is null ? 0 : 1);

    public override IEnumerable<string> Numbers => Elapsed is { IsLearned: true } ? [Name] : [];

    protected override bool UsesValueOnce => false;

    protected override string Describe() =>
        $"time({string.Join(", ", Cycles.Concat(Elapsed is null ? [] : [Elapsed.Encoding]))}{(Kind is "Unspecified" ? "" : $", {Kind}")})";

    protected override void WriteValue(RowWriter row, string value)
    {
        var column = Offset;
        if (Cycles.Count > 0 && Type != "TimeOnly")
        {
            row.Line($"var clock{Offset} = {Clock(value)};");
        }

        foreach (var cycle in Cycles)
        {
            row.Line($"var of{cycle}{Offset} = {Names.Records}TimeFraction.Of{cycle}({(Type == "TimeOnly" ? value : $"clock{Offset}")});");
            row.Set(column++, $"{Names.Records}FeatureMath.Sine(of{cycle}{Offset})");
            row.Set(column++, $"{Names.Records}FeatureMath.Cosine(of{cycle}{Offset})");
        }

        if (Elapsed is not null)
        {
            row.Set(column, Elapsed.Apply(Seconds(value), Slot, Name, mayOverflow: false));
        }
    }

    protected override void ObserveValue(CodeWriter code, string value) =>
        code.Line($"Number({Slot}, {Seconds(value)});");

    private string Clock(string value) => Type switch
    {
        "DateTimeOffset" => $"{value}.DateTime",
        "DateOnly" => $"{value}.ToDateTime(default)",
        _ => Kind == "Unspecified" ? value : $"{Names.Records}TimeFraction.On({value}, global::System.DateTimeKind.{Kind})",
    };

    private string Seconds(string value) => Type switch
    {
        "TimeSpan" => $"{value}.TotalSeconds",
        "DateTimeOffset" => $"{Names.Records}TimeFraction.Days({value}.UtcDateTime)",
        _ => $"{Names.Records}TimeFraction.Days({Clock(value)})",
    };
}
