using System.Runtime.InteropServices;
using System.Security.Cryptography;
using PluginAL.Abstractions;
using PluginAL.Encoding.Records;
using PluginAL.Engine.Data;

namespace PluginAL;

/// <summary>Records in memory, with their features in memory.</summary>
internal sealed class MemoryData<T> : RecordData<T>
{
    private readonly IReadOnlyList<T> _records;

    public MemoryData(IReadOnlyList<T> records, ActiveLearnerOptions options)
        : base(options.State is { } given ? RecordAdapter.Require(Adapter, given) : RecordAdapter.Fit(Adapter, records))
    {
        _records = records;
        Features = RecordEncoding.Encode(records, State);
        LabelledRows.RequireFinite(Features, "the records");
        Classes = AllClasses(options.Classes, records.Select(record => Adapter.Class(record)).OfType<string>());
        Fingerprint = Hash();
    }

    public override string Fingerprint { get; }

    public override FeatureMatrix Features { get; }

    public override IReadOnlyList<string> Classes { get; }

    public override T Record(long row) => _records[(int)row];

    private string Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(System.Text.Encoding.UTF8.GetBytes(Pipeline.PoolSchemaHash()));
        for (var row = 0L; row < Features.RowCount;)
        {
            var block = Features.Block(row, 4096);
            hash.AppendData(MemoryMarshal.AsBytes(block.Columns));
            hash.AppendData(MemoryMarshal.AsBytes(block.Values));
            row += block.Count;
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
