using PluginAL.Abstractions;
using PluginAL.Engine.Costs;
using PluginAL.Engine.Data;
using PluginAL.Engine.Scoring;

namespace PluginAL.Engine.Sessions;

/// <summary>One selection of a session: what all strategies that take part in it share.</summary>
internal sealed class Selection
{
    public required LearningData Data { get; init; }

    public required int Round { get; init; }

    public required RowSet Candidates { get; init; }

    public required IReadOnlyList<long> LabelledRows { get; init; }

    public required IReadOnlyList<Label> Labels { get; init; }

    public required IReadOnlyList<PastSelection> History { get; init; }

    /// <summary>The model of this round; null where there is none.</summary>
    public required IModel? Model { get; init; }

    /// <summary>Whether there is no label yet, or labels of one class only.</summary>
    public required bool IsCold { get; init; }

    /// <summary>The committee of this round, trained when it is first asked for; null where there is no model.</summary>
    public required Func<ICommittee?> Committee { get; init; }

    /// <summary>Trains the learner on other labels.</summary>
    public required Func<IReadOnlyList<long>, IReadOnlyList<Label>, IModel> Fit { get; init; }

    /// <summary>What a row costs of which the data do not say it.</summary>
    public required LearnedCost LearnedCost { get; init; }

    public required int Threads { get; init; }

    /// <summary>Whether what scores is compiled before the clock starts: in a session's first selection.</summary>
    public required bool Rehearse { get; init; }

    public required IPluginLog Log { get; init; }

    public required CancellationToken Cancellation { get; init; }

    /// <summary>Seconds that went into signals so far.</summary>
    public double PredictSeconds { get; set; }

    /// <summary>Seconds that went into compiling: no part of a round's time.</summary>
    public double RehearsalSeconds { get; set; }

    public SignalSource Signals(Signals needs)
    {
        var committee = needs.HasFlag(Abstractions.Signals.Members) ? Committee() : null;
        return SuppliedSignals.For(Model as IClassifier, committee, Data.Features, () => Data.DenseFeatures, needs);
    }
}
