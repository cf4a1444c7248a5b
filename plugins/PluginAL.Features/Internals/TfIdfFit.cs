using System.Runtime.InteropServices;
using PluginAL.Abstractions;
using PluginAL.Encoding;

namespace PluginAL.Features;

internal sealed class TfIdfFit(TfIdfOptions options, string field) : IFeaturiserFit
{
    // Beside a bucket's document frequency, the last document that it was counted for: one cache line for both.
    private readonly (uint Frequency, uint Last)[] _buckets = new (uint, uint)[1 << options.Bits];
    private readonly NGramHasher _hasher = TfIdfEncoder.HasherFor(options);
    private long _documents;

    public void Observe(FieldValues record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var document = (uint)++_documents;
        var shift = 64 - options.Bits;
        foreach (var hash in _hasher.Hash(record.Text))
        {
            ref var bucket = ref _buckets[hash >> shift];
            if (bucket.Last != document)
            {
                bucket.Last = document;
                bucket.Frequency += bucket.Frequency == uint.MaxValue ? 0u : 1u;
            }
        }
    }

    public IFeatureEncoder Complete()
    {
        if (_documents == 0)
        {
            throw PluginALException.Input("'tf-idf' was fitted on no records; give at least one.");
        }

        var kept = new List<int>();
        var weights = new List<float>();
        for (var i = 0; i < _buckets.Length; i++)
        {
            var frequency = _buckets[i].Frequency;
            if (frequency >= options.MinDf)
            {
                kept.Add(i);
                weights.Add((float)(Logarithm.Of((1.0 + _documents) / (1.0 + frequency)) + 1));
            }
        }

        return new TfIdfEncoder(options, field, CollectionsMarshal.AsSpan(kept), [.. weights]);
    }
}
