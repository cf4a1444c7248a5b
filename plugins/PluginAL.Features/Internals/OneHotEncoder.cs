using PluginAL.Abstractions;
using PluginAL.Encoding;

namespace PluginAL.Features;

internal sealed class OneHotEncoder : IFeatureEncoder
{
    public const int Version = 1;

    private const int WidestDense = 1024;

    private readonly Group[] _groups;

    public OneHotEncoder(Group[] groups)
    {
        _groups = groups;
        var columns = new FeatureColumn[groups.Length];
        for (var i = 0; i < groups.Length; i++)
        {
            columns[i] = new FeatureColumn(groups[i].Field, Width, groups[i].Width, OneHot.Name);
            Width = checked(Width + groups[i].Width);
        }

        Columns = columns;
    }

    public FeatureLayout Layout => Width <= WidestDense ? FeatureLayout.Dense : FeatureLayout.Sparse;

    public int Width { get; }

    public IReadOnlyList<FeatureColumn> Columns { get; }

    public static OneHotEncoder Read(BinaryReader reader, int version)
    {
        var groups = new Group[EncoderState.ReadCount(reader, (2 * sizeof(int)) + sizeof(long) + 1)];
        for (var i = 0; i < groups.Length; i++)
        {
            groups[i] = new Group(EncoderState.ReadText(reader), Vocabulary.Read(reader), reader.ReadBoolean());
            if (groups[i].Width == 0)
            {
                throw PluginALException.Input(
                    $"Field '{groups[i].Field}' of a saved 'one-hot' has no value; it was altered: fit it again.");
            }
        }

        return groups.Length > 0
            ? new OneHotEncoder(groups)
            : throw PluginALException.Input("A saved 'one-hot' has no field; it was altered: fit it again.");
    }

    public void Encode(FieldValues record, FeatureRow row)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(row);
        RecordShape.Check(OneHot.Name, "categories", record.Categories.Length, _groups.Length);
        var offset = 0;
        for (var i = 0; i < _groups.Length; i++)
        {
            var group = _groups[i];
            var number = record.Categories[i] is { } value ? group.Values.NumberOf(value) : group.HasMissing ? group.Values.Size : -1;
            if (number >= 0)
            {
                row.Add(offset + number, 1);
            }

            offset += group.Width;
        }
    }

    public void Save(Stream stream) => EncoderState.Save(stream, OneHot.Name, Version, writer =>
    {
        writer.Write(_groups.Length);
        foreach (var group in _groups)
        {
            EncoderState.WriteText(writer, group.Field);
            group.Values.Write(writer);
            writer.Write(group.HasMissing);
        }
    });

    internal sealed record Group(string Field, Vocabulary Values, bool HasMissing)
    {
        public int Width => Values.Size + (HasMissing ? 1 : 0);
    }
}
