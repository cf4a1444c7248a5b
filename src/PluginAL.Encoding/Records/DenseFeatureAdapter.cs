using System.Buffers;
using PluginAL.Abstractions;

namespace PluginAL.Encoding.Records;

/// <summary>An adapter whose rows are stored dense; generated adapters derive from it.</summary>
/// <typeparam name="T">The record type.</typeparam>
/// <param name="recordName">The record type's name.</param>
/// <param name="schemaHash">The hash of what the columns mean.</param>
/// <param name="columns">What the columns mean.</param>
/// <param name="labelKind">What the label holds.</param>
/// <param name="classes">The classes that the label's type fixes.</param>
/// <param name="hasId">Whether there is an identifier.</param>
public abstract class DenseFeatureAdapter<T>(
    string recordName, string schemaHash, FeatureColumn[] columns, RecordLabelKind labelKind, string[] classes, bool hasId)
    : FeatureAdapter<T>(recordName, schemaHash, FeatureLayout.Dense, columns, labelKind, classes, hasId)
{
    private const int MostOnStack = 1024;

    /// <inheritdoc/>
    public sealed override void Write(in T record, FeatureState state, Span<float> row)
    {
        Check(state, row.Length, Width);
        row.Clear();
        WriteRow(in record, state, row);
    }

    /// <inheritdoc/>
    public sealed override void Write(ReadOnlySpan<T> records, FeatureState state, Span<float> rows)
    {
        var width = Width;
        Check(state, rows.Length, (long)records.Length * width);
        rows.Clear();
        for (var i = 0; i < records.Length; i++)
        {
            WriteRow(in records[i], state, rows.Slice(i * width, width));
        }
    }

    /// <inheritdoc/>
    public sealed override void WriteSparse(in T record, FeatureState state, FeatureRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        Check(state, Width, Width);
        var rented = Width > MostOnStack ? ArrayPool<float>.Shared.Rent(Width) : null;
        var dense = rented is null ? stackalloc float[Width] : rented.AsSpan(0, Width);
        dense.Clear();
        WriteRow(in record, state, dense);
        for (var i = 0; i < dense.Length; i++)
        {
            row.Add(i, dense[i]);
        }

        if (rented is not null)
        {
            ArrayPool<float>.Shared.Return(rented);
        }
    }

    /// <summary>Writes the columns that are not zero.</summary>
    /// <param name="record">The record.</param>
    /// <param name="state">A state of this adapter.</param>
    /// <param name="row">As many values as there are columns, all zero.</param>
    protected abstract void WriteRow(in T record, FeatureState state, Span<float> row);
}
