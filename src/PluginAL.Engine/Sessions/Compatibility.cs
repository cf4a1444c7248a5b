using PluginAL.Abstractions;
using PluginAL.Hosting;

namespace PluginAL.Engine.Sessions;

/// <summary>Compares what a strategy needs with what a learner and the pool give, before the first round.</summary>
public static class Compatibility
{
    /// <summary>Refuses a strategy whose needs are not met.</summary>
    /// <param name="strategy">The strategy.</param>
    /// <param name="learner">The learner.</param>
    /// <exception cref="PluginALException">Something that the strategy needs is not given; both are named.</exception>
    public static void Require(PluginInstance<IQueryStrategy> strategy, PluginInstance<ILearner> learner)
    {
        ArgumentNullException.ThrowIfNull(strategy);
        ArgumentNullException.ThrowIfNull(learner);
        var missing = strategy.Needs & ~(learner.Gives | Signals.Features);
        if (missing != Signals.None)
        {
            throw PluginALException.Usage(
                $"Strategy '{strategy.Name}' needs {missing}, which learner '{learner.Name}' does not give (it gives {learner.Gives}); "
                + "choose another learner or another strategy ('pluginal plugins list' shows what each needs and gives).");
        }
    }
}
