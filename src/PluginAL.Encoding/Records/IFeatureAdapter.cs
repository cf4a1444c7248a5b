using PluginAL.Abstractions;

namespace PluginAL.Encoding.Records;

/// <summary>
/// Turns records of one type into features. The source generator writes an implementation for each type marked
/// <c>[PoolRecord]</c>. Nothing changes after construction: one adapter serves any number of threads.
/// </summary>
/// <typeparam name="T">The record type.</typeparam>
public interface IFeatureAdapter<T>
{
    /// <summary>The record type's name, for messages and manifests.</summary>
    string RecordName { get; }

    /// <summary>SHA-256, in lower-case hexadecimal, of the columns' names, offsets, widths and encodings, and of what the generator's version means by them.</summary>
    string SchemaHash { get; }

    /// <summary><see cref="FeatureLayout.Sparse"/> where a member's encoding is wide, such as hashed text; then only <see cref="WriteSparse"/> may be called.</summary>
    FeatureLayout Layout { get; }

    /// <summary>The number of columns D, at least 1, a constant of the type.</summary>
    int Width { get; }

    /// <summary>What the columns mean, in order of their offsets, covering [0, D) without gaps.</summary>
    IReadOnlyList<FeatureColumn> Columns { get; }

    /// <summary>What the record's <c>[Label]</c> member holds; <see cref="RecordLabelKind.None"/> without one.</summary>
    RecordLabelKind LabelKind { get; }

    /// <summary>The classes in order, where the type fixes them (an enum's names, false and true); empty where they come from the data.</summary>
    IReadOnlyList<string> Classes { get; }

    /// <summary>Whether a member carries <c>[Id]</c>.</summary>
    bool HasId { get; }

    /// <summary>Begins the pass that learns means, deviations and vocabularies.</summary>
    /// <returns>The pass.</returns>
    IFeatureFit<T> StartFit();

    /// <summary>Writes a record's features. Allocates nothing.</summary>
    /// <param name="record">The record.</param>
    /// <param name="state">What a fit pass over this type learned.</param>
    /// <param name="row">Room for D values; every one is written.</param>
    void Write(in T record, FeatureState state, Span<float> row);

    /// <summary>Writes the features of many records, row after row. Allocates nothing.</summary>
    /// <param name="records">N records.</param>
    /// <param name="state">What a fit pass over this type learned.</param>
    /// <param name="rows">Room for N × D values.</param>
    void Write(ReadOnlySpan<T> records, FeatureState state, Span<float> rows);

    /// <summary>Writes a record's features that are not zero.</summary>
    /// <param name="record">The record.</param>
    /// <param name="state">What a fit pass over this type learned.</param>
    /// <param name="row">Where they go.</param>
    void WriteSparse(in T record, FeatureState state, FeatureRow row);

    /// <summary>The record's identifier as text.</summary>
    /// <param name="record">The record.</param>
    /// <returns>The identifier; null without an <c>[Id]</c> member.</returns>
    string? Id(in T record);

    /// <summary>The record's class.</summary>
    /// <param name="record">The record.</param>
    /// <returns>Its name; null where the record is not labelled or the label is no class.</returns>
    string? Class(in T record);

    /// <summary>The record's number to be predicted.</summary>
    /// <param name="record">The record.</param>
    /// <returns>The number; NaN where the record is not labelled or the label is no number.</returns>
    double Target(in T record);
}
