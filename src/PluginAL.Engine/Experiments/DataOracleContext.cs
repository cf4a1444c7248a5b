using PluginAL.Abstractions;
using PluginAL.Engine.Data;
using PluginAL.Engine.Sessions;

namespace PluginAL.Engine.Experiments;

/// <summary>What an experiment shows to its oracle.</summary>
internal sealed class DataOracleContext(LearningData data, ActiveLearningSession session, IPluginLog log) : OracleContext
{
    public override int WaitingCount => session.OpenTickets.Count;

    public override LearningTask Task => data.Task;

    public override IReadOnlyList<string> Classes => data.Classes;

    public override IPluginLog Log => log;

    public override Label? Truth(long row) => data.Truth(row);

    public override double Cost(long row) => data.Cost(row) ?? 1;

    public override string Describe(long row) => data.Describe(row);
}
