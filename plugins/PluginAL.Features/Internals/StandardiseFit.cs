using System.Globalization;
using PluginAL.Abstractions;
using PluginAL.Encoding;

namespace PluginAL.Features;

internal sealed class StandardiseFit(StandardiseOptions options, string[] fields) : IFeaturiserFit
{
    private readonly RunningMoments[] _moments = new RunningMoments[fields.Length];
    private readonly bool[] _missing = new bool[fields.Length];
    private bool _observed;

    public void Observe(FieldValues record)
    {
        ArgumentNullException.ThrowIfNull(record);
        RecordShape.Check(Standardise.Name, "numbers", record.Numbers.Length, fields.Length);
        _observed = true;
        for (var i = 0; i < fields.Length; i++)
        {
            var value = record.Numbers[i];
            if (double.IsNaN(value))
            {
                _missing[i] = true;
            }
            else if (double.IsInfinity(value))
            {
                throw Infinite(fields[i], value);
            }
            else
            {
                _moments[i].Add(value);
            }
        }
    }

    public IFeatureEncoder Complete()
    {
        if (!_observed)
        {
            throw PluginALException.Input("'standardise' was fitted on no records; give at least one.");
        }

        var scales = new StandardiseEncoder.Scale[fields.Length];
        for (var i = 0; i < fields.Length; i++)
        {
            var (mean, deviation) = (_moments[i].Mean, _moments[i].Deviation);
            if (!double.IsFinite(mean) || !double.IsFinite(deviation))
            {
                throw PluginALException.Input(
                    $"The numbers of field '{fields[i]}' are too large to be standardised; give them in another unit, "
                    + "or leave the field out.");
            }

            var indicator = options.Missing == MissingPolicy.MeanIndicator && _missing[i];
            scales[i] = new StandardiseEncoder.Scale(fields[i], mean, deviation == 0 ? 1 : deviation, indicator);
        }

        return new StandardiseEncoder(scales);
    }

    public static PluginALException Infinite(string field, double value) => PluginALException.Input(
        $"Field '{field}' is {value.ToString(CultureInfo.InvariantCulture)}, and a feature must be finite; "
        + "correct it, or leave it empty where it is not known.");
}
