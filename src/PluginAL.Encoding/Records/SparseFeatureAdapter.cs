using PluginAL.Abstractions;

namespace PluginAL.Encoding.Records;

/// <summary>An adapter whose rows are stored sparse; generated adapters derive from it.</summary>
/// <typeparam name="T">The record type.</typeparam>
/// <param name="recordName">The record type's name.</param>
/// <param name="schemaHash">The hash of what the columns mean.</param>
/// <param name="columns">What the columns mean.</param>
/// <param name="labelKind">What the label holds.</param>
/// <param name="classes">The classes that the label's type fixes.</param>
/// <param name="hasId">Whether there is an identifier.</param>
public abstract class SparseFeatureAdapter<T>(
    string recordName, string schemaHash, FeatureColumn[] columns, RecordLabelKind labelKind, string[] classes, bool hasId)
    : FeatureAdapter<T>(recordName, schemaHash, FeatureLayout.Sparse, columns, labelKind, classes, hasId)
{
    [ThreadStatic]
    private static FeatureRow? s_row;

    /// <inheritdoc/>
    public sealed override void Write(in T record, FeatureState state, Span<float> row)
    {
        Check(state, row.Length, Width);
        WriteDense(in record, state, row);
    }

    /// <inheritdoc/>
    public sealed override void Write(ReadOnlySpan<T> records, FeatureState state, Span<float> rows)
    {
        Check(state, rows.Length, (long)records.Length * Width);
        for (var i = 0; i < records.Length; i++)
        {
            WriteDense(in records[i], state, rows.Slice(i * Width, Width));
        }
    }

    /// <inheritdoc/>
    public sealed override void WriteSparse(in T record, FeatureState state, FeatureRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        Check(state, Width, Width);
        WriteRow(in record, state, row);
    }

    /// <summary>Writes the columns that are not zero.</summary>
    /// <param name="record">The record.</param>
    /// <param name="state">A state of this adapter.</param>
    /// <param name="row">Where to.</param>
    protected abstract void WriteRow(in T record, FeatureState state, FeatureRow row);

    private void WriteDense(in T record, FeatureState state, Span<float> row)
    {
        var sparse = s_row ??= new();
        sparse.Clear();
        WriteRow(in record, state, sparse);
        sparse.CopyTo(row);
    }
}
