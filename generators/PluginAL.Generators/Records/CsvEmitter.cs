namespace PluginAL.Generators.Records;

/// <summary>The reader of CSV lines, a class within the format.</summary>
internal static class CsvEmitter
{
    private const string Field = Names.Records + "CsvField";
    private const string Fields = Names.Records + "CsvFields";

    public static void Emit(CodeWriter code, RecordModel model, List<ObjectModel> objects)
    {
        var columns = objects.SelectMany(one => Columns(one).Select(value => (value, one))).ToList();
        var places = columns.Select((column, i) => (column.value, i)).ToDictionary(one => one.value.Path, one => one.i);
        code.Line($"private sealed class CsvReader(global::System.Collections.Generic.IReadOnlyList<string> header) : {Names.Records}CsvRecordReader<{model.Type}>(");
        code.Line($"    {Names.Literal(model.RecordName)},");
        code.Line("    header,");
        code.Line("    [");
        foreach (var (value, within) in columns)
        {
            var expected = value.IsRequired && !IsOptional(objects, within) ? Names.Literal(FormatEmitter.Expected(value)) : "null";
            code.Line($"        new({Names.Literal(value.Path)}, {expected}),");
        }

        code.Line("    ],");
        code.Line($"    ignoreCase: {(model.IgnoreCase ? "true" : "false")},");
        code.Line($"    missing: [{string.Join(", ", model.MissingValues.Select(Names.Literal))}])");
        code.Open("");
        code.Line($"protected override {model.Type} Make(scoped {Fields} fields) => Make0(fields);");
        for (var i = 0; i < objects.Count; i++)
        {
            code.Line();
            Make(code, objects, i, places);
        }

        code.Close();
    }

    private static IEnumerable<ValueModel> Columns(ObjectModel content) =>
        content.Values.Where(value => value.Kind is not (ValueKind.None or ValueKind.Nested));

    // Whether a file may have none of its columns, because it, or what it is in, may be null.
    private static bool IsOptional(List<ObjectModel> objects, ObjectModel content) =>
        objects.SelectMany(one => one.Values.Select(value => (Outer: one, Value: value))).FirstOrDefault(one => content.Equals(one.Value.Nested))
            is { Outer: { } outer, Value: { } within } && (within.IsNullable || IsOptional(objects, outer));

    private static void Make(CodeWriter code, List<ObjectModel> objects, int place, IReadOnlyDictionary<string, int> places)
    {
        var content = objects[place];
        code.Open($"private {content.Type} Make{place}(scoped {Fields} fields)");
        FormatEmitter.Construct(code, content, i =>
        {
            var value = content.Values[i];
            if (value.Kind == ValueKind.None)
            {
                return value.Default;
            }

            if (value.Nested is { } nested)
            {
                var inner = objects.IndexOf(nested);
                return value.IsNullable ? $"Has{inner}(fields) ? Make{inner}(fields) : null" : $"Make{inner}(fields)";
            }

            var column = places[value.Path];
            var found = Value(value, $"At(fields, {column})");
            return value.IsRequired ? found
                : $"Has(fields, {column}) ? {found} : {(value.Default != "default!" ? value.Default : $"default({value.LocalType})!")}";
        });
        code.Close();
        if (place > 0)
        {
            var present = Columns(content).Select(value => $"Has(fields, {places[value.Path]})")
                .Concat(content.Values.Where(value => value.Nested is not null).Select(value => $"Has{objects.IndexOf(value.Nested!)}(fields)"));
            code.Line();
            code.Line($"private bool Has{place}(scoped {Fields} fields) => {string.Join(" || ", present.DefaultIfEmpty("false"))};");
        }
    }

    private static string Value(ValueModel value, string text)
    {
        var path = Names.Literal(value.Path);
        return value.Kind switch
        {
            ValueKind.Number => $"{Field}.Number<{value.Type}>({text}, {path})",
            ValueKind.Bool => $"{Field}.Bool({text}, {path})",
            ValueKind.String => $"{text}.ToString()",
            ValueKind.Enum => $"Parse{value.Enum!.Id}({text}, {path})",
            ValueKind.Array or ValueKind.Memory => $"{Field}.Vector<{value.Element}>({text}, {path}, {value.Length})",
            ValueKind.Inline => $"{Field}.Inline<{value.Type}, {value.Element}>({text}, {path}, {value.Length})",
            _ => $"{Field}.Parse<{value.Type}>({text}, {path})",
        };
    }
}
