using PluginAL.Abstractions;
using PluginAL.Engine.Sessions;
using PluginAL.Engine.Stopping;
using PluginAL.Hosting;

namespace PluginAL.Engine.Experiments;

/// <summary>What an experiment compares, and how.</summary>
public sealed record ExperimentOptions
{
    /// <summary>The learner.</summary>
    public required PluginReference Learner { get; init; }

    /// <summary>The query strategies; for the same seed they start from the same initial rows.</summary>
    public required IReadOnlyList<PluginReference> Strategies { get; init; }

    /// <summary>Who knows the labels.</summary>
    /// <value><c>truth</c>: the labels of the pool.</value>
    public PluginReference Oracle { get; init; } = PluginReference.Parse("truth");

    /// <summary>Rows drawn at random before the first selection, at least 1.</summary>
    public required int Initial { get; init; }

    /// <summary>Rows chosen in each round, at least 1.</summary>
    public required int Batch { get; init; }

    /// <summary>Labels at which a run ends, the initial sample included.</summary>
    public required int Budget { get; init; }

    /// <summary>The seeds; one run of each strategy for each.</summary>
    public required IReadOnlyList<ulong> Seeds { get; init; }

    /// <summary>Whether each fit starts from the model of the round before.</summary>
    /// <value>True.</value>
    public bool WarmStart { get; init; } = true;

    /// <summary>Threads: runs at a time, and where runs are fewer, for scoring the pool within each; the result is the same for any number, only the seconds differ.</summary>
    /// <value>1.</value>
    public int Threads { get; init; } = 1;

    /// <summary>What happens when a strategy fails.</summary>
    /// <value><see cref="PluginFailurePolicy.Stop"/>.</value>
    public PluginFailurePolicy OnPluginFailure { get; init; } = PluginFailurePolicy.Stop;

    /// <summary>Members of the committee that is trained by bagging where a strategy needs one, at least 2.</summary>
    /// <value>8.</value>
    public int Committee { get; init; } = 8;

    /// <summary>The share of choices that are drawn evenly from all candidates; see <see cref="SessionOptions.Exploration"/>.</summary>
    /// <value>0.</value>
    public double Exploration { get; init; }

    /// <summary>Further rules that end a run, beside the budget: whichever says so first.</summary>
    public IReadOnlyList<StoppingRule> StoppingRules { get; init; } = [];
}
