using PluginAL.Abstractions;

namespace PluginAL.Engine.Data;

/// <summary>Copies chosen rows of a feature matrix, one after another, to a matrix in memory of the same layout.</summary>
public static class RowGatherer
{
    /// <summary>An empty matrix of the same layout and width as another.</summary>
    /// <param name="source">The other matrix.</param>
    /// <returns>The matrix.</returns>
    public static FeatureMatrix EmptyLike(FeatureMatrix source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return source.Layout == FeatureLayout.Dense ? new DenseFeatures(source.Width) : new SparseFeatures(source.Width);
    }

    /// <summary>Takes all rows out of a matrix that <see cref="EmptyLike"/> made; or makes one, where there is none yet.</summary>
    /// <param name="matrix">The matrix.</param>
    /// <param name="source">The matrix that it is like.</param>
    /// <returns>The matrix, empty.</returns>
    public static FeatureMatrix Emptied(FeatureMatrix? matrix, FeatureMatrix source)
    {
        (matrix as DenseFeatures)?.Clear();
        (matrix as SparseFeatures)?.Clear();
        return matrix ?? EmptyLike(source);
    }

    /// <summary>Appends one row.</summary>
    /// <param name="source">Where the row is.</param>
    /// <param name="row">The row.</param>
    /// <param name="destination">A matrix that <see cref="EmptyLike"/> made for this source.</param>
    public static void Append(FeatureMatrix source, long row, FeatureMatrix destination)
    {
        ArgumentNullException.ThrowIfNull(source);
        var block = source.Block(row, 1);
        if (destination is DenseFeatures dense)
        {
            dense.Append(block.Values);
        }
        else
        {
            ((SparseFeatures)destination).Append(block.Columns, block.Values);
        }
    }

    /// <summary>The given rows, in the given order.</summary>
    /// <param name="source">Where the rows are.</param>
    /// <param name="rows">The rows.</param>
    /// <returns>The rows in memory.</returns>
    public static FeatureMatrix Gather(FeatureMatrix source, IEnumerable<long> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var result = EmptyLike(source);
        foreach (var row in rows)
        {
            Append(source, row, result);
        }

        return result;
    }
}
