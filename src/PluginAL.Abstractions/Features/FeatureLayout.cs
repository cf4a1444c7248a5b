namespace PluginAL.Abstractions;

/// <summary>How the features of a row are stored.</summary>
public enum FeatureLayout
{
    /// <summary>Every column of every row, row after row, float32.</summary>
    Dense,

    /// <summary>Compressed sparse rows: offsets, column numbers, values (SciPy's CSR layout).</summary>
    Sparse,
}
