namespace PluginAL.Generators.Records;

/// <summary>A text's n-grams in buckets.</summary>
internal sealed record TextFeature(string Name, string Member, int Buckets, int NGrams, bool Characters, bool MatchCase) : Feature(Name, Member)
{
    public override int Columns => Buckets;

    public override bool IsWide => Columns > RecordModel.WidestDense;

    private string Hasher => $"{Names.Records}TextBuckets";

    public override void DeclareHelpers(CodeWriter code)
    {
        code.Line();
        code.Line("[global::System.ThreadStatic]");
        code.Line($"private static {Hasher}? s_text{Offset};");
        code.Line();
        code.Line($"private static {Hasher} Text{Offset} => s_text{Offset} ??= new({Buckets}, {NGrams}, {(Characters ? "true" : "false")}, {(MatchCase ? "true" : "false")});");
    }

    protected override string Describe() =>
        $"text({Buckets}, {NGrams}-grams of {(Characters ? "characters" : "words")}{(MatchCase ? ", case kept" : "")})";

    protected override void WriteValue(RowWriter row, string value) => row.Line(
        row.IsSparse ? $"Text{Offset}.Write({value}, row, {Offset});" : $"Text{Offset}.Write({value}, row.Slice({Offset}, {Buckets}));");
}
