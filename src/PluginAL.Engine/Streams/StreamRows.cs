using PluginAL.Abstractions;
using PluginAL.Engine.Data;

namespace PluginAL.Engine.Streams;

/// <summary>Rows of a stream on their way into memory, into bytes and back.</summary>
internal static class StreamRows
{
    /// <summary>Copies one row of a block.</summary>
    public static void Append(in FeatureBlock rows, int index, FeatureMatrix to)
    {
        if (to is DenseFeatures dense)
        {
            dense.Append(rows.Values.Slice(index * rows.Width, rows.Width));
            return;
        }

        var (from, end) = ((int)(rows.RowOffsets[index] - rows.RowOffsets[0]), (int)(rows.RowOffsets[index + 1] - rows.RowOffsets[0]));
        ((SparseFeatures)to).Append(rows.Columns[from..end], rows.Values[from..end]);
    }

    /// <summary>Dense representations: the rows themselves where they are dense, else the random projection of all PluginAL's sessions.</summary>
    public static (float[] Values, int Width) Embed(in FeatureBlock rows)
    {
        if (rows.Layout == FeatureLayout.Dense)
        {
            return (rows.Values.ToArray(), rows.Width);
        }

        var sparse = new SparseFeatures(rows.Width);
        for (var i = 0; i < rows.Count; i++)
        {
            Append(rows, i, sparse);
        }

        var projected = new ProjectedFeatures(sparse, keep: false);
        var values = new float[rows.Count * projected.Width];
        for (var i = 0; i < rows.Count; i++)
        {
            projected.Block(i, 1).Values.CopyTo(values.AsSpan(i * projected.Width));
        }

        return (values, projected.Width);
    }

    public static void Write(BinaryWriter writer, FeatureMatrix rows)
    {
        writer.Write(rows.RowCount);
        for (var row = 0L; row < rows.RowCount; row++)
        {
            var block = rows.Block(row, 1);
            writer.Write(block.Values.Length);
            for (var i = 0; i < block.Values.Length; i++)
            {
                if (block.Layout == FeatureLayout.Sparse)
                {
                    writer.Write(block.Columns[i]);
                }

                writer.Write(block.Values[i]);
            }
        }
    }

    public static void Read(BinaryReader reader, FeatureMatrix rows)
    {
        for (var left = reader.ReadInt64(); left > 0; left--)
        {
            var values = new float[reader.ReadInt32()];
            var columns = new int[values.Length];
            for (var i = 0; i < values.Length; i++)
            {
                columns[i] = rows.Layout == FeatureLayout.Sparse ? reader.ReadInt32() : 0;
                values[i] = reader.ReadSingle();
            }

            if (rows is DenseFeatures dense)
            {
                dense.Append(values);
            }
            else
            {
                ((SparseFeatures)rows).Append(columns, values);
            }
        }
    }
}
