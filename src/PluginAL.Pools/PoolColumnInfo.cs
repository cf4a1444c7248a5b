using PluginAL.Abstractions;

namespace PluginAL.Pools;

/// <summary>A column of a pool, as its manifest describes it.</summary>
/// <param name="Name">The name, with which the column's files begin.</param>
/// <param name="Role">What the column is for: <c>features</c>, <c>tokens</c>, <c>scale</c>, <c>record</c>, <c>context</c>, <c>label</c>, <c>cost</c> or <c>id</c>.</param>
/// <param name="Dtype">The NumPy type of its values.</param>
/// <param name="Shape">The dimensions; −1 stands for the number of rows, or of entries where a row has any number of them.</param>
/// <param name="Encoding"><c>dense</c>, <c>csr</c>, <c>class-index</c>, <c>utf-8</c>, or for records and contexts <c>lines</c>. Labels of other tasks:
/// <c>number</c> (NaN: none), <c>class-indices</c> and <c>tags</c> (values and offsets; the one value −1: none), <c>in-record</c> (1 where the record holds a label). Dense features in short numbers that do not
/// say what they stand for: <c>bfloat16</c> (the upper halves of float32 in <c>&lt;u2</c>) or <c>scaled</c> (int8 times what the scale column says).</param>
public sealed record PoolColumnInfo(string Name, string Role, string Dtype, IReadOnlyList<long> Shape, string Encoding)
{
    internal const string FeaturesRole = "features";
    internal const string ScaleRole = "scale";
    internal const string RecordRole = "record";
    internal const string LabelRole = "label";
    internal const string CostRole = "cost";
    internal const string IdRole = "id";

    internal const string TokensRole = "tokens";
    internal const string ContextRole = "context";

    internal const string DenseEncoding = "dense";
    internal const string SparseEncoding = "csr";
    internal const string BFloat16Encoding = "bfloat16";
    internal const string ScaledEncoding = "scaled";

    internal static PoolColumnInfo Dense(int width) => Dense(width, "<f4");

    /// <summary>Dense features of an element type; see <see cref="DenseEncodingOf"/>.</summary>
    internal static PoolColumnInfo Dense(int width, string dtype) => new("features", FeaturesRole, dtype, [-1, width], DenseEncodingOf(dtype));

    /// <summary>What one unit of int8 features stands for: one number for each segment, or one for each row.</summary>
    internal static PoolColumnInfo Scale(bool isPerRow) => new("features.scale", ScaleRole, "<f4", [isPerRow ? -1 : 1], DenseEncoding);

    internal static PoolColumnInfo Sparse(int width) => new("features", FeaturesRole, "<f4", [-1, width], SparseEncoding);

    internal static PoolColumnInfo Records() => new("records", RecordRole, "|u1", [-1], "lines");

    internal static PoolColumnInfo Labels() => new("labels", LabelRole, "<i4", [-1], "class-index");

    /// <summary>What each row costs to label, above 0; NaN where that is not known.</summary>
    internal static PoolColumnInfo Costs() => new("costs", CostRole, "<f8", [-1], DenseEncoding);

    /// <summary>The label column of a task.</summary>
    internal static PoolColumnInfo Labels(LearningTask task) => task switch
    {
        LearningTask.Regression => new("labels", LabelRole, "<f8", [-1], "number"),
        LearningTask.MultiLabel => new("labels", LabelRole, "<i4", [-1], "class-indices"),
        LearningTask.Sequence => new("labels", LabelRole, "<i4", [-1], "tags"),
        LearningTask.Translation or LearningTask.QuestionAnswering => new("labels", LabelRole, "|u1", [-1], "in-record"),
        _ => Labels(),
    };

    internal static PoolColumnInfo Tokens(int width) => new("tokens", TokensRole, "<f4", [-1, width], SparseEncoding);

    internal static PoolColumnInfo Contexts() => new("contexts", ContextRole, "|u1", [-1], "lines");

    internal static PoolColumnInfo Ids() => new("ids", IdRole, "|u1", [-1], "utf-8");

    internal static string DenseEncodingOf(string dtype) => dtype switch
    {
        "<u2" => BFloat16Encoding,
        "|i1" => ScaledEncoding,
        _ => DenseEncoding,
    };

    /// <inheritdoc/>
    public bool Equals(PoolColumnInfo? other) =>
        other is not null && Name == other.Name && Role == other.Role && Dtype == other.Dtype && Encoding == other.Encoding
        && Shape.SequenceEqual(other.Shape);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Role, Dtype, Encoding);
}
