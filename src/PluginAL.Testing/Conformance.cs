using System.Reflection;
using PluginAL.Abstractions;
using PluginAL.Hosting;
using PluginAL.Testing.Internals;

namespace PluginAL.Testing;

/// <summary>Checks plugins against the rules of their contracts. One line of a test: <c>Conformance.Check&lt;MyStrategy&gt;();</c></summary>
public static class Conformance
{
    /// <summary>Checks a plugin's class, as its assembly's registration makes it.</summary>
    /// <typeparam name="T">The class, which carries an attribute such as <see cref="StrategyAttribute"/>.</typeparam>
    /// <param name="options">The options to test it with, as in <c>beta=2;gamma=3</c>; empty: the defaults.</param>
    /// <exception cref="ConformanceException">It breaks rules; all are listed.</exception>
    /// <exception cref="ArgumentException">The class carries no attribute, or its assembly does not register it.</exception>
    public static void Check<T>(string options = "")
        where T : class => Run<T>(options).ThrowIfFailed();

    /// <summary>Checks every plugin of an assembly or a source file, whatever its hash: whoever tests a plugin trusts it.</summary>
    /// <param name="path">The assembly or source file.</param>
    /// <param name="options">The options to test it with, as in <c>beta=2;gamma=3</c>; empty: the defaults.</param>
    /// <exception cref="ConformanceException">One breaks rules.</exception>
    /// <exception cref="PluginALException">It holds no plugin, or is refused.</exception>
    public static void Check(string path, string options = "")
    {
        using var host = new PluginHost(new PluginHostOptions { Trust = new PluginTrust(TrustMode.Off, new TrustStore()) });
        foreach (var subject in ConformanceSubject.FromFile(host, path))
        {
            Run(subject.With(options)).ThrowIfFailed();
        }
    }

    /// <summary>Checks a plugin's class without throwing for what it breaks.</summary>
    /// <typeparam name="T">The class.</typeparam>
    /// <param name="options">The options to test it with, as in <c>beta=2;gamma=3</c>; empty: the defaults.</param>
    /// <returns>What was found.</returns>
    /// <exception cref="ArgumentException">The class carries no attribute, or its assembly does not register it.</exception>
    public static ConformanceReport Run<T>(string options = "")
        where T : class
    {
        var attribute = typeof(T).GetCustomAttribute<PluginAttribute>()
            ?? throw new ArgumentException($"{typeof(T)} carries no attribute such as [Strategy(\"name\")].", nameof(T));
        var registration = typeof(T).Assembly.GetCustomAttribute<PluginRegistrationAttribute>()?.Registration;
        var subject = registration is null ? null : ConformanceSubject.FromRegistration((IPluginRegistration)Activator.CreateInstance(registration)!)
            .FirstOrDefault(subject => subject.Kind == attribute.Kind && subject.Name == attribute.Name);
        return Run(subject?.With(options) ?? throw new ArgumentException(
            $"The registration of {typeof(T).Assembly.GetName().Name} does not list {typeof(T)}; let the generator write it: reference it as an analyzer.", nameof(T)));
    }

    /// <summary>Checks a plugin without throwing for what it breaks.</summary>
    /// <param name="subject">The plugin.</param>
    /// <returns>What was found: a result for each rule of its kind.</returns>
    public static ConformanceReport Run(ConformanceSubject subject)
    {
        ArgumentNullException.ThrowIfNull(subject);
        IReadOnlyList<Rule> rules = subject.Kind switch
        {
            PluginKind.Strategy => StrategyRules.For(subject),
            PluginKind.Learner => LearnerRules.For(subject),
            PluginKind.Oracle => OracleRules.For(subject),
            PluginKind.Featuriser => FeaturiserRules.For(subject),
            PluginKind.StreamStrategy or PluginKind.BudgetManager => StreamRules.For(subject),
            _ => [],
        };
        var made = OptionRules.Made(subject).Check();
        return new ConformanceReport(
            subject.ToString(),
            [made, .. OptionRules.For(subject).Concat(rules).Select(rule => made.Outcome == RuleOutcome.Passed ? rule.Check() : rule.Skip("it cannot be made."))]);
    }
}
