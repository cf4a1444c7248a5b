namespace PluginAL.Generators.Records;

/// <summary>The code that reads and writes one object as JSON.</summary>
internal static class JsonEmitter
{
    private const string Reader = "global::System.Text.Json.Utf8JsonReader";
    private const string Token = "global::System.Text.Json.JsonTokenType";
    private const string Field = Names.Records + "JsonField";

    public static void Read(CodeWriter code, RecordModel model, List<ObjectModel> objects, int place)
    {
        var content = objects[place];
        code.Open($"private static {content.Type} Read{place}(ref {Reader} reader, string field)");
        code.Line($"{Field}.BeginObject(ref reader, field);");
        for (var i = 0; i < content.Values.Count; i++)
        {
            var value = content.Values[i];
            code.Line($"{value.LocalType} v{i} = {value.Default};");
            if (value.IsRequired)
            {
                code.Line($"var has{i} = false;");
            }
        }

        code.Open($"while (reader.Read() && reader.TokenType == {Token}.PropertyName)");
        if (model.IgnoreCase)
        {
            code.Line("var name = reader.GetString();");
        }

        var first = true;
        for (var i = 0; i < content.Values.Count; i++)
        {
            var value = content.Values[i];
            if (value.Kind == ValueKind.None)
            {
                continue;
            }

            var matches = model.IgnoreCase
                ? $"string.Equals(name, {Names.Literal(value.Name)}, global::System.StringComparison.OrdinalIgnoreCase)"
                : $"reader.ValueTextEquals({Names.Literal(value.Name)}u8)";
            code.Open($"{(first ? "" : "else ")}if ({matches})");
            first = false;
            code.Line("reader.Read();");
            if (value.IsNullable || !value.IsRequired)
            {
                code.Open($"if (reader.TokenType != {Token}.Null)");
                ReadValue(code, value, i, objects);
                code.Close();
                if (value.IsNullable)
                {
                    code.Open("else");
                    code.Line($"v{i} = null;");
                    code.Close();
                }
            }
            else
            {
                ReadValue(code, value, i, objects);
                code.Line($"has{i} = true;");
            }

            code.Close();
        }

        if (first)
        {
            code.Line("reader.Skip();");
        }
        else
        {
            code.Open("else");
            code.Line("reader.Skip();");
            code.Close();
        }

        code.Close();
        for (var i = 0; i < content.Values.Count; i++)
        {
            if (content.Values[i].IsRequired)
            {
                code.Open($"if (!has{i})");
                code.Line($"throw {Field}.Missing({Names.Literal(content.Values[i].Path)}, {Names.Literal(FormatEmitter.Expected(content.Values[i]))});");
                code.Close();
            }
        }

        FormatEmitter.Construct(code, content);
        code.Close();
    }

    public static void Write(CodeWriter code, List<ObjectModel> objects, int place)
    {
        var content = objects[place];
        code.Open($"private static void Write{place}(in {content.Type} record, global::System.Text.Json.Utf8JsonWriter writer)");
        code.Line("writer.WriteStartObject();");
        for (var i = 0; i < content.Values.Count; i++)
        {
            var value = content.Values[i];
            if (value.Kind == ValueKind.None)
            {
                continue;
            }

            code.Line($"writer.WritePropertyName({Names.Literal(value.Name)}u8);");
            if (value.IsNullable)
            {
                code.Open($"if (record.{value.Member} is {{ }} v{i})");
                WriteValue(code, value, $"v{i}", objects);
                code.Close();
                code.Open("else");
                code.Line("writer.WriteNullValue();");
                code.Close();
            }
            else
            {
                code.Line($"var v{i} = record.{value.Member};");
                WriteValue(code, value, $"v{i}", objects);
            }
        }

        code.Line("writer.WriteEndObject();");
        code.Close();
    }

    private static void ReadValue(CodeWriter code, ValueModel value, int i, List<ObjectModel> objects)
    {
        var path = Names.Literal(value.Path);
        switch (value.Kind)
        {
            case ValueKind.Array or ValueKind.Memory:
                code.Line($"var a{i} = new {value.Element}[{value.Length}];");
                code.Line($"{Field}.Vector<{value.Element}>(ref reader, {path}, a{i});");
                code.Line($"v{i} = a{i};");
                break;
            case ValueKind.Inline:
                code.Line($"var a{i} = default({value.Type});");
                code.Line($"{Field}.Vector<{value.Element}>(ref reader, {path}, a{i});");
                code.Line($"v{i} = a{i};");
                break;
            default:
                code.Line($"v{i} = " + value.Kind switch
                {
                    ValueKind.Number => $"{Field}.Number<{value.Type}>(ref reader, {path})",
                    ValueKind.Bool => $"{Field}.Bool(ref reader, {path})",
                    ValueKind.String => $"{Field}.String(ref reader, {path})",
                    ValueKind.Enum => $"Parse{value.Enum!.Id}({Field}.String(ref reader, {path}, {Names.Literal(FormatEmitter.Expected(value))}), {path})",
                    ValueKind.Nested => $"Read{objects.IndexOf(value.Nested!)}(ref reader, {path})",
                    _ => $"{Field}.Text<{value.Type}>(ref reader, {path})",
                } + ";");
                break;
        }
    }

    private static void WriteValue(CodeWriter code, ValueModel value, string local, List<ObjectModel> objects) => code.Line(value.Kind switch
    {
        ValueKind.Number => $"{Field}.WriteNumber(writer, {local});",
        ValueKind.Bool => $"writer.WriteBooleanValue({local});",
        ValueKind.String => $"writer.WriteStringValue({local});",
        ValueKind.Enum => $"writer.WriteStringValue(NameOf{value.Enum!.Id}({local}));",
        ValueKind.Nested => $"Write{objects.IndexOf(value.Nested!)}(in {local}, writer);",
        ValueKind.Memory => $"{Field}.WriteVector<{value.Element}>(writer, {local}.Span);",
        ValueKind.Array or ValueKind.Inline => $"{Field}.WriteVector<{value.Element}>(writer, {local});",
        _ => $"{Field}.WriteText(writer, {local});",
    });
}
