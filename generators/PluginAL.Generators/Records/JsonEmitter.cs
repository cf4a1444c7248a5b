namespace PluginAL.Generators.Records;

/// <summary>The code that reads and writes one object as JSON.</summary>
internal static class JsonEmitter
{
    private const string Token = "global::System.Text.Json.JsonTokenType";
    private const string Field = Names.Records + "JsonField";

    // Each value waits in a variable that is null until it was found.
    public static void Read(CodeWriter code, RecordModel model, List<ObjectModel> objects, int place)
    {
        var content = objects[place];
        var read = Enumerable.Range(0, content.Values.Count).Where(i => content.Values[i].Kind != ValueKind.None).ToList();
        code.Open($"private static {content.Type} Read{place}(ref global::System.Text.Json.Utf8JsonReader reader, string field)");
        code.Line($"{Field}.BeginObject(ref reader, field);");
        foreach (var i in read)
        {
            var value = content.Values[i];
            code.Line($"{value.Type}? v{i} = {(value.IsNullable && value.Default != "default!" ? value.Default : "null")};");
        }

        code.Open($"while (reader.Read() && reader.TokenType == {Token}.PropertyName)");
        if (model.IgnoreCase)
        {
            code.Line("var name = reader.GetString();");
        }

        code.Line("var value =");
        foreach (var i in read)
        {
            var name = Names.Literal(content.Values[i].Name);
            var matches = model.IgnoreCase ? $"string.Equals(name, {name}, global::System.StringComparison.OrdinalIgnoreCase)" : $"reader.ValueTextEquals({name}u8)";
            code.Line($"    {matches} ? {i} :");
        }

        code.Line("    -1;");
        code.Line("reader.Read();");
        code.Open("switch (value)");
        foreach (var i in read)
        {
            var value = content.Values[i];
            var found = Value(value, objects);
            code.Line($"case {i}: v{i} = {(value.IsRequired ? found : $"reader.TokenType == {Token}.Null ? default({value.Type}?) : {found}")}; break;");
        }

        code.Line("default: reader.Skip(); break;");
        code.Close();
        code.Close();
        code.Line();
        FormatEmitter.Construct(code, content, i =>
        {
            var value = content.Values[i];
            return value.Kind == ValueKind.None ? value.Default
                : value.IsNullable ? $"v{i}"
                : value.IsRequired ? $"v{i} ?? throw {Field}.Missing({Names.Literal(value.Path)}, {Names.Literal(FormatEmitter.Expected(value))})"
                : $"v{i} ?? {(value.Default == "default!" ? $"default({value.Type})!" : value.Default)}";
        });
        code.Close();
    }

    public static void Write(CodeWriter code, List<ObjectModel> objects, int place)
    {
        var content = objects[place];
        code.Open($"private static void Write{place}(in {content.Type} record, global::System.Text.Json.Utf8JsonWriter writer)");
        code.Line("writer.WriteStartObject();");
        foreach (var value in content.Values.Where(value => value.Kind != ValueKind.None))
        {
            code.Line($"writer.WritePropertyName({Names.Literal(value.Name)}u8);");
            WriteValue(code, value, $"record.{value.Member}", objects);
        }

        code.Line("writer.WriteEndObject();");
        code.Close();
    }

    private static string Value(ValueModel value, List<ObjectModel> objects)
    {
        var path = Names.Literal(value.Path);
        return value.Kind switch
        {
            ValueKind.Number => $"{Field}.Number<{value.Type}>(ref reader, {path})",
            ValueKind.Bool => $"{Field}.Bool(ref reader, {path})",
            ValueKind.String => $"{Field}.String(ref reader, {path})",
            ValueKind.Enum => $"Parse{value.Enum!.Id}({Field}.String(ref reader, {path}, {Names.Literal(FormatEmitter.Expected(value))}), {path})",
            ValueKind.Nested => $"Read{objects.IndexOf(value.Nested!)}(ref reader, {path})",
            ValueKind.Array or ValueKind.Memory => $"{Field}.Vector<{value.Element}>(ref reader, {path}, {value.Length})",
            ValueKind.Inline => $"{Field}.Inline<{value.Type}, {value.Element}>(ref reader, {path}, {value.Length})",
            _ => $"{Field}.Text<{value.Type}>(ref reader, {path})",
        };
    }

    private static void WriteValue(CodeWriter code, ValueModel value, string access, List<ObjectModel> objects)
    {
        switch (value.Kind)
        {
            case ValueKind.Number:
                code.Line($"{Field}.WriteNumber<{value.Type}>(writer, {access});");
                return;
            case ValueKind.Bool:
                code.Line($"{Field}.WriteBool(writer, {access});");
                return;
            case ValueKind.String:
                code.Line($"writer.WriteStringValue({access});");
                return;
        }

        var local = value.Member.TrimStart('@') + "Value";
        if (value.IsNullable)
        {
            code.Open($"if ({access} is {{ }} {local})");
            code.Line(Present(value, local, objects));
            code.Close();
            code.Open("else");
            code.Line("writer.WriteNullValue();");
            code.Close();
        }
        else
        {
            code.Line($"var {local} = {access};");
            code.Line(Present(value, local, objects));
        }
    }

    private static string Present(ValueModel value, string local, List<ObjectModel> objects) => value.Kind switch
    {
        ValueKind.Enum => $"writer.WriteStringValue(NameOf{value.Enum!.Id}({local}));",
        ValueKind.Nested => $"Write{objects.IndexOf(value.Nested!)}(in {local}, writer);",
        ValueKind.Memory => $"{Field}.WriteVector<{value.Element}>(writer, {local}.Span);",
        ValueKind.Array or ValueKind.Inline => $"{Field}.WriteVector<{value.Element}>(writer, {local});",
        _ => $"{Field}.WriteText(writer, {local});",
    };
}
