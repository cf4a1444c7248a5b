using System.Text;
using PluginAL.Abstractions;

namespace PluginAL.Learners.Internals;

/// <summary>
/// A linear model of a number as bytes (<see cref="ModelFile"/>), magic "PAREGRES". Payload: learner (length byte, ASCII), layout (byte), D, n, m (int32),
/// whether the factor is the rows' (byte), for sparse features the number of columns and these (int32); ȳ, σ², σ²/λ, x̄, w and the
/// factor (float64).
/// </summary>
internal static class RegressorFile
{
    private const string Magic = "PAREGRES";

    public static void Write(LinearRegressor model, Stream stream)
    {
        var parts = model.Parts;
        using var payload = new MemoryStream();
        using (var writer = new BinaryWriter(payload, Encoding.ASCII, leaveOpen: true))
        {
            writer.Write(parts.Learner);
            writer.Write((byte)parts.Layout);
            writer.Write(parts.Width);
            writer.Write(parts.RowCount);
            writer.Write(parts.Rank);
            writer.Write(parts.Dual);
            if (parts.Layout == FeatureLayout.Sparse)
            {
                writer.Write(parts.Columns.Length);
                ModelFile.WriteValues(writer, parts.Columns);
            }

            foreach (var values in (double[][])[[parts.Mean, parts.Noise, parts.Prior], parts.Means, parts.Weights, parts.Factor])
            {
                foreach (var value in values)
                {
                    writer.Write(value);
                }
            }
        }

        ModelFile.Write(stream, Magic, payload);
    }

    public static LinearRegressor Read(Stream stream, string learner)
    {
        var (_, payload) = ModelFile.Read(stream, learner, Magic);
        try
        {
            using var reader = new BinaryReader(new MemoryStream(payload), Encoding.ASCII);
            var name = reader.ReadString();
            if (name != learner)
            {
                throw ModelFile.Refuse(learner, $"a model of '{name}'; load it with that learner");
            }

            var layout = (FeatureLayout)reader.ReadByte();
            var (width, rows, rank, dual) = (reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadBoolean());
            if (!Enum.IsDefined(layout) || width < 1 || rows < 1 || rank < 0)
            {
                throw ModelFile.Refuse(learner, $"layout {(int)layout}, {width} columns, {rows} rows and rank {rank}, which is no model");
            }

            var columns = layout == FeatureLayout.Sparse ? ModelFile.ReadAscending(reader, reader.ReadInt32(), width, learner) : [];
            var active = layout == FeatureLayout.Sparse ? columns.Length : width;
            var numbers = ReadDoubles(reader, 3);
            var parts = new LinearRegressorParts
            {
                Learner = name, Layout = layout, Width = width, Columns = columns, RowCount = rows, Mean = numbers[0], Noise = numbers[1], Prior = numbers[2],
                Dual = dual, Rank = rank, Means = ReadDoubles(reader, active), Weights = ReadDoubles(reader, active),
                Factor = ReadDoubles(reader, (long)active * rank),
            };
            ModelFile.RefuseRest(reader, learner);
            return new LinearRegressor(parts);
        }
        catch (Exception e) when (e is EndOfStreamException or FormatException)
        {
            throw ModelFile.Refuse(learner, "fewer bytes than it says it has", e);
        }
    }

    private static double[] ReadDoubles(BinaryReader reader, long count)
    {
        if (count * sizeof(double) > reader.BaseStream.Length - reader.BaseStream.Position)
        {
            throw new EndOfStreamException();
        }

        var values = new double[count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = reader.ReadDouble();
        }

        return values;
    }
}
