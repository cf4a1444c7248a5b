namespace PluginAL.Generators.Records;

/// <summary>An enum: its distinct values in the order of their declaration.</summary>
/// <param name="Type">The type, as code writes it.</param>
/// <param name="Id">The type's name as part of an identifier.</param>
/// <param name="IsFlags">Whether it carries <c>[Flags]</c>.</param>
/// <param name="Values">The values; of flags, those of one bit are <see cref="EnumValue.IsBit"/>.</param>
internal sealed record EnumModel(string Type, string Id, bool IsFlags, EquatableArray<EnumValue> Values)
{
    /// <summary>Whether a value's place is the value itself.</summary>
    public bool IsPlace => Values.Select((value, i) => value.Number == i).All(same => same);

    public string List => string.Join(", ", Values.Select(value => value.Name));

    /// <summary>A method that gives a value's place, −1 for one that is not declared.</summary>
    public void DeclarePlace(CodeWriter code)
    {
        if (IsPlace)
        {
            code.Line($"private static int PlaceOf{Id}({Type} value) => unchecked((ulong)value) < {Values.Count}UL ? (int)value : -1;");
            return;
        }

        code.Open($"private static int PlaceOf{Id}({Type} value) => value switch");
        for (var i = 0; i < Values.Count; i++)
        {
            code.Line($"{Type}.{Values[i].Identifier} => {i},");
        }

        code.Line("_ => -1,");
        code.Close(";");
    }

    /// <summary>A method that gives a value's name in files.</summary>
    public void DeclareName(CodeWriter code)
    {
        code.Open($"private static string NameOf{Id}({Type} value) => value switch");
        foreach (var value in Values)
        {
            code.Line($"{Type}.{value.Identifier} => {Names.Literal(value.Name)},");
        }

        code.Line("_ => value.ToString(),");
        code.Close(";");
    }

    /// <summary>A method that reads a value's name.</summary>
    public void DeclareParse(CodeWriter code)
    {
        if (IsFlags)
        {
            code.Line($"private static {Type} Parse{Id}(global::System.ReadOnlySpan<char> text, string field) => global::System.Enum.TryParse<{Type}>(text, out var value)");
            code.Line($"    ? value : throw {Names.Records}CsvField.Wrong(text, field, {Names.Literal($"some of {List}, with commas between")});");
            return;
        }

        code.Open($"private static {Type} Parse{Id}(global::System.ReadOnlySpan<char> text, string field) => text switch");
        foreach (var value in Values)
        {
            code.Line($"{Names.Literal(value.Name)} => {Type}.{value.Identifier},");
        }

        code.Line($"_ => throw {Names.Records}CsvField.Wrong(text, field, {Names.Literal($"one of {List}")}),");
        code.Close(";");
    }
}

/// <summary>One value of an enum.</summary>
internal sealed record EnumValue(string Identifier, string Name, decimal Number)
{
    public bool IsBit => Number > 0 && ((ulong)Number & ((ulong)Number - 1)) == 0;
}
