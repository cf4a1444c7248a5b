namespace PluginAL.Generators.Records;

/// <summary>The code that reads and writes records.</summary>
internal static class FormatEmitter
{
    public static void Emit(CodeWriter code, RecordModel model, string generated)
    {
        var objects = model.Object.All.ToList();
        var self = model.Format + model.TypeParameters;
        code.Line($"/// <summary>Reads and writes {model.RecordName.Replace("<", "&lt;").Replace(">", "&gt;")} as JSON, and reads it from CSV.</summary>");
        code.Line(generated);
        code.Open($"{(model.IsPublic ? "public" : "internal")} sealed class {self}() : {Names.Records}RecordFormat<{model.Type}>({Names.Literal(model.RecordName)}){model.Constraints}");
        code.Line("/// <summary>The reader and writer.</summary>");
        code.Line($"public static {self} Instance {{ get; }} = new();");
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Line($"public override void WriteJson(in {model.Type} record, global::System.Text.Json.Utf8JsonWriter writer) => Write0(in record, writer);");
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Line($"public override {Names.Records}ICsvRecordReader<{model.Type}> ReadHeader(global::System.Collections.Generic.IReadOnlyList<string> header) => new CsvReader(header);");
        code.Line();
        code.Line("/// <inheritdoc/>");
        code.Line($"protected override {model.Type} Read(ref global::System.Text.Json.Utf8JsonReader reader, string field) => Read0(ref reader, field);");
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

    /// <summary>The statement that makes the object of its values.</summary>
    /// <param name="code">Where to.</param>
    /// <param name="content">The object.</param>
    /// <param name="value">A value, in C#.</param>
    public static void Construct(CodeWriter code, ObjectModel content, Func<int, string> value)
    {
        var arguments = string.Join(", ", content.Arguments.Select(value));
        var assigned = Enumerable.Range(0, content.Values.Count).Where(i => content.Values[i].IsAssigned).ToList();
        if (assigned.Count == 0)
        {
            code.Line($"return new {content.Type}({arguments});");
            return;
        }

        code.Open($"return new {content.Type}({arguments})");
        foreach (var i in assigned)
        {
            code.Line($"{content.Values[i].Member} = {value(i)},");
        }

        code.Close(";");
    }
}
