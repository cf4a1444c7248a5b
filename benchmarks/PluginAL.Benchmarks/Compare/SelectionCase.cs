using PluginAL.Scoring;

namespace PluginAL.Benchmarks.Compare;

/// <summary>The best 1,000 of a column of scores.</summary>
internal sealed class SelectionCase : Case
{
    public SelectionCase(string path)
    {
        Column scores = Read(path);
        var top = new TopK(Scan.Best);
        Contenders["PluginAL"] = new(
            () =>
            {
                top.Clear();
                top.Add(scores.Span, 0);
            },
            () => [.. top.ToArray().Select(r => (double)r.Score)]);
        Contenders["read limit"] = new(() => Limits.Sum(scores.Span), () => []);
    }
}
