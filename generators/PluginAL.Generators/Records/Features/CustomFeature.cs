namespace PluginAL.Generators.Records;

/// <summary>A value that a static encoder writes.</summary>
internal sealed record CustomFeature(string Name, string Member, string Encoder, string EncoderName, int EncoderWidth, int Version) : Feature(Name, Member)
{
    public override int Columns => EncoderWidth;

    protected override string Describe() => $"encoder({EncoderName}, {Version})";

    protected override void WriteValue(RowWriter row, string value)
    {
        if (!row.IsSparse)
        {
            row.Line($"{Encoder}.Encode({value}, row.Slice({Offset}, {EncoderWidth}));");
            return;
        }

        row.Line(EncoderWidth <= 256
            ? $"global::System.Span<float> columns{Offset} = stackalloc float[{EncoderWidth}];"
            : $"global::System.Span<float> columns{Offset} = new float[{EncoderWidth}];");
        row.Line($"columns{Offset}.Clear();");
        row.Line($"{Encoder}.Encode({value}, columns{Offset});");
        row.Line($"{Names.Records}VectorFeatures.Copy(columns{Offset}, row, {Offset});");
    }
}
