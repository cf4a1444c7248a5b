using System.Runtime.Intrinsics;
using PluginAL.Abstractions;

namespace PluginAL.Learners.Internals;

/// <summary>A training set as the learners want it: checked, packed, its classes numbered without gaps.</summary>
internal sealed class TrainingRows
{
    public required FeatureLayout Layout { get; init; }

    public required int Count { get; init; }

    public required int Width { get; init; }

    /// <summary>Classes only: the K that have rows, ascending.</summary>
    public int[] Present { get; private init; } = [];

    /// <summary>Classes only: n labels in [0, K).</summary>
    public int[] Labels { get; private init; } = [];

    /// <summary>Dense: the panels of <see cref="DenseProblem.Pack"/>. Sparse: the values.</summary>
    public required float[] Packed { get; init; }

    /// <summary>Sparse only: n + 1 offsets.</summary>
    public int[] Offsets { get; init; } = [];

    /// <summary>Sparse only: the columns.</summary>
    public int[] Columns { get; init; } = [];

    /// <summary>The first negative value; row −1 where there is none.</summary>
    public (int Row, int Column, float Value) FirstNegative()
    {
        for (var i = 0; i < Count; i++)
        {
            if (Layout == FeatureLayout.Dense)
            {
                var row = DenseProblem.Row(Packed, i, Width);
                for (var d = 0; d < row.Length; d += DenseProblem.Panel)
                {
                    if (row[d] < 0)
                    {
                        return (i, d / DenseProblem.Panel, row[d]);
                    }
                }

                continue;
            }

            for (var e = Offsets[i]; e < Offsets[i + 1]; e++)
            {
                if (Packed[e] < 0)
                {
                    return (i, Columns[e], Packed[e]);
                }
            }
        }

        return (-1, -1, 0);
    }

    public static TrainingRows Read(TrainingSet data, string learner)
    {
        if (data.Task != LearningTask.Classification)
        {
            throw PluginALException.Input($"'{learner}' was given a task of kind {data.Task}; it learns Classification. Choose another learner.");
        }

        var classes = data.Classes;
        var number = new int[data.ClassCount];
        foreach (var label in classes)
        {
            number[label] = 1;
        }

        var present = new List<int>();
        for (var c = 0; c < number.Length; c++)
        {
            if (number[c] != 0)
            {
                number[c] = present.Count;
                present.Add(c);
            }
        }

        var labels = new int[classes.Length];
        for (var i = 0; i < labels.Length; i++)
        {
            labels[i] = number[classes[i]];
        }

        return Read(data.Features, [.. present], labels, learner);
    }

    /// <summary>The rows without labels.</summary>
    public static TrainingRows ReadFeatures(FeatureMatrix features, string learner) => Read(features, [], [], learner);

    private static TrainingRows Read(FeatureMatrix features, int[] present, int[] labels, string learner)
    {
        var (count, width) = (checked((int)features.RowCount), features.Width);
        if (count == 0)
        {
            throw PluginALException.Input($"'{learner}' was given no labelled row; label at least one.");
        }

        return features.Layout == FeatureLayout.Dense
            ? ReadDense(features, count, width, present, labels, learner)
            : ReadSparse(features, count, width, present, labels, learner);
    }

    private static TrainingRows ReadDense(FeatureMatrix features, int count, int width, int[] present, int[] labels, string learner)
    {
        var length = DenseProblem.PackedLength(count, width);
        if (length > Array.MaxLength)
        {
            throw PluginALException.Input(
                $"'{learner}' was given {count} rows of {width} dense columns, more than it can hold; train on fewer rows or columns.");
        }

        var packed = new float[length];
        for (var first = 0; first < count;)
        {
            var block = features.Block(first, count - first);
            var bad = FirstNotFinite(block.Values);
            if (bad >= 0)
            {
                throw NotFinite(block.Values[bad], first + bad / width, bad % width, learner);
            }

            DenseProblem.Pack(block.Values, block.Count, width, first, packed);
            first += block.Count;
        }

        return new() { Layout = FeatureLayout.Dense, Count = count, Width = width, Present = present, Labels = labels, Packed = packed };
    }

    private static TrainingRows ReadSparse(FeatureMatrix features, int count, int width, int[] present, int[] labels, string learner)
    {
        var offsets = new int[count + 1];
        var columns = Array.Empty<int>();
        var values = Array.Empty<float>();
        for (var first = 0; first < count;)
        {
            var block = features.Block(first, count - first);
            var start = offsets[first];
            for (var i = 1; i <= block.Count; i++)
            {
                offsets[first + i] = checked(start + (int)(block.RowOffsets[i] - block.RowOffsets[0]));
            }

            var bad = FirstNotFinite(block.Values);
            if (bad >= 0)
            {
                var row = first;
                while (offsets[row + 1] <= start + bad)
                {
                    row++;
                }

                throw NotFinite(block.Values[bad], row, block.Columns[bad], learner);
            }

            foreach (var column in block.Columns)
            {
                if ((uint)column >= (uint)width)
                {
                    throw PluginALException.Input(
                        $"'{learner}' found column {column} in the training set; the columns are 0 to {width - 1}. Verify the pool.");
                }
            }

            var length = start + block.Values.Length;
            if (length > columns.Length)
            {
                var room = first + block.Count == count ? length : (int)Math.Min(Array.MaxLength, Math.Max(length, 2L * columns.Length));
                Array.Resize(ref columns, room);
                Array.Resize(ref values, room);
            }

            block.Columns.CopyTo(columns.AsSpan(start));
            block.Values.CopyTo(values.AsSpan(start));
            first += block.Count;
        }

        var used = offsets[count];
        if (columns.Length > used)
        {
            Array.Resize(ref columns, used);
            Array.Resize(ref values, used);
        }

        return new()
        {
            Layout = FeatureLayout.Sparse,
            Count = count,
            Width = width,
            Present = present,
            Labels = labels,
            Packed = values,
            Offsets = offsets,
            Columns = columns,
        };
    }

    private static int FirstNotFinite(ReadOnlySpan<float> values)
    {
        var i = 0;
        for (; i + 8 <= values.Length; i += 8)
        {
            // Not less than infinity: infinity itself and NaN.
            var magnitude = Vector256.Abs(Vector256.Create(values.Slice(i, 8)));
            if (!Vector256.LessThanAll(magnitude, Vector256.Create(float.PositiveInfinity)))
            {
                break;
            }
        }

        for (; i < values.Length; i++)
        {
            if (!float.IsFinite(values[i]))
            {
                return i;
            }
        }

        return -1;
    }

    private static PluginALException NotFinite(float value, int row, int column, string learner) => PluginALException.Input(
        FormattableString.Invariant($"'{learner}' found {value} in row {row} of the training set, column {column}; ")
        + "features must be finite numbers. Impute or drop the value.");
}
