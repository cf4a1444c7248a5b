namespace PluginAL.Generators.Records;

/// <summary>How a number is brought to scale: by what the pass learned, or (x − centre) / divisor.</summary>
internal sealed record Scale(bool IsLearned, double Centre, double Divisor)
{
    public static Scale Learned { get; } = new(true, 0, 1);

    public static Scale None { get; } = new(false, 0, 1);

    public bool IsNone => !IsLearned && Centre == 0 && Divisor == 1;

    public string Encoding => IsLearned ? "standardised" : IsNone ? "number" : $"scaled({Names.Number(Centre)}, {Names.Number(Divisor)})";

    /// <summary>The scaled number as a float.</summary>
    /// <param name="value">An expression of type double.</param>
    /// <param name="slot">The learned number's slot: its mean and its deviation lie side by side.</param>
    /// <param name="name">The column.</param>
    /// <param name="mayOverflow">Whether the value may be infinite, or so large that the result is.</param>
    public string Apply(string value, int slot, string name, bool mayOverflow)
    {
        var scaled = IsLearned ? $"({value} - numbers[{2 * slot}]) / numbers[{(2 * slot) + 1}]"
            : IsNone ? value
            : $"({value} - {Names.Double(Centre)}) / {Names.Double(Divisor)}";
        return mayOverflow || (!IsLearned && Divisor < 1e-9)
            ? $"{Names.Records}FeatureMath.Finite({scaled}, {Names.Literal(name)})"
            : IsNone ? $"(float){value}" : $"(float)({scaled})";
    }
}
