using PluginAL.Abstractions;
using PluginAL.Encoding.Records;

namespace PluginAL;

/// <summary>Turns records in memory into features in memory.</summary>
internal static class RecordEncoding
{
    /// <summary>Encodes records.</summary>
    public static FeatureMatrix Encode<T>(IReadOnlyList<T> records, FeatureState state)
    {
        var adapter = RecordAdapters<T>.Features;
        if (adapter.Layout == FeatureLayout.Dense)
        {
            var dense = new DenseFeatures(adapter.Width, records.Count);
            var values = new float[adapter.Width];
            foreach (var record in records)
            {
                adapter.Write(in record, state, values);
                dense.Append(values);
            }

            return dense;
        }

        var sparse = new SparseFeatures(adapter.Width);
        var row = new FeatureRow();
        foreach (var record in records)
        {
            row.Clear();
            adapter.WriteSparse(in record, state, row);
            sparse.Append(row.Columns, row.Values);
        }

        return sparse;
    }
}
