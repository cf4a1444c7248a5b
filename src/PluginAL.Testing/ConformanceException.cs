namespace PluginAL.Testing;

/// <summary>A plugin breaks rules of its contract: the message lists every one, with what was found and what to do.</summary>
/// <param name="report">What was found.</param>
public sealed class ConformanceException(ConformanceReport report) : Exception(Describe(report))
{
    /// <summary>What was found.</summary>
    public ConformanceReport Report => report;

    private static string Describe(ConformanceReport report)
    {
        var violations = report.Violations.ToList();
        return $"{report.Plugin} breaks {violations.Count} of {report.Results.Count} rules:"
            + string.Concat(violations.Select(result => $"{Environment.NewLine}- {result.Rule}: {result.Statement} Found: {result.Finding} {result.Remedy}"));
    }
}
