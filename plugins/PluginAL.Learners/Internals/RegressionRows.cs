using PluginAL.Abstractions;

namespace PluginAL.Learners.Internals;

/// <summary>
/// Rows with numbers, both centred on their means, so that an intercept needs no parameter. Of sparse features only the columns that occur are kept.
/// </summary>
internal sealed class RegressionRows
{
    private readonly TrainingRows _rows;
    private readonly int[] _local;

    private RegressionRows(TrainingRows rows, double[] numbers, int count)
    {
        _rows = rows;
        Count = count;
        _local = [];
        if (rows.Layout == FeatureLayout.Sparse)
        {
            _local = rows.Columns[..rows.Offsets[count]];
            Columns = [.. _local.Distinct().Order()];
            var places = Columns.Select((column, place) => (column, place)).ToDictionary(pair => pair.column, pair => pair.place);
            _local = Array.ConvertAll(_local, column => places[column]);
        }

        Active = rows.Layout == FeatureLayout.Dense ? rows.Width : Columns.Length;
        Means = new double[Active];
        for (var i = 0; i < count; i++)
        {
            AddRaw(i, 1.0 / count, Means);
            Mean += numbers[i] / count;
        }

        Numbers = new double[count];
        for (var i = 0; i < count; i++)
        {
            Numbers[i] = numbers[i] - Mean;
        }
    }

    public FeatureLayout Layout => _rows.Layout;

    /// <summary>n.</summary>
    public int Count { get; }

    /// <summary>D.</summary>
    public int Width => _rows.Width;

    /// <summary>Sparse only: the columns that occur, ascending.</summary>
    public int[] Columns { get; } = [];

    /// <summary>How many columns are kept, A: all D of dense features, those that occur of sparse ones.</summary>
    public int Active { get; }

    /// <summary>The mean of each kept column.</summary>
    public double[] Means { get; }

    /// <summary>The mean of the numbers.</summary>
    public double Mean { get; }

    /// <summary>n numbers less their mean.</summary>
    public double[] Numbers { get; }

    public static RegressionRows Read(TrainingSet data, string learner)
    {
        if (data.Task != LearningTask.Regression)
        {
            throw PluginALException.Input($"'{learner}' was given a task of kind {data.Task}; it learns Regression. Choose another learner.");
        }

        var rows = TrainingRows.ReadFeatures(data.Features, learner);
        var numbers = new double[rows.Count];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = data.Labels[i] is NumberLabel { Value: var value } && double.IsFinite(value)
                ? value
                : throw PluginALException.Input($"'{learner}' found {data.Labels[i]} in row {i} of the training set; it needs finite numbers.");
        }

        return new RegressionRows(rows, numbers, rows.Count);
    }

    /// <summary>The first rows alone.</summary>
    public RegressionRows First(int count)
    {
        var numbers = new double[count];
        for (var i = 0; i < count; i++)
        {
            numbers[i] = Numbers[i] + Mean;
        }

        return new RegressionRows(_rows, numbers, count);
    }

    /// <summary>A centred row.</summary>
    /// <param name="row">Which.</param>
    /// <param name="values">A values.</param>
    public void CopyTo(int row, Span<double> values)
    {
        for (var d = 0; d < values.Length; d++)
        {
            values[d] = -Means[d];
        }

        AddRaw(row, 1, values);
    }

    /// <summary>sum ← sum + scale · x, x as it is.</summary>
    public void AddRaw(int row, double scale, Span<double> sum)
    {
        if (Layout == FeatureLayout.Dense)
        {
            var x = DenseProblem.Row(_rows.Packed, row, Width);
            for (var d = 0; d < sum.Length; d++)
            {
                sum[d] = Math.FusedMultiplyAdd(scale, x[d * DenseProblem.Panel], sum[d]);
            }

            return;
        }

        for (var e = _rows.Offsets[row]; e < _rows.Offsets[row + 1]; e++)
        {
            sum[_local[e]] = Math.FusedMultiplyAdd(scale, _rows.Packed[e], sum[_local[e]]);
        }
    }

    /// <summary>x · w, x as it is.</summary>
    public double DotRaw(int row, ReadOnlySpan<double> w)
    {
        var sum = 0.0;
        if (Layout == FeatureLayout.Dense)
        {
            var x = DenseProblem.Row(_rows.Packed, row, Width);
            for (var d = 0; d < w.Length; d++)
            {
                sum = Math.FusedMultiplyAdd(x[d * DenseProblem.Panel], w[d], sum);
            }

            return sum;
        }

        for (var e = _rows.Offsets[row]; e < _rows.Offsets[row + 1]; e++)
        {
            sum = Math.FusedMultiplyAdd(_rows.Packed[e], w[_local[e]], sum);
        }

        return sum;
    }
}
