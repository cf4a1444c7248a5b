using PluginAL.Abstractions;

namespace PluginAL.Testing.Tests;

/// <summary>Every rule can fail: for each there is a plugin that breaks it. Those that leave handles open would be seen by tests beside them.</summary>
[Collection("conformance")]
public sealed class BadPluginsTests
{
    private const string NoOptions = """{"type":"object","additionalProperties":false}""";

    public static TheoryData<PluginKind, string> Rules
    {
        get
        {
            var data = new TheoryData<PluginKind, string>();
            foreach (var (rule, subject) in Bad)
            {
                data.Add(subject.Kind, rule);
            }

            return data;
        }
    }

    private static IReadOnlyList<(string Rule, ConformanceSubject Subject)> Bad { get; } =
        [.. BadStrategies.All, .. BadLearners.All, .. BadOracles.All, .. BadFeaturisers.All, .. BadOptions()];

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_plugin_that_breaks_the_rule_is_told_so(PluginKind kind, string rule)
    {
        var report = Conformance.Run(Bad.First(bad => bad.Rule == rule && bad.Subject.Kind == kind).Subject);
        var result = report.Results.Single(result => result.Rule == rule);
        Assert.True(result.Outcome == RuleOutcome.Failed, $"{rule} {result.Outcome}: {result.Finding}");
        var error = Assert.Throws<ConformanceException>(report.ThrowIfFailed);
        Assert.Contains($"- {rule}: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(result.Remedy, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_rule_is_without_a_plugin_that_breaks_it()
    {
        var broken = Bad.Select(bad => (bad.Subject.Kind, bad.Rule)).ToHashSet();
        foreach (var subject in Bad.Select(bad => bad.Subject).DistinctBy(subject => subject.Kind))
        {
            var rules = Conformance.Run(subject).Results.Select(result => result.Rule);
            Assert.All(rules, rule => Assert.True(broken.Contains((subject.Kind, rule)) || rule is "made" or "options-round-trip" or "unknown-option", $"nothing breaks {subject.Kind} {rule}"));
        }
    }

    [Fact]
    public void A_class_without_an_attribute_or_registration_is_refused() => Assert.Throws<ArgumentException>(() => Conformance.Check<BadPluginsTests>());

    internal static ConformanceSubject Subject(PluginKind kind, Func<object> create, Signals needs = Signals.Probabilities | Signals.Features) => new()
    {
        Kind = kind, Name = "bad", Needs = needs, Gives = Signals.Probabilities, ColdStart = ColdStartPolicy.Handled, OptionsSchema = NoOptions,
        Create = options => options is { } given && given.EnumerateObject().Any()
            ? throw PluginALException.Usage($"'bad' has no option '{given.EnumerateObject().First().Name}'.")
            : create(),
    };

    private static IEnumerable<(string Rule, ConformanceSubject Subject)> BadOptions()
    {
        var subject = Subject(PluginKind.Oracle, () => new BadOracles.Plain());
        yield return ("made", subject with { Create = _ => throw new InvalidOperationException("no") });
        yield return ("made", subject with { Kind = PluginKind.Strategy });
        yield return ("unknown-option", subject with { Create = _ => new BadOracles.Plain() });
        yield return ("options-round-trip", subject with { OptionsSchema = """{"type":"object","properties":{"beta":{"type":"number","default":2}}}""" });
    }
}
