using System.Collections.Concurrent;
using PluginAL.Abstractions;
using PluginAL.Features;
using PluginAL.Learners;
using PluginAL.Oracles;
using PluginAL.Strategies;

namespace PluginAL.Testing.Tests;

/// <summary>Every built-in plugin passes the conformance kit.</summary>
[Collection("conformance")]
public sealed class BuiltInPluginsTests
{
    private static readonly IReadOnlyList<ConformanceSubject> All =
    [
        .. ConformanceSubject.FromRegistration(new StrategiesRegistration()), .. ConformanceSubject.FromRegistration(new LearnersRegistration()),
        .. ConformanceSubject.FromRegistration(new OraclesRegistration()), .. ConformanceSubject.FromRegistration(new FeaturesRegistration()),
    ];

    public static TheoryData<string> Names => [.. All.Select(subject => subject.ToString())];

    private static readonly ConcurrentDictionary<string, Lazy<ConformanceReport>> Reports = new();

    [Theory]
    [MemberData(nameof(Names))]
    public void It_keeps_every_rule(string name) => Report(All.Single(subject => subject.ToString() == name)).ThrowIfFailed();

    [Fact]
    public void One_line_checks_a_class() => Conformance.Check<Margin>();

    [Fact]
    public void Each_rule_says_something_about_some_plugin()
    {
        var results = All.SelectMany(subject => Report(subject).Results.Select(result => (subject.Kind, Result: result))).ToList();
        Assert.All(results.GroupBy(pair => (pair.Kind, pair.Result.Rule)), rule => Assert.Contains(rule, pair => pair.Result.Outcome == RuleOutcome.Passed));
    }

    private static ConformanceReport Report(ConformanceSubject subject) =>
        Reports.GetOrAdd(subject.ToString(), _ => new Lazy<ConformanceReport>(() => Conformance.Run(subject.With(OptionsOf(subject))))).Value;

    /// <summary>What a plugin cannot do without.</summary>
    private static string OptionsOf(ConformanceSubject subject)
    {
        if (subject.Name != "kg-coverage")
        {
            return "";
        }

        // Of the first rows alone: the kit's pools are of many sizes.
        var path = Path.Combine(AppContext.BaseDirectory, "triples.tsv");
        File.WriteAllLines(path, Enumerable.Range(0, 7).Select(row => $"{row}\thead {row % 4}\trelation {row % 3}\ttail {row % 5}"));
        return $"triples={path}";
    }
}
