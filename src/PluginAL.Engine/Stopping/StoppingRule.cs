using PluginAL.Abstractions;
using PluginAL.Engine.Tasks;
using PluginAL.Hosting;

namespace PluginAL.Engine.Stopping;

/// <summary>A stopping criterion and how a user wrote it.</summary>
/// <param name="Name">The criterion with its options, as in <c>kappa:window=5</c>; several that must all hold are joined by commas.</param>
/// <param name="Criterion">The criterion: a function of what it is shown, so that several runs may share it.</param>
public sealed record StoppingRule(string Name, IStoppingCriterion Criterion)
{
    /// <summary>The signals that the session's models must give.</summary>
    public Signals Needs { get; init; }

    /// <summary>Refuses rules that need what models of a task do not give.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="task">The task.</param>
    /// <exception cref="PluginALException">One does.</exception>
    public static void Require(IEnumerable<StoppingRule> rules, LearningTask task)
    {
        ArgumentNullException.ThrowIfNull(rules);
        foreach (var rule in rules)
        {
            if ((rule.Needs & TaskSignals.Foreign(task)) is not Signals.None and var missing)
            {
                throw PluginALException.Usage(
                    $"Stopping rule '{rule.Name}' needs {missing}, which models of {task} do not give; choose one that looks at labels, cost or the metric, such as budget, gradient or target-metric.");
            }
        }
    }

    /// <summary>Makes rules of plugins.</summary>
    /// <param name="host">Where the criteria come from.</param>
    /// <param name="lists">Any of these rules stops: one or more criteria each, such as <c>kappa,target-metric:target=0.9</c>, which must all hold.</param>
    /// <returns>The rules.</returns>
    /// <exception cref="PluginALException">There is no such criterion, or an option of it is wrong.</exception>
    public static IReadOnlyList<StoppingRule> Create(PluginHost host, IEnumerable<string> lists)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(lists);
        return [.. lists.Select(list =>
        {
            var parts = PluginReference.ParseList(list).Select(reference => new HostedCriterion(host.Create<IStoppingCriterion>(PluginKind.StoppingCriterion, reference))).ToArray();
            return new StoppingRule(list, parts.Length == 1 ? parts[0] : new AllOf(parts)) { Needs = parts.Aggregate(Signals.None, (needs, part) => needs | part.Needs) };
        })];
    }

    private sealed class HostedCriterion(PluginInstance<IStoppingCriterion> plugin) : IStoppingCriterion
    {
        public Signals Needs => plugin.Needs;

        public StopVerdict Evaluate(StopContext context) =>
            plugin.Call("Evaluate", criterion => criterion.Evaluate(context))
            ?? throw PluginALException.Work($"{plugin} returned null from Evaluate; expected a verdict. Mend the criterion or choose another.");
    }
}
