using PluginAL.Abstractions;
using PluginAL.Encoding;

namespace PluginAL.Features;

internal sealed class PixelsEncoder : IFeatureEncoder
{
    public const int Version = 1;

    private readonly Form[] _forms;

    public PixelsEncoder(Form[] forms)
    {
        _forms = forms;
        var columns = new FeatureColumn[forms.Length];
        for (var i = 0; i < forms.Length; i++)
        {
            columns[i] = new FeatureColumn(forms[i].Field, Width, forms[i].Columns, $"pixels {forms[i].Width}x{forms[i].Height} {(forms[i].Channels == 1 ? "grey" : "colour")}");
            Width = checked(Width + forms[i].Columns);
        }

        Columns = columns;
    }

    public FeatureLayout Layout => FeatureLayout.Dense;

    public int Width { get; }

    public IReadOnlyList<FeatureColumn> Columns { get; }

    public static PixelsEncoder Read(BinaryReader reader, int version)
    {
        var forms = new Form[EncoderState.ReadCount(reader, 4 * sizeof(int))];
        for (var i = 0; i < forms.Length; i++)
        {
            forms[i] = new Form(EncoderState.ReadText(reader), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());
            if (forms[i] is not { Width: >= 1 and <= 4096, Height: >= 1 and <= 4096, Channels: 1 or 3 })
            {
                throw PluginALException.Input($"Field '{forms[i].Field}' of a saved 'pixels' has no size; it was altered: fit it again.");
            }
        }

        return forms.Length > 0
            ? new PixelsEncoder(forms)
            : throw PluginALException.Input("A saved 'pixels' has no field; it was altered: fit it again.");
    }

    /// <summary>The image that a record names.</summary>
    public static Raster ReadImage(FieldValues record, int index, string field) =>
        record.Images[index] is { Length: > 0 } name
            ? ImageFile.Read(record.Folder, name)
            : throw PluginALException.Input($"field '{field}' is empty, expected the path of an image: fill it in, or take the row out.");

    public void Encode(FieldValues record, FeatureRow row)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(row);
        RecordShape.Check(Pixels.Name, "images", record.Images.Length, _forms.Length);
        for (var i = 0; i < _forms.Length; i++)
        {
            var form = _forms[i];
            var image = ReadImage(record, i, form.Field).WithChannels(form.Channels).WithSize(form.Width, form.Height);
            for (var s = 0; s < image.Samples.Length; s++)
            {
                row.Add(Columns[i].Offset + s, image.Samples[s]);
            }
        }
    }

    public void Save(Stream stream) => EncoderState.Save(stream, Pixels.Name, Version, writer =>
    {
        writer.Write(_forms.Length);
        foreach (var form in _forms)
        {
            EncoderState.WriteText(writer, form.Field);
            writer.Write(form.Width);
            writer.Write(form.Height);
            writer.Write(form.Channels);
        }
    });

    internal sealed record Form(string Field, int Width, int Height, int Channels)
    {
        public int Columns => Width * Height * Channels;
    }
}
