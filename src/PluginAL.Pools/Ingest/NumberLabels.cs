using System.Text;
using PluginAL.Abstractions;

namespace PluginAL.Pools;

/// <summary>
/// Writes labels that are numbers: float64, NaN where a row has none. Models say mean and variance in float32, so a number whose square does not fit there is refused.
/// </summary>
internal sealed class NumberLabels(string directory, Durability durability, long firstRow) : ILabelWriter
{
    private const double Largest = 1e15;

    private readonly NpyWriter<double> _values = NpyWriter<double>.InSegment(Path.Combine(directory, PoolNames.Labels));

    public long Missing { get; private set; }

    public long FirstMissing { get; private set; } = -1;

    public void Add(FieldValues record, Func<string> place)
    {
        var number = double.NaN;
        if (record.Label is { } label && ValueRules.Read(Encoding.UTF8.GetBytes(label), out number) == ValueRules.Number.Invalid)
        {
            throw PluginALException.Input(
                $"{place()}: the label field '{record.Schema.Label}' holds {ValueRules.Quote(Encoding.UTF8.GetBytes(label))}, expected a finite number for --task regression: "
                + "repair the value, or name another field with --label.");
        }

        Add(number, place);
    }

    /// <summary>Adds a number; NaN: the row has no label.</summary>
    public void Add(double number, Func<string> place)
    {
        if (Math.Abs(number) > Largest)
        {
            throw PluginALException.Input(FormattableString.Invariant(
                $"{place()}: the label is {number}, expected a number from -1e15 to 1e15, as models predict mean and variance in float32: give the labels in a larger unit."));
        }

        if (double.IsNaN(number))
        {
            FirstMissing = Missing++ == 0 ? firstRow + _values.Length : FirstMissing;
        }

        _values.Write([number]);
    }

    public IReadOnlyList<FileChecksum> Complete(ReadOnlySpan<int> classMap) => [_values.Finish(durability)];

    public void Dispose() => _values.Dispose();
}
