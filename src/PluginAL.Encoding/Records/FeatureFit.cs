using System.Globalization;
using PluginAL.Abstractions;

namespace PluginAL.Encoding.Records;

/// <summary>
/// What all generated passes have in common. For each learned number the state holds mean and deviation, side by side; a deviation of zero
/// becomes 1, so that dividing by it changes nothing.
/// </summary>
/// <typeparam name="T">The record type.</typeparam>
/// <param name="adapter">The adapter.</param>
/// <param name="numbers">The columns of the learned numbers.</param>
/// <param name="capacities">The capacities of the learned vocabularies.</param>
public abstract class FeatureFit<T>(IFeatureAdapter<T> adapter, string[] numbers, int[] capacities) : IFeatureFit<T>
{
    private readonly RunningMoments[] _moments = new RunningMoments[numbers.Length];
    private readonly VocabularyBuilder[] _vocabularies = [.. capacities.Select(capacity => new VocabularyBuilder(capacity))];
    private long _count;

    /// <inheritdoc/>
    public void Observe(in T record)
    {
        _count++;
        Learn(in record);
    }

    /// <inheritdoc/>
    public void Merge(IFeatureFit<T> later)
    {
        if (later is not FeatureFit<T> other || other.GetType() != GetType() || ReferenceEquals(other, this))
        {
            throw new ArgumentException($"Another pass over {adapter.RecordName} was expected.", nameof(later));
        }

        _count += other._count;
        for (var i = 0; i < _moments.Length; i++)
        {
            _moments[i].Add(in other._moments[i]);
        }

        for (var i = 0; i < _vocabularies.Length; i++)
        {
            _vocabularies[i].Merge(other._vocabularies[i]);
        }
    }

    /// <inheritdoc/>
    public FeatureState Complete()
    {
        if (_count == 0)
        {
            throw PluginALException.Input($"The features of {adapter.RecordName} were fitted on no records; give at least one.");
        }

        var learned = new double[2 * _moments.Length];
        for (var i = 0; i < _moments.Length; i++)
        {
            var (mean, deviation) = (_moments[i].Mean, _moments[i].Deviation);
            if (!double.IsFinite(mean) || !double.IsFinite(deviation))
            {
                throw PluginALException.Input(string.Create(
                    CultureInfo.InvariantCulture,
                    $"The numbers of column '{numbers[i]}' are too large to be standardised; give them in another unit, or state [Scaled] or [Ignore]."));
            }

            (learned[2 * i], learned[(2 * i) + 1]) = (mean, deviation == 0 ? 1 : deviation);
        }

        return new(adapter.SchemaHash, _count, learned, [.. _vocabularies.Select(vocabulary => vocabulary.Build())]);
    }

    /// <summary>Takes one record into account.</summary>
    /// <param name="record">The record.</param>
    protected abstract void Learn(in T record);

    /// <summary>Takes a number into account.</summary>
    /// <param name="slot">Which learned number.</param>
    /// <param name="value">The number.</param>
    protected void Number(int slot, double value)
    {
        if (!double.IsFinite(value))
        {
            FeatureMath.ThrowNotFinite(value, numbers[slot]);
        }

        _moments[slot].Add(value);
    }

    /// <summary>Takes a category into account.</summary>
    /// <param name="slot">Which vocabulary.</param>
    /// <param name="value">The category.</param>
    protected void Category(int slot, ReadOnlySpan<char> value) => _vocabularies[slot].Observe(value);

    /// <summary>Takes a category into account.</summary>
    /// <typeparam name="TValue">Its type.</typeparam>
    /// <param name="slot">Which vocabulary.</param>
    /// <param name="value">The category.</param>
    protected void Category<TValue>(int slot, TValue value)
        where TValue : ISpanFormattable => ValueBuckets.Observe(_vocabularies[slot], value);
}
