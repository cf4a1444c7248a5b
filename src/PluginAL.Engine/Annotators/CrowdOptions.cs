namespace PluginAL.Engine.Annotators;

/// <summary>How a <see cref="CrowdSession"/> works.</summary>
public sealed record CrowdOptions
{
    /// <summary>The one seed that governs the session.</summary>
    public ulong Seed { get; init; }

    /// <summary>Folds of the cross-validation that tells what models say of rows that they did not learn from.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>The most unlabelled rows that are looked at in one round: of more, a simple random sample.</summary>
    public int Candidates { get; init; } = 20_000;

    /// <summary>What each annotator costs for a label; empty: 1 each.</summary>
    public IReadOnlyList<double> Costs { get; init; } = [];

    /// <summary>Whether an annotator may be asked about a row at all.</summary>
    public Func<long, int, bool> MayAsk { get; init; } = (_, _) => true;
}
