using System.Globalization;
using PluginAL.Abstractions;
using PluginAL.Encoding;

namespace PluginAL.Features;

internal sealed class StandardiseEncoder : IFeatureEncoder
{
    public const int Version = 1;

    private readonly Scale[] _scales;

    public StandardiseEncoder(Scale[] scales)
    {
        _scales = scales;
        var columns = new FeatureColumn[scales.Length];
        for (var i = 0; i < scales.Length; i++)
        {
            var width = scales[i].HasIndicator ? 2 : 1;
            columns[i] = new FeatureColumn(scales[i].Field, Width, width, scales[i].HasIndicator ? "standardised+missing" : "standardised");
            Width += width;
        }

        Columns = columns;
    }

    public FeatureLayout Layout => FeatureLayout.Dense;

    public int Width { get; }

    public IReadOnlyList<FeatureColumn> Columns { get; }

    public static StandardiseEncoder Read(BinaryReader reader, int version)
    {
        var scales = new Scale[EncoderState.ReadCount(reader, sizeof(int) + (2 * sizeof(double)) + 1)];
        for (var i = 0; i < scales.Length; i++)
        {
            scales[i] = new Scale(EncoderState.ReadText(reader), reader.ReadDouble(), reader.ReadDouble(), reader.ReadBoolean());
            if (!double.IsFinite(scales[i].Mean) || !(scales[i].Deviation > 0 && double.IsFinite(scales[i].Deviation)))
            {
                throw PluginALException.Input(
                    $"Field '{scales[i].Field}' of a saved 'standardise' has no finite scale; it was altered: fit it again.");
            }
        }

        return scales.Length > 0
            ? new StandardiseEncoder(scales)
            : throw PluginALException.Input("A saved 'standardise' has no field; it was altered: fit it again.");
    }

    public void Encode(FieldValues record, FeatureRow row)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(row);
        RecordShape.Check(Standardise.Name, "numbers", record.Numbers.Length, _scales.Length);
        var column = 0;
        for (var i = 0; i < _scales.Length; i++)
        {
            ref readonly var scale = ref _scales[i];
            var value = record.Numbers[i];
            var missing = double.IsNaN(value);
            if (!missing)
            {
                var standardised = (float)((value - scale.Mean) / scale.Deviation);
                row.Add(column, float.IsFinite(standardised) ? standardised : throw TooFar(scale, value));
            }

            column++;
            if (scale.HasIndicator)
            {
                row.Add(column++, missing ? 1 : 0);
            }
        }
    }

    public void Save(Stream stream) => EncoderState.Save(stream, Standardise.Name, Version, writer =>
    {
        writer.Write(_scales.Length);
        foreach (var scale in _scales)
        {
            EncoderState.WriteText(writer, scale.Field);
            writer.Write(scale.Mean);
            writer.Write(scale.Deviation);
            writer.Write(scale.HasIndicator);
        }
    });

    private static PluginALException TooFar(in Scale scale, double value) => double.IsInfinity(value)
        ? StandardiseFit.Infinite(scale.Field, value)
        : PluginALException.Input(string.Create(
            CultureInfo.InvariantCulture,
            $"Field '{scale.Field}' is {value}, too far from the mean {scale.Mean} (deviation {scale.Deviation}) for a float32; "
            + $"correct it, or fit again on data like it."));

    internal readonly record struct Scale(string Field, double Mean, double Deviation, bool HasIndicator);
}
