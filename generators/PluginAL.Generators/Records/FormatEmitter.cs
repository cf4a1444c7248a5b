namespace PluginAL.Generators.Records;

/// <summary>The code that reads and writes records.</summary>
internal static class FormatEmitter
{
    private const string Reader = "global::System.Text.Json.Utf8JsonReader";
    private const string Writer = "global::System.Text.Json.Utf8JsonWriter";
    private const string Token = "global::System.Text.Json.JsonTokenType";

    public static void Emit(CodeWriter code, RecordModel model, string generated)
    {
        var objects = model.Object.All.Distinct().ToList();
        var self = model.Format + model.TypeParameters;
        var name = Names.Literal(model.RecordName);
        code.Line($"/// <summary>Reads and writes {model.RecordName.Replace("<", "&lt;").Replace(">", "&gt;")} as JSON, and reads it from CSV.</summary>");
        code.Line(generated);
        code.Open($"{(model.IsPublic ? "public" : "internal")} sealed class {self} : {Names.Records}IRecordFormat<{model.Type}>{model.Constraints}");
        code.Open($"private {model.Format}()");
        code.Close();
        code.Line();
        code.Line("/// <summary>The reader and writer.</summary>");
        code.Line($"public static {self} Instance {{ get; }} = new();");
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Open($"public {model.Type} ReadJson(global::System.ReadOnlySpan<byte> json)");
        code.Line($"var reader = new {Reader}(json);");
        code.Open("try");
        code.Line($"var record = Read0(ref reader, {name});");
        code.Line($"{Names.Records}JsonField.End(ref reader, {name});");
        code.Line("return record;");
        code.Close();
        code.Open("catch (global::System.Text.Json.JsonException error)");
        code.Line($"throw {Names.Records}JsonField.NotJson(error, {name});");
        code.Close();
        code.Close();
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Line($"public void WriteJson(in {model.Type} record, {Writer} writer) => Write0(in record, writer);");
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Line($"public {Names.Records}ICsvRecordReader<{model.Type}> ReadHeader(global::System.Collections.Generic.IReadOnlyList<string> header) => new CsvReader(header);");
        for (var i = 0; i < objects.Count; i++)
        {
            code.Line();
            JsonEmitter.Read(code, model, objects, i);
            code.Line();
            JsonEmitter.Write(code, objects, i);
        }

        foreach (var values in objects.SelectMany(one => one.Values).Select(value => value.Enum).OfType<EnumModel>().Distinct())
        {
            code.Line();
            values.DeclareParse(code);
            code.Line();
            values.DeclareName(code);
        }

        code.Line();
        CsvEmitter.Emit(code, model, objects);
        code.Close();
    }

    /// <summary>What a value has to be, for messages.</summary>
    public static string Expected(ValueModel value) => value.Kind switch
    {
        ValueKind.Bool => "true or false",
        ValueKind.String => "a text",
        ValueKind.Enum => value.Enum!.IsFlags ? $"some of {value.Enum.List}, with commas between" : $"one of {value.Enum.List}",
        ValueKind.Number => "a number",
        ValueKind.Array or ValueKind.Memory or ValueKind.Inline => $"{value.Length} numbers",
        ValueKind.Nested => "an object",
        _ => $"a {value.Type.Substring(value.Type.LastIndexOf('.') + 1)}",
    };

    /// <summary>Statements that make the object of the variables v0, v1, ...</summary>
    public static void Construct(CodeWriter code, ObjectModel content)
    {
        var arguments = string.Join(", ", content.Arguments.Select(place => $"v{place}"));
        var assigned = Enumerable.Range(0, content.Values.Count).Where(i => content.Values[i].IsAssigned).ToList();
        if (assigned.Count == 0)
        {
            code.Line($"return new {content.Type}({arguments});");
            return;
        }

        code.Open($"return new {content.Type}({arguments})");
        foreach (var i in assigned)
        {
            code.Line($"{content.Values[i].Member} = v{i},");
        }

        code.Close(";");
    }
}
