using PluginAL.Abstractions;

namespace PluginAL.Oracles.Tests;

/// <summary>A pool in which even rows know their label.</summary>
internal sealed class FakeOracleContext(LearningTask task = LearningTask.Classification, params string[] classes) : OracleContext
{
    public override LearningTask Task => task;

    public override IReadOnlyList<string> Classes { get; } = classes.Length > 0 ? classes : ["world", "Sports", "business"];

    public override IPluginLog Log => throw new NotSupportedException();

    public override Label? Truth(long row) => row % 2 == 0 ? new ClassLabel((int)row % 3) : null;

    public override string Describe(long row) => $"record {row}\nsecond\u001b[31m line";
}
