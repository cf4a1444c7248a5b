using PluginAL.Abstractions;
using PluginAL.Hosting;

namespace PluginAL.Engine.Sessions;

/// <summary>
/// Compares what a strategy needs with what a learner, the pool and the session give, before the first round. Of a classifier the
/// session supplies a committee by bagging; of any pool dense rows, made from the features.
/// </summary>
public static class Compatibility
{
    /// <summary>Refuses a strategy whose needs, or whose inner strategies' needs, are not met.</summary>
    /// <param name="strategy">The strategy.</param>
    /// <param name="learner">The learner.</param>
    /// <param name="host">Where inner strategies come from; null where there are none.</param>
    /// <exception cref="PluginALException">Something that a strategy needs is not given; both are named. Or an inner strategy is not known.</exception>
    public static void Require(PluginInstance<IQueryStrategy> strategy, PluginInstance<ILearner> learner, PluginHost? host = null)
    {
        ArgumentNullException.ThrowIfNull(strategy);
        ArgumentNullException.ThrowIfNull(learner);
        using var tree = StrategyNode.Open(strategy, host);
        Require(tree, learner);
    }

    internal static void Require(StrategyNode tree, PluginInstance<ILearner> learner)
    {
        var given = learner.Gives | Signals.Features | Signals.Embeddings;
        given |= given.HasFlag(Signals.Probabilities) ? Signals.Members | Signals.Gradients : Signals.None;
        foreach (var node in tree.Nodes())
        {
            var missing = node.Plugin.Needs & ~given;
            if (missing != Signals.None)
            {
                var within = node == tree ? "" : $" (within '{tree.Plugin.Name}')";
                throw PluginALException.Usage(
                    $"Strategy '{node.Plugin.Name}'{within} needs {missing}, which learner '{learner.Name}' does not give (it gives {learner.Gives}) and the session cannot supply; "
                    + "choose another learner or another strategy ('pluginal plugins list' shows what each needs and gives).");
            }
        }
    }

    /// <summary>What the session will supply in the learner's place, in words; null: nothing.</summary>
    internal static string? Supplies(StrategyNode tree, PluginInstance<ILearner> learner, int members, FeatureLayout layout)
    {
        var supplied = tree.AllNeeds & ~learner.Gives;
        var parts = new List<string>();
        if (supplied.HasFlag(Signals.Members))
        {
            parts.Add($"a committee of {members} by bagging");
        }

        if (supplied.HasFlag(Signals.Embeddings))
        {
            parts.Add(layout == FeatureLayout.Sparse ? $"embeddings by a random projection of the features to {Data.ProjectedFeatures.Columns} dimensions" : "the features themselves as embeddings");
        }

        return parts.Count == 0 ? null : $"'{tree.Plugin.Name}' needs what learner '{learner.Name}' does not give; the session supplies {string.Join(" and ", parts)}.";
    }
}
