using Microsoft.CodeAnalysis;
using PluginAL.Generators.Diagnostics;

namespace PluginAL.Generators.Tests.Diagnostics;

public sealed class RuleTableTests
{
    [Fact]
    public void Every_rule_is_reported_by_one_analyzer() =>
        Assert.Equal(Rules.All.Select(rule => rule.Id), Sample.Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).Select(rule => rule.Id).Order(StringComparer.Ordinal));

    [Fact]
    public void Messages_carry_the_remedy_after_a_semicolon_and_end_without_a_full_stop() => Assert.All(Rules.All, rule =>
    {
        var message = rule.MessageFormat.ToString();
        Assert.Contains("; ", message, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"\.$", message);
        Assert.DoesNotMatch(@"\.$", rule.Title.ToString());
    });

    [Fact]
    public void The_release_file_lists_every_rule_with_its_severity()
    {
        var listed = typeof(RuleTableTests).Assembly.GetManifestResourceStream("AnalyzerReleases.Unshipped.md")!;
        var rows = new StreamReader(listed).ReadToEnd().ReplaceLineEndings("\n").Split('\n').Where(line => line.StartsWith("PAL", StringComparison.Ordinal)).ToList();
        Assert.Equal(Rules.All.Select(rule => $"{rule.Id} | {rule.Category} | {rule.DefaultSeverity} | {rule.Title}"), rows);
    }
}
