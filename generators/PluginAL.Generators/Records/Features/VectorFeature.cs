namespace PluginAL.Generators.Records;

/// <summary>A vector of a stated length.</summary>
/// <param name="Name">The columns' name.</param>
/// <param name="Member">The member.</param>
/// <param name="Element">float or double.</param>
/// <param name="Length">The number of columns.</param>
/// <param name="IsMemory">Whether the member is a memory rather than an array or an inline array.</param>
internal sealed record VectorFeature(string Name, string Member, string Element, int Length, bool IsMemory) : Feature(Name, Member)
{
    public override int Columns => Length;

    protected override bool UsesValueOnce => false;

    protected override string Describe() => $"vector({Length})";

    protected override void WriteValue(RowWriter row, string value)
    {
        var span = IsMemory ? $"{value}.Span" : $"(global::System.ReadOnlySpan<{Element}>){value}";
        row.Line(row.IsSparse
            ? $"{Names.Records}VectorFeatures.Write({span}, row, {Offset}, {Length}, {Names.Literal(Name)});"
            : $"{Names.Records}VectorFeatures.Write({span}, row.Slice({Offset}, {Length}), {Names.Literal(Name)});");
    }
}
