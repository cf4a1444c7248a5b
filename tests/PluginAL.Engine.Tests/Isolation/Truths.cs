using PluginAL.Abstractions;

namespace PluginAL.Engine.Tests.Isolation;

/// <summary>What an oracle may look at: the truth.</summary>
internal sealed class Truths(Clusters data, IPluginLog log) : OracleContext
{
    public override LearningTask Task => data.Task;

    public override IReadOnlyList<string> Classes => data.Classes;

    public override IPluginLog Log => log;

    public override Label? Truth(long row) => data.Truth(row);

    public override string Describe(long row) => $"row {row}";
}
