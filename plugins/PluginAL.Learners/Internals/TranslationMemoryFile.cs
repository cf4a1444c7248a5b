using System.Text;
using PluginAL.Abstractions;

namespace PluginAL.Learners.Internals;

/// <summary>
/// A <see cref="TranslationMemoryModel"/> as bytes (<see cref="ModelFile"/>): the magic "PALTMEMO"; layout (byte), D, n, k, entries (int32), temperature (float32), n + 1 starts, the
/// columns (int32), the values (float32), and for each row its source and target (length, UTF-8).
/// </summary>
internal static class TranslationMemoryFile
{
    private const string Magic = "PALTMEMO";
    private const string Name = TranslationMemory.Name;

    public static void Write(TranslationMemoryModel model, UnitRows rows, string[] sources, string[] targets, Stream stream)
    {
        using var payload = new MemoryStream();
        using (var writer = new BinaryWriter(payload, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write((byte)rows.Layout);
            writer.Write(rows.Width);
            writer.Write(rows.Count);
            writer.Write(model.Neighbours);
            writer.Write(rows.Columns.Length);
            ModelFile.WriteFloats(writer, [model.Temperature]);
            ModelFile.WriteValues(writer, rows.Starts);
            ModelFile.WriteValues(writer, rows.Columns);
            ModelFile.WriteFloats(writer, rows.Values);
            for (var i = 0; i < sources.Length; i++)
            {
                writer.Write(sources[i]);
                writer.Write(targets[i]);
            }
        }

        ModelFile.Write(stream, Magic, payload);
    }

    public static TranslationMemoryModel Read(Stream stream)
    {
        var (_, payload) = ModelFile.Read(stream, Name, Magic);
        try
        {
            using var reader = new BinaryReader(new MemoryStream(payload), Encoding.UTF8);
            var layout = (FeatureLayout)reader.ReadByte();
            var (width, count, neighbours, entries) = (reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());
            var temperature = ModelFile.ReadFloats(reader, 1)[0];
            var starts = ModelFile.ReadValues(reader, count + 1L);
            var columns = ModelFile.ReadValues(reader, entries);
            var values = ModelFile.ReadFloats(reader, entries);
            if (!Enum.IsDefined(layout) || width < 1 || count < 1 || neighbours < 1 || !(temperature > 0) || starts[0] != 0 || starts[^1] != entries
                || starts.Zip(starts.Skip(1), (a, b) => a <= b).Contains(false) || columns.Any(column => (uint)column >= (uint)width))
            {
                throw ModelFile.Refuse(Name, $"{count} rows of {width} columns with {entries} entries that do not fit together, which is no model");
            }

            var (sources, targets) = (new string[count], new string[count]);
            for (var i = 0; i < count; i++)
            {
                (sources[i], targets[i]) = (reader.ReadString(), reader.ReadString());
            }

            ModelFile.RefuseRest(reader, Name);
            return new TranslationMemoryModel(new UnitRows(layout, width, starts, columns, values), sources, targets, neighbours, temperature);
        }
        catch (Exception e) when (e is EndOfStreamException or FormatException)
        {
            throw ModelFile.Refuse(Name, "fewer bytes than it says it has", e);
        }
    }
}
