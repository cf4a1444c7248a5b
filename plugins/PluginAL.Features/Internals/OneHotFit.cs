using PluginAL.Abstractions;
using PluginAL.Encoding;

namespace PluginAL.Features;

internal sealed class OneHotFit(OneHotOptions options, string[] fields) : IFeaturiserFit
{
    private readonly VocabularyBuilder[] _values = [.. fields.Select(_ => new VocabularyBuilder(options.Capacity))];
    private readonly bool[] _missing = new bool[fields.Length];
    private bool _observed;

    public void Observe(FieldValues record)
    {
        ArgumentNullException.ThrowIfNull(record);
        RecordShape.Check(OneHot.Name, "categories", record.Categories.Length, fields.Length);
        _observed = true;
        for (var i = 0; i < fields.Length; i++)
        {
            if (record.Categories[i] is { } value)
            {
                _values[i].Observe(value);
            }
            else
            {
                _missing[i] = true;
            }
        }
    }

    public IFeatureEncoder Complete() => _observed
        ? new OneHotEncoder([.. fields.Select((field, i) => new OneHotEncoder.Group(field, _values[i].Build(), _missing[i]))])
        : throw PluginALException.Input("'one-hot' was fitted on no records; give at least one.");
}
