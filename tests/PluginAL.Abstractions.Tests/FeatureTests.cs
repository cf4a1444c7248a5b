namespace PluginAL.Abstractions.Tests;

public sealed class FeatureTests
{
    [Fact]
    public void A_feature_row_gives_its_columns_ascending_in_whatever_order_they_were_written()
    {
        var row = new FeatureRow();
        row.Add(5, 50);
        row.Add(2, 20);
        row.Offset = 10;
        row.Add(0, 100);
        row.Add(1, 0);
        Assert.Equal([2, 5, 10], row.Columns.ToArray());
        Assert.Equal([20f, 50f, 100f], row.Values.ToArray());

        var dense = new float[11];
        row.CopyTo(dense);
        Assert.Equal((20f, 50f, 100f, 0f), (dense[2], dense[5], dense[10], dense[0]));
    }

    [Fact]
    public void Dense_rows_come_back_as_they_were_appended()
    {
        var matrix = new DenseFeatures(2, capacity: 1);
        matrix.Append([1, 2]);
        matrix.Append([3, 4, 5, 6]);
        Assert.Equal(3, matrix.RowCount);
        Assert.Equal([3f, 4f, 5f, 6f], matrix.Block(1, 100).Values.ToArray());
        Assert.Throws<ArgumentException>(() => matrix.Append([1]));
    }

    [Fact]
    public void Sparse_rows_come_back_as_they_were_appended()
    {
        var matrix = new SparseFeatures(10);
        matrix.Append([1, 9], [1, 2]);
        matrix.Append([], []);
        matrix.Append([0], [3]);
        var block = matrix.Block(1, 2);
        Assert.Equal(2, block.Count);
        Assert.Equal([2L, 2L, 3L], block.RowOffsets.ToArray());
        Assert.Equal([0], block.Columns.ToArray());
        Assert.Equal([3f], block.Values.ToArray());
        Assert.Throws<ArgumentException>(() => matrix.Append([2, 1], [1, 1]));
        Assert.Throws<ArgumentException>(() => matrix.Append([10], [1]));
    }

    [Fact]
    public void A_cleared_matrix_takes_other_rows()
    {
        var (dense, sparse) = (new DenseFeatures(2), new SparseFeatures(10));
        dense.Append([1, 2, 3, 4]);
        sparse.Append([1, 9], [1, 2]);
        dense.Clear();
        sparse.Clear();
        Assert.Equal((0, 0), (dense.RowCount, sparse.RowCount));
        dense.Append([5, 6]);
        sparse.Append([3], [7]);
        Assert.Equal([5f, 6f], dense.Block(0, 10).Values.ToArray());
        var block = sparse.Block(0, 10);
        Assert.Equal([3], block.Columns.ToArray());
        Assert.Equal([0L, 1L], block.RowOffsets.ToArray());
    }
}
