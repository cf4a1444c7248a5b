namespace PluginAL.Pools;

/// <summary>A column of a pool, as its manifest describes it.</summary>
/// <param name="Name">The name, with which the column's files begin.</param>
/// <param name="Role">What the column is for: <c>features</c>, <c>record</c>, <c>label</c> or <c>id</c>.</param>
/// <param name="Dtype">The NumPy type of its values.</param>
/// <param name="Shape">The dimensions; −1 stands for the number of rows, or of entries where a row has any number of them.</param>
/// <param name="Encoding"><c>dense</c>, <c>csr</c>, <c>class-index</c>, <c>utf-8</c>, or for records <c>lines</c>.</param>
public sealed record PoolColumnInfo(string Name, string Role, string Dtype, IReadOnlyList<long> Shape, string Encoding)
{
    internal const string FeaturesRole = "features";
    internal const string RecordRole = "record";
    internal const string LabelRole = "label";
    internal const string IdRole = "id";

    internal static PoolColumnInfo Dense(int width) => new("features", FeaturesRole, "<f4", [-1, width], "dense");

    internal static PoolColumnInfo Sparse(int width) => new("features", FeaturesRole, "<f4", [-1, width], "csr");

    internal static PoolColumnInfo Records() => new("records", RecordRole, "|u1", [-1], "lines");

    internal static PoolColumnInfo Labels() => new("labels", LabelRole, "<i4", [-1], "class-index");

    internal static PoolColumnInfo Ids() => new("ids", IdRole, "|u1", [-1], "utf-8");

    /// <inheritdoc/>
    public bool Equals(PoolColumnInfo? other) =>
        other is not null && Name == other.Name && Role == other.Role && Dtype == other.Dtype && Encoding == other.Encoding
        && Shape.SequenceEqual(other.Shape);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Role, Dtype, Encoding);
}
