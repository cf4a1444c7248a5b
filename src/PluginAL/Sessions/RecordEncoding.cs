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
        var i = 0;
        try
        {
            if (adapter.Layout == FeatureLayout.Dense)
            {
                var dense = new DenseFeatures(adapter.Width, records.Count);
                var values = new float[adapter.Width];
                for (; i < records.Count; i++)
                {
                    adapter.Write(records[i], state, values);
                    dense.Append(values);
                }

                return dense;
            }

            var sparse = new SparseFeatures(adapter.Width);
            var row = new FeatureRow();
            for (; i < records.Count; i++)
            {
                row.Clear();
                adapter.WriteSparse(records[i], state, row);
                sparse.Append(row.Columns, row.Values);
            }

            return sparse;
        }
        catch (PluginALException e)
        {
            throw RecordAdapter.At(i, e);
        }
    }
}
