using Microsoft.ML.Data;
using PluginAL.Abstractions;

namespace PluginAL.MicrosoftML.Tests;

public sealed class FeatureDataViewTests
{
    [Fact]
    public void Dense_rows_come_as_they_are()
    {
        var features = new DenseFeatures(2);
        features.Append([1, 2, 3, 4, 5, 6]);
        Assert.Equal([[1f, 2], [3, 4], [5, 6]], Rows(new FeatureDataView(features)));
    }

    [Fact]
    public void Sparse_rows_come_as_they_are()
    {
        var features = new SparseFeatures(3);
        features.Append([1], [7]);
        features.Append([], []);
        features.Append([0, 1, 2], [1, 2, 3]);
        features.Append([0, 2], [4, 5]);
        Assert.Equal([[0f, 7, 0], [0, 0, 0], [1, 2, 3], [4, 0, 5]], Rows(new FeatureDataView(features)));
    }

    [Fact]
    public void Labels_are_keys_from_one_and_the_second_of_two_is_true()
    {
        var features = new DenseFeatures(1);
        features.Append([1, 2, 3]);
        var view = new FeatureDataView(features, [0, 1, 0], 2, CancellationToken.None);
        Assert.Equal([1u, 2u, 1u], Values<uint>(view, FeatureDataView.LabelColumn));
        Assert.Equal([false, true, false], Values<bool>(view, FeatureDataView.BinaryLabelColumn));
        Assert.Null(new FeatureDataView(features, [0, 1, 2], 3, CancellationToken.None).Schema.GetColumnOrNull(FeatureDataView.BinaryLabelColumn));
        Assert.Null(new FeatureDataView(features).Schema.GetColumnOrNull(FeatureDataView.LabelColumn));
    }

    [Fact]
    public void A_pool_is_read_row_by_row_and_only_where_it_is_asked_for()
    {
        var pool = new CountingPool(rows: 5_000_000_000, width: 4);
        var view = new FeatureDataView(pool);
        Assert.Equal(5_000_000_000, view.GetRowCount());
        using var cursor = view.GetRowCursor(view.Schema);
        var getter = cursor.GetGetter<VBuffer<float>>(view.Schema[0]);
        VBuffer<float> row = default;
        for (var i = 0; i < 100; i++)
        {
            Assert.True(cursor.MoveNext());
            if (i % 10 == 0)
            {
                getter(ref row);
                Assert.Equal(i, row.GetItemOrDefault(3));
            }
        }

        Assert.Equal(10, pool.RowsRead);
    }

    [Fact]
    public void Reading_ends_when_it_is_cancelled()
    {
        var features = new DenseFeatures(1);
        features.Append([1]);
        var view = new FeatureDataView(features, [0], 1, new CancellationToken(canceled: true));
        using var cursor = view.GetRowCursor(view.Schema);
        Assert.Throws<OperationCanceledException>(() => cursor.MoveNext());
    }

    private static List<float[]> Rows(FeatureDataView view) => Read<VBuffer<float>, float[]>(view, FeatureDataView.FeaturesColumn, row => [.. row.DenseValues()]);

    private static List<T> Values<T>(FeatureDataView view, string column) => Read<T, T>(view, column, value => value);

    private static List<TResult> Read<T, TResult>(FeatureDataView view, string column, Func<T, TResult> convert)
    {
        using var cursor = view.GetRowCursor([view.Schema[column]]);
        var getter = cursor.GetGetter<T>(view.Schema[column]);
        var (value, values) = (default(T)!, new List<TResult>());
        while (cursor.MoveNext())
        {
            getter(ref value);
            values.Add(convert(value));
        }

        Assert.False(cursor.MoveNext());
        return values;
    }

    private sealed class CountingPool(long rows, int width) : FeatureMatrix
    {
        public long RowsRead { get; private set; }

        public override FeatureLayout Layout => FeatureLayout.Dense;

        public override long RowCount => rows;

        public override int Width => width;

        public override FeatureBlock Block(long firstRow, int maxRows)
        {
            RowsRead += maxRows;
            var values = new float[maxRows * width];
            values.AsSpan().Fill(firstRow);
            return FeatureBlock.Dense(values, maxRows, width);
        }
    }
}
