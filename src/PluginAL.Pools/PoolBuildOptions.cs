using PluginAL.Abstractions;

namespace PluginAL.Pools;

/// <summary>How a pool is built or added to.</summary>
public sealed record PoolBuildOptions
{
    /// <summary>The fields that were named; the rest is chosen. Not used where <see cref="Pipeline"/> gives the schema, nor by append.</summary>
    public FieldRequest Fields { get; init; } = new();

    /// <summary>
    /// Gives the featurisers to fit, side by side, once the schema is known; none, or null: the pool gets no features from its
    /// records. Not used where <see cref="Pipeline"/> is given, nor by append.
    /// </summary>
    public Func<FieldSchema, IReadOnlyList<FeaturiserPart>>? Featurisers { get; init; }

    /// <summary>A fitted pipeline to encode with instead of fitting one, as for a test set that goes with a training set.</summary>
    public FeaturePipeline? Pipeline { get; init; }

    /// <summary>Append only: gives the featuriser plugin of a name, to load the pool's pipeline.</summary>
    public Func<string, IFeaturiser>? Resolve { get; init; }

    /// <summary>Classes that keep their index; others are put after them. Not used by append, which takes the pool's.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>An NPY file of features, (n, D), beside records of as many rows: float32, float64, float16, bfloat16 kept as uint16 or int8.</summary>
    public string? FeaturesPath { get; init; }

    /// <summary><c>bfloat16</c> where NPY features are <c>&lt;u2</c>, which does not say what it stands for; else null.</summary>
    public string? FeatureEncoding { get; init; }

    /// <summary>Where NPY features are int8: an NPY file of float32 that says what one unit stands for, (1,) for all rows or (n,) for each; else null.</summary>
    public string? ScalePath { get; init; }

    /// <summary>An NPY file of labels, integers (n,), beside NPY features; each value's decimal text is its class, negative values are no label.</summary>
    public string? LabelsPath { get; init; }

    /// <summary>
    /// An NPY file of what rows cost to label, float64 or float32 (n,), beside NPY features: above 0, or NaN where the cost is not known.
    /// </summary>
    public string? CostsPath { get; init; }

    /// <summary>
    /// Copies NPY features into the pool. By default a file is adopted where it is: the pool refers to it and never writes
    /// it. A float64 file is always copied, as float32. A scale is always copied.
    /// </summary>
    public bool CopyFeatures { get; init; }

    /// <summary>The part to be read: only the records whose <see cref="FieldRequest.Split"/> field holds this; null: all.</summary>
    public string? Part { get; init; }

    /// <summary>The program and version that the manifest names.</summary>
    public string Tool { get; init; } = "PluginAL.Pools";

    /// <summary>Told from time to time how far the work has come, on the thread that does it.</summary>
    public Action<PoolProgress>? Progress { get; init; }

    /// <summary>The clock of the manifest's times.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    internal Action<string, string>? Step { get; init; }
}
