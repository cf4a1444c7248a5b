using PluginAL.Abstractions;
using PluginAL.Pools;

namespace PluginAL.Engine.Data;

/// <summary>Checks of data that are to be learned from or measured on.</summary>
public static class LabelledRows
{
    /// <summary>Refuses a pool in which a row has no label.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="source">What the user called it.</param>
    /// <param name="what">What the labels are for, such as <c>simulate</c>.</param>
    /// <exception cref="PluginALException">A row has no label; names the first.</exception>
    public static void Require(Pool pool, string source, string what)
    {
        ArgumentNullException.ThrowIfNull(pool);
        if (!pool.HasLabels)
        {
            throw PluginALException.Input($"{source} has no labels, which {what} needs; {Remedy(source)}.");
        }

        for (var row = 0L; row < pool.RowCount; row++)
        {
            if (!pool.HasLabelAt(row))
            {
                if (row == 0 && pool.Schema?.Label is { } field && !AnyLabel(pool))
                {
                    throw PluginALException.Input($"{source}: no row has a label in the field '{field}', and {what} needs one for every row; name the field that has them with --label, the same in all files.");
                }

                throw PluginALException.Input($"{source}: row {row} (counted from 0) has no label, and {what} needs one for every row; give it a label or leave the row out.");
            }
        }
    }

    /// <summary>Refuses features with a value that is not finite.</summary>
    /// <param name="features">The features.</param>
    /// <param name="source">What the user called them.</param>
    /// <exception cref="PluginALException">A value is NaN or infinite; names row and column.</exception>
    public static void RequireFinite(FeatureMatrix features, string source)
    {
        ArgumentNullException.ThrowIfNull(features);
        for (var row = 0L; row < features.RowCount;)
        {
            var block = features.Block(row, 4096);
            var at = FirstNonFinite(block.Values);
            if (at >= 0)
            {
                var (index, column) = block.Layout == FeatureLayout.Dense ? (at / block.Width, at % block.Width) : SparsePlace(block, at);
                throw PluginALException.Input(
                    $"{source}: row {row + index} (counted from 0) has {block.Values[at]} in feature column {column}; features must be finite to be learned from. Mend the value or leave the row out.");
            }

            row += block.Count;
        }
    }

    /// <summary>
    /// What is to be said of labels that leave a model little to learn: all of one class, all the same, hardly any twice, or numbers that float32 does not tell apart.
    /// </summary>
    /// <param name="source">What the user called the data.</param>
    /// <param name="rows">How many labels there are.</param>
    /// <param name="labels">The labels.</param>
    /// <param name="classes">The names of the classes.</param>
    /// <returns>A line; null: nothing is to be said.</returns>
    /// <exception cref="PluginALException">Numbers differ by less than models can say.</exception>
    internal static string? Doubts(string source, long rows, IEnumerable<Label> labels, IReadOnlyList<string> classes)
    {
        const int FewClasses = 20;
        Label? first = null;
        var (differ, numbers, least, most) = (false, false, double.PositiveInfinity, double.NegativeInfinity);
        foreach (var label in labels)
        {
            first ??= label;
            if (label is ClassLabel && classes.Count > FewClasses && classes.Count > rows / 2)
            {
                return FormattableString.Invariant(
                    $"{source}: {classes.Count} classes in {rows} rows, so most have one row; if the label is a number give --task regression, else name another field with --label.");
            }

            if (label is NumberLabel { Value: var value })
            {
                (numbers, least, most) = (true, Math.Min(least, value), Math.Max(most, value));
            }
            else if (differ || label is not (ClassLabel or MultiLabel))
            {
                return null;
            }

            differ |= !label.Equals(first);
        }

        if (numbers && differ)
        {
            return NumberDoubts(source, least, most);
        }

        return differ ? null : first switch
        {
            ClassLabel { Class: var one } => $"{source}: all rows are of class '{classes[one]}', so a model has nothing to tell apart.",
            MultiLabel { Classes: var set } => $"{source}: all rows have the same labels ({(set.Length == 0 ? "none" : string.Join(", ", set.Select(one => classes[one])))}), so a model has nothing to tell apart.",
            NumberLabel { Value: var value } => FormattableString.Invariant($"{source}: all labels are {value}, so a model has nothing to learn."),
            _ => null,
        };
    }

    private static string? NumberDoubts(string source, double least, double most)
    {
        const double FinestRange = 1e-15;
        const double HalfStep = 1.0 / (1 << 24);
        if (most - least < FinestRange)
        {
            throw PluginALException.Input(FormattableString.Invariant(
                $"{source}: the labels lie between {least} and {most}, expected a range of at least {FinestRange}, as models predict mean and variance in float32: give them in a smaller unit."));
        }

        var step = Math.Max(Math.Abs(least), Math.Abs(most)) * HalfStep;
        return step <= 0.001 * (most - least) ? null : FormattableString.Invariant(
            $"{source}: the labels lie between {least} and {most}, where float32, in which models predict, is off by up to {step:G2}; subtract a constant from them.");
    }

    /// <summary>How data get labels.</summary>
    internal static string Remedy(string source) =>
        Directory.Exists(source) ? "make the pool with labels (--label FIELD, or --labels Y.npy beside NPY features)"
        : source.EndsWith(".npy", StringComparison.OrdinalIgnoreCase) ? $"make a pool of it with its labels ('pluginal pool create {source} --labels Y.npy --out POOL') and give the pool"
        : "name the field that has them with --label";

    private static bool AnyLabel(Pool pool)
    {
        for (var row = 0L; row < pool.RowCount; row++)
        {
            if (pool.HasLabelAt(row))
            {
                return true;
            }
        }

        return false;
    }

    private static int FirstNonFinite(ReadOnlySpan<float> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (!float.IsFinite(values[i]))
            {
                return i;
            }
        }

        return -1;
    }

    private static (int Row, int Column) SparsePlace(FeatureBlock block, int at)
    {
        var row = 0;
        while (block.RowOffsets[row + 1] - block.RowOffsets[0] <= at)
        {
            row++;
        }

        return (row, block.Columns[at]);
    }
}
