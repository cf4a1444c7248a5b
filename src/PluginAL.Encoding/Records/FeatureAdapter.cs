using PluginAL.Abstractions;

namespace PluginAL.Encoding.Records;

/// <summary>What all generated adapters have in common; one derives from <see cref="DenseFeatureAdapter{T}"/> or <see cref="SparseFeatureAdapter{T}"/>.</summary>
/// <typeparam name="T">The record type.</typeparam>
/// <param name="recordName">The record type's name.</param>
/// <param name="schemaHash">The hash of what the columns mean.</param>
/// <param name="layout">How rows are best stored.</param>
/// <param name="columns">What the columns mean.</param>
/// <param name="labelKind">What the label holds.</param>
/// <param name="classes">The classes that the label's type fixes.</param>
/// <param name="hasId">Whether there is an identifier.</param>
public abstract class FeatureAdapter<T>(
    string recordName, string schemaHash, FeatureLayout layout, FeatureColumn[] columns, RecordLabelKind labelKind, string[] classes, bool hasId)
    : IFeatureAdapter<T>
{
    /// <inheritdoc/>
    public string RecordName { get; } = recordName;

    /// <inheritdoc/>
    public string SchemaHash { get; } = schemaHash;

    /// <inheritdoc/>
    public FeatureLayout Layout { get; } = layout;

    /// <inheritdoc/>
    public int Width { get; } = columns[^1].Offset + columns[^1].Width;

    /// <inheritdoc/>
    public IReadOnlyList<FeatureColumn> Columns { get; } = columns;

    /// <inheritdoc/>
    public RecordLabelKind LabelKind { get; } = labelKind;

    /// <inheritdoc/>
    public IReadOnlyList<string> Classes { get; } = classes;

    /// <inheritdoc/>
    public bool HasId { get; } = hasId;

    /// <inheritdoc/>
    public abstract IFeatureFit<T> StartFit();

    /// <inheritdoc/>
    public abstract void Write(in T record, FeatureState state, Span<float> row);

    /// <inheritdoc/>
    public abstract void Write(ReadOnlySpan<T> records, FeatureState state, Span<float> rows);

    /// <inheritdoc/>
    public abstract void WriteSparse(in T record, FeatureState state, FeatureRow row);

    /// <inheritdoc/>
    public virtual string? Id(in T record) => null;

    /// <inheritdoc/>
    public virtual string? Class(in T record) => null;

    /// <inheritdoc/>
    public virtual double Target(in T record) => double.NaN;

    private protected void Check(FeatureState state, long length, long needed)
    {
        if (state is null || (!ReferenceEquals(state.SchemaHash, SchemaHash) && state.SchemaHash != SchemaHash) || length != needed)
        {
            throw Mismatch(state, length, needed);
        }
    }

    private Exception Mismatch(FeatureState? state, long length, long needed)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.SchemaHash != SchemaHash
            ? PluginALException.Input(
                $"The features of {RecordName} have schema {SchemaHash}, and the state was learned under {state.SchemaHash}; fit again, or migrate the pool.")
            : new ArgumentException($"The features of {RecordName} need room for {needed} values; {length} were given.");
    }
}
