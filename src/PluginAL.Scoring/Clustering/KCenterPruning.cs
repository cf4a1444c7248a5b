namespace PluginAL.Scoring.Clustering;

/// <summary>How much work a farthest-first traversal saves. The picks are the same for all; only tests ask for less than
/// everything.</summary>
internal enum KCenterPruning
{
    /// <summary>Every row meets every centre, one pass over the table for each.</summary>
    None,

    /// <summary>A row meets centres only when its bound may decide a pick.</summary>
    Bounds,

    /// <summary>And only centres that the triangle inequality leaves.</summary>
    Full,
}
