using Microsoft.CodeAnalysis;
using PluginAL.Generators.Diagnostics;

namespace PluginAL.Generators.Tests.Diagnostics;

public sealed class RulePageTests
{
    public static TheoryData<string> Ids => [.. Rules.All.Select(rule => rule.Id)];

    [Fact]
    public void Every_rule_has_a_page_and_every_page_a_rule()
    {
        Assert.NotEmpty(Rules.All);
        Assert.Equal(Rules.All.Select(rule => rule.Id), RulePage.All.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_table_lists_every_rule() => Assert.Equal(
        Rules.All.Select(rule => $"| [{rule.Id}]({rule.Id}.md) | {rule.DefaultSeverity} | {rule.Title} |"),
        RulePage.Table.Split('\n').Where(line => line.StartsWith("| [PAL", StringComparison.Ordinal)));

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_page_says_what_why_and_the_remedy(string id)
    {
        var (rule, page) = (Rules.Get(id), RulePage.All[id]);
        Assert.StartsWith($"# {id}: ", page.Text, StringComparison.Ordinal);
        Assert.Contains($"Severity: {rule.DefaultSeverity}.", page.Text, StringComparison.Ordinal);
        Assert.All(["What", "Why", "Remedy"], heading => Assert.False(string.IsNullOrEmpty(page.Section(heading)), $"{id} says nothing under {heading}."));
        Assert.Equal($"https://github.com/pluginal/pluginal/blob/main/docs/diagnostics/{id}.md", rule.HelpLinkUri);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task The_invalid_sample_yields_exactly_the_rule(string id)
    {
        var sample = await RulePage.All[id].Look("Invalid");
        Assert.Equal([id], sample.Ids);
        Assert.All(sample.Found, found => Assert.True(found.Location.IsInSource, found.ToString()));
        Assert.DoesNotContain(sample.Found, found => found.GetMessage().Contains('{'));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task The_valid_sample_yields_nothing_and_compiles(string id)
    {
        var sample = await RulePage.All[id].Look("Valid");
        Assert.Empty(sample.Found);
        Assert.Empty(sample.Complaints);
    }

    [Fact]
    public void The_pages_name_the_rules_that_have_a_code_fix()
    {
        var fixable = CodeFixTests.Providers.SelectMany(provider => provider.FixableDiagnosticIds).Order(StringComparer.Ordinal);
        Assert.Equal(RulePage.All.Values.Where(page => page.Text.Contains("A code fix ")).Select(page => page.Id).Order(StringComparer.Ordinal), fixable);
    }
}
