using PluginAL.Scoring.Clustering;

namespace PluginAL.Strategies;

/// <summary>Two views as one table, the second behind the first, without a copy: candidates and labelled rows.</summary>
internal static class Joined
{
    public static RowTable Table(PoolView first, PoolView second) => new(
        first.Count + second.Count,
        first.Width,
        (row, most) => row < first.Count
            ? first.Embeddings.AsSpan((int)row * first.Width, Math.Min(most, first.Count - (int)row) * first.Width)
            : second.Embeddings.AsSpan(((int)row - first.Count) * first.Width, Math.Min(most, first.Count + second.Count - (int)row) * first.Width));
}
