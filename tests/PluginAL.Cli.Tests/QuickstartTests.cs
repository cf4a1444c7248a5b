using System.Text.RegularExpressions;

namespace PluginAL.Cli.Tests;

public sealed partial class QuickstartTests
{
    [Fact]
    public void Margin_ends_above_random_and_the_report_stands_alone()
    {
        using var work = new Workspace();
        var json = work.Run("quickstart", "--out", "deep/q", "--json").Json();
        Assert.Equal(2, json.GetProperty("strategies").GetArrayLength());
        var curve = new CurveFile(work["deep/q/curve.csv"]);
        Assert.Equal(["random", "margin"], curve.Strategies);
        var (random, margin) = (curve.FinalAccuracy("random"), curve.FinalAccuracy("margin"));
        Assert.True(margin > random + 0.01, $"margin {margin:F4}, random {random:F4}");

        var report = File.ReadAllText(work["deep/q/report.html"]);
        Assert.Contains("<svg", report, StringComparison.Ordinal);
        Assert.Contains("margin", report, StringComparison.Ordinal);
        Assert.Empty(Fetched().Matches(report).Select(match => match.Value));
        Assert.True(File.Exists(work["deep/q/summary.json"]) && File.Exists(work["deep/q/curve.svg"]));

        // Again: nothing is left to do, and a person gets the curve.
        var again = work.Run("quickstart", "--out", "deep/q").Succeeds();
        Assert.Contains("margin is better than random", again.Output, StringComparison.Ordinal);
        Assert.Contains("deep/q/report.html", again.Output, StringComparison.Ordinal);
        work.Write("file", "mine");
        work.Run("quickstart", "--out", "file").Fails(3, "file is a file");
    }

    // Whatever a browser would fetch: attributes and styles that name another place.
    [GeneratedRegex("""(src|href)\s*=\s*["']?(?!#|data:)|url\(\s*["']?(?!#|data:)|@import|<link|<iframe""", RegexOptions.IgnoreCase)]
    private static partial Regex Fetched();
}
