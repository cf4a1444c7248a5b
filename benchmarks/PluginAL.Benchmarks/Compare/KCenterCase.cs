using PluginAL.Scoring.Clustering;

namespace PluginAL.Benchmarks.Compare;

/// <summary>k-center from row 0; the shape is rows, width, picks.</summary>
internal sealed class KCenterCase : Case
{
    public KCenterCase(string rows, int[] shape)
    {
        Column x = Read(rows);
        RowTable table = x.Table(shape[1]);
        KCenterResult? result = null;
        Contenders["PluginAL"] = new(() => result = KCenter.Greedy(table, shape[2], [0]), () => [.. result!.Rows.Select(i => (double)i)]);
        Contenders["read limit"] = new(() => Limits.Sum(x.Span), () => []);
    }
}
