using System.Text;
using PluginAL.Abstractions;

namespace PluginAL.Pools;

/// <summary>
/// The part of a pipeline that stands for a record type's generated adapter: what its columns mean and what was learned, without
/// the code, which only a program that knows the type has. Pools and models carry it so that they recognise each other.
/// </summary>
/// <remarks>
/// Saved, little endian: uint32 version 1, the record's name, the adapter's schema hash, the layout as a byte, uint32 number of
/// columns with name, offset, width and encoding each, then the state, preceded by its length. Texts are UTF-8 preceded by their length.
/// </remarks>
public sealed class RecordEncoder : IFeatureEncoder
{
    private const uint Version = 1;
    private const string Prefix = "record:";
    private readonly byte[] _state;

    /// <summary>The part for an adapter.</summary>
    /// <param name="recordName">The name of the record type.</param>
    /// <param name="schemaHash">The adapter's schema hash.</param>
    /// <param name="layout">The adapter's layout.</param>
    /// <param name="columns">The adapter's columns, in order of their offsets, covering [0, D) without gaps.</param>
    /// <param name="state">What the fit pass learned, as it is saved.</param>
    public RecordEncoder(string recordName, string schemaHash, FeatureLayout layout, IReadOnlyList<FeatureColumn> columns, ReadOnlySpan<byte> state)
    {
        ArgumentException.ThrowIfNullOrEmpty(recordName);
        ArgumentException.ThrowIfNullOrEmpty(schemaHash);
        ArgumentNullException.ThrowIfNull(columns);
        RecordName = recordName;
        SchemaHash = schemaHash;
        Layout = layout;
        Columns = [.. columns];
        Width = columns.Sum(column => column.Width);
        _state = state.ToArray();
    }

    /// <summary>The name of the record type.</summary>
    public string RecordName { get; }

    /// <summary>The schema hash of the adapter.</summary>
    public string SchemaHash { get; }

    /// <inheritdoc/>
    public FeatureLayout Layout { get; }

    /// <inheritdoc/>
    public int Width { get; }

    /// <inheritdoc/>
    public IReadOnlyList<FeatureColumn> Columns { get; }

    /// <summary>What the fit pass learned, as it is saved.</summary>
    public ReadOnlySpan<byte> State => _state;

    /// <summary>The name that the part has in a pipeline; no plugin can have it.</summary>
    internal string PartName => Prefix + RecordName;

    /// <summary>Refuses: the features are made by code that is not here.</summary>
    /// <param name="record">Not read.</param>
    /// <param name="row">Not written.</param>
    /// <exception cref="PluginALException">Always.</exception>
    public void Encode(FieldValues record, FeatureRow row) => throw PluginALException.Input(
        $"The features of record type '{RecordName}' are made by its generated adapter, which is not here; use RecordPool<{RecordName}> in a program that has the type.");

    /// <inheritdoc/>
    public void Save(Stream stream)
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        writer.Write(Version);
        WriteText(writer, RecordName);
        WriteText(writer, SchemaHash);
        writer.Write((byte)Layout);
        writer.Write(Columns.Count);
        foreach (var column in Columns)
        {
            WriteText(writer, column.Name);
            writer.Write(column.Offset);
            writer.Write(column.Width);
            WriteText(writer, column.Encoding);
        }

        writer.Write(_state.Length);
        writer.Write(_state);
    }

    /// <summary>Whether a part of a pipeline is a record type's, by its name.</summary>
    internal static bool Is(string partName) => partName.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>Reads a part whose bytes a checksum has vouched for.</summary>
    internal static RecordEncoder Load(Stream stream)
    {
        using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
        if (reader.ReadUInt32() is not Version and var version)
        {
            throw PluginALException.Input($"The features of a record type are saved in version {version}; this program reads version {Version}: use the version that wrote them.");
        }

        var (name, hash, layout) = (ReadText(reader), ReadText(reader), (FeatureLayout)reader.ReadByte());
        var columns = new FeatureColumn[ReadCount(reader)];
        for (var i = 0; i < columns.Length; i++)
        {
            columns[i] = new FeatureColumn(ReadText(reader), reader.ReadInt32(), reader.ReadInt32(), ReadText(reader));
        }

        return new RecordEncoder(name, hash, layout, columns, reader.ReadBytes(ReadCount(reader)));
    }

    private static void WriteText(BinaryWriter writer, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        writer.Write(bytes.Length);
        writer.Write(bytes);
    }

    private static string ReadText(BinaryReader reader) => Encoding.UTF8.GetString(reader.ReadBytes(ReadCount(reader)));

    private static int ReadCount(BinaryReader reader) =>
        reader.ReadInt32() is var count && count >= 0 && count <= reader.BaseStream.Length - reader.BaseStream.Position ? count : throw new EndOfStreamException();
}
