namespace PluginAL.Generators.Records;

/// <summary>A value in one of several buckets.</summary>
internal sealed record HashedFeature(string Name, string Member, int Buckets) : Feature(Name, Member)
{
    public override int Columns => Buckets;

    public override bool IsWide => Columns > RecordModel.WidestDense;

    protected override string Describe() => $"hashed({Buckets})";

    protected override void WriteValue(RowWriter row, string value) =>
        row.Set($"{Offset} + {Names.Records}ValueBuckets.Bucket({value}, {Buckets})", "1f");
}
