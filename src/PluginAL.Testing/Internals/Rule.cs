using PluginAL.Abstractions;

namespace PluginAL.Testing.Internals;

/// <summary>One rule of a contract.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Statement">What it says, as a sentence.</param>
/// <param name="Remedy">What to do where it is broken, as a sentence.</param>
/// <param name="Find">Gives what was found instead, null where the rule is kept. What it throws breaks the rule, but for <see cref="SkipException"/>.</param>
internal sealed record Rule(string Name, string Statement, string Remedy, Func<string?> Find)
{
    /// <summary>The same rule for two tasks: it must be kept for both, and is skipped where both skip it.</summary>
    public Rule And(Rule other) => this with
    {
        Find = () =>
        {
            try
            {
                if (Find() is { } finding)
                {
                    return finding;
                }
            }
            catch (SkipException)
            {
                return other.Find();
            }

            try
            {
                return other.Find();
            }
            catch (SkipException)
            {
                return null;
            }
        },
    };

    public RuleResult Skip(string reason) => new(Name, Statement, RuleOutcome.Skipped, reason, Remedy);

    public RuleResult Check()
    {
        try
        {
            return Find() is { } finding
                ? new RuleResult(Name, Statement, RuleOutcome.Failed, finding, Remedy)
                : new RuleResult(Name, Statement, RuleOutcome.Passed, "", Remedy);
        }
        catch (SkipException e)
        {
            return Skip(e.Message);
        }
        catch (Exception e)
        {
            var cause = e is AggregateException { InnerException: { } inner } ? inner : e;
            var at = cause.StackTrace?.Split('\n')[0].Trim();
            return new RuleResult(Name, Statement, RuleOutcome.Failed, $"it threw {cause.GetType().Name}: {cause.Message.ReplaceLineEndings(" ").TrimEnd('.')} ({at}).", Remedy);
        }
    }
}
