namespace PluginAL.Generators.Records;

/// <summary>The reader of CSV lines, a class within the format.</summary>
internal static class CsvEmitter
{
    private const string Field = Names.Records + "CsvField";
    private const string Fields = Names.Records + "CsvFields";

    public static void Emit(CodeWriter code, RecordModel model, List<ObjectModel> objects)
    {
        code.Open($"private sealed class CsvReader : {Names.Records}ICsvRecordReader<{model.Type}>");
        code.Line("private readonly int _count;");
        for (var i = 0; i < objects.Count; i++)
        {
            foreach (var column in Columns(objects[i]))
            {
                code.Line($"private readonly int _c{i}_{column};");
            }
        }

        code.Line();
        code.Open("public CsvReader(global::System.Collections.Generic.IReadOnlyList<string> header)");
        code.Line("_count = header.Count;");
        for (var i = 0; i < objects.Count; i++)
        {
            foreach (var column in Columns(objects[i]))
            {
                var value = objects[i].Values[column];
                var expected = value.IsRequired && !IsOptional(objects, objects[i]) ? Names.Literal(FormatEmitter.Expected(value)) : "null";
                code.Line($"_c{i}_{column} = {Field}.Find(header, {Names.Literal(value.Path)}, {(model.IgnoreCase ? "true" : "false")}, {expected});");
            }
        }

        code.Close();
        code.Line();
        code.Open($"public {model.Type} Read(scoped {Fields} fields)");
        code.Line($"{Field}.CheckCount(fields.Count, _count, {Names.Literal(model.RecordName)});");
        code.Line("return Read0(fields);");
        code.Close();
        code.Line();
        code.Line($"private static bool IsMissing(global::System.ReadOnlySpan<char> text) => text is {string.Join(" or ", new[] { "" }.Concat(model.MissingValues).Distinct().Select(Names.Literal))};");
        for (var i = 0; i < objects.Count; i++)
        {
            code.Line();
            Read(code, objects, i);
        }

        code.Close();
    }

    private static IEnumerable<int> Columns(ObjectModel content) => Enumerable.Range(0, content.Values.Count)
        .Where(i => content.Values[i].Kind is not (ValueKind.None or ValueKind.Nested));

    // Whether a file may have none of its columns, because it, or what it is in, may be null.
    private static bool IsOptional(List<ObjectModel> objects, ObjectModel content) =>
        objects.SelectMany(one => one.Values.Select(value => (Outer: one, Value: value))).FirstOrDefault(one => content.Equals(one.Value.Nested))
            is { Outer: { } outer, Value: { } within } && (within.IsNullable || IsOptional(objects, outer));

    private static void Read(CodeWriter code, List<ObjectModel> objects, int place)
    {
        var content = objects[place];
        code.Open($"private {content.Type} Read{place}(scoped {Fields} fields)");
        for (var i = 0; i < content.Values.Count; i++)
        {
            var value = content.Values[i];
            if (value.Kind == ValueKind.None)
            {
                code.Line($"{value.LocalType} v{i} = {value.Default};");
            }
            else if (value.Kind == ValueKind.Nested)
            {
                var nested = objects.IndexOf(value.Nested!);
                code.Line(value.IsNullable
                    ? $"var v{i} = Has{nested}(fields) ? Read{nested}(fields) : ({value.LocalType})null;"
                    : $"var v{i} = Read{nested}(fields);");
            }
            else if (value.IsRequired)
            {
                code.Line($"{value.LocalType} v{i};");
                var text = IsOptional(objects, content)
                    ? $"{Field}.Present(fields, _c{place}_{i}, {Names.Literal(value.Path)}, {Names.Literal(FormatEmitter.Expected(value))})"
                    : $"fields[_c{place}_{i}]";
                ReadValue(code, value, i, text);
            }
            else
            {
                code.Line($"{value.LocalType} v{i} = {value.Default};");
                code.Open($"if (_c{place}_{i} >= 0 && !IsMissing(fields[_c{place}_{i}]))");
                ReadValue(code, value, i, $"fields[_c{place}_{i}]");
                code.Close();
            }
        }

        FormatEmitter.Construct(code, content);
        code.Close();
        if (place > 0)
        {
            var present = Columns(content).Select(i => $"(_c{place}_{i} >= 0 && !IsMissing(fields[_c{place}_{i}]))")
                .Concat(content.Values.Where(value => value.Nested is not null).Select(value => $"Has{objects.IndexOf(value.Nested!)}(fields)"));
            code.Line();
            code.Line($"private bool Has{place}(scoped {Fields} fields) => {string.Join(" || ", present)};");
        }
    }

    private static void ReadValue(CodeWriter code, ValueModel value, int i, string text)
    {
        var path = Names.Literal(value.Path);
        switch (value.Kind)
        {
            case ValueKind.Array or ValueKind.Memory:
                code.Line($"var a{i} = new {value.Element}[{value.Length}];");
                code.Line($"{Field}.Vector<{value.Element}>({text}, {path}, a{i});");
                code.Line($"v{i} = a{i};");
                break;
            case ValueKind.Inline:
                code.Line($"var a{i} = default({value.Type});");
                code.Line($"{Field}.Vector<{value.Element}>({text}, {path}, a{i});");
                code.Line($"v{i} = a{i};");
                break;
            default:
                code.Line($"v{i} = " + value.Kind switch
                {
                    ValueKind.Number => $"{Field}.Number<{value.Type}>({text}, {path})",
                    ValueKind.Bool => $"{Field}.Bool({text}, {path})",
                    ValueKind.String => $"{text}.ToString()",
                    ValueKind.Enum => $"Parse{value.Enum!.Id}({text}, {path})",
                    _ => $"{Field}.Parse<{value.Type}>({text}, {path})",
                } + ";");
                break;
        }
    }
}
