using PluginAL.Abstractions;

namespace OtherTasks;

/// <summary>Remembers labelled rows and weighs them by their distance: exp(−‖x − xᵢ‖²), and a small prior weight.</summary>
internal abstract class NearModel : IModel
{
    protected const double Prior = 1e-3;
    private const int Mark = 0x5241454E;

    /// <summary>Copies rows.</summary>
    protected NearModel(FeatureMatrix rows, FitContext context)
    {
        Width = rows.Width;
        Rows = new float[rows.RowCount * Width];
        for (var row = 0; row < rows.RowCount; row++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            Read(rows.Block(row, 1), 0, Rows.AsSpan(row * Width, Width));
        }

        var at = Array.FindIndex(Rows, value => !float.IsFinite(value));
        if (at >= 0)
        {
            throw PluginALException.Input($"Row {at / Width} has {Rows[at]} in column {at % Width}; give finite features.");
        }
    }

    /// <summary>Reads a model's beginning.</summary>
    protected NearModel(BinaryReader reader)
    {
        try
        {
            if (reader.ReadInt32() != Mark || reader.ReadString() != GetType().FullName!)
            {
                throw PluginALException.Input($"These bytes are no {GetType().FullName}.");
            }

            Width = reader.ReadInt32();
            Rows = [.. Enumerable.Range(0, reader.ReadInt32()).Select(_ => reader.ReadSingle())];
        }
        catch (Exception e) when (e is EndOfStreamException or FormatException)
        {
            throw PluginALException.Input($"These bytes are no {GetType().FullName}: {e.Message}", e);
        }
    }

    public int Width { get; }

    protected float[] Rows { get; }

    public void Save(Stream stream)
    {
        using var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true);
        writer.Write(Mark);
        writer.Write(GetType().FullName!);
        writer.Write(Width);
        writer.Write(Rows.Length);
        foreach (var value in Rows)
        {
            writer.Write(value);
        }

        SaveLabels(writer);
    }

    protected abstract void SaveLabels(BinaryWriter writer);

    /// <summary>A row's values, dense.</summary>
    protected static float[] Read(in FeatureBlock block, int row)
    {
        var x = new float[block.Width];
        Read(block, row, x);
        return x;
    }

    /// <summary>The weight of each remembered row.</summary>
    protected double[] Weights(ReadOnlySpan<float> x)
    {
        var weights = new double[Rows.Length / Width];
        for (var i = 0; i < weights.Length; i++)
        {
            var squared = 0.0;
            for (var d = 0; d < Width; d++)
            {
                squared += Math.Pow((double)x[d] - Rows[(i * Width) + d], 2);
            }

            weights[i] = Math.Exp(-squared);
        }

        return weights;
    }

    private static void Read(in FeatureBlock block, int row, Span<float> x)
    {
        if (block.Layout == FeatureLayout.Dense)
        {
            block.Values.Slice(row * block.Width, block.Width).CopyTo(x);
            return;
        }

        x.Clear();
        for (var at = (int)(block.RowOffsets[row] - block.RowOffsets[0]); at < (int)(block.RowOffsets[row + 1] - block.RowOffsets[0]); at++)
        {
            x[block.Columns[at]] = block.Values[at];
        }
    }
}
