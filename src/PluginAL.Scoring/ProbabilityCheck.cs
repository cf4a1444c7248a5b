namespace PluginAL.Scoring;

/// <summary>What <see cref="Probabilities.Check"/> found.</summary>
/// <param name="Row">The first row of the block, counted from 0, that is no distribution; −1 when there is none.</param>
/// <param name="Sum">That row's sum, in float64; 1 when there is none.</param>
/// <param name="Least">That row's least entry; 0 when there is none.</param>
/// <remarks>Rows that hold NaN or an infinity are never reported here: their score is NaN and <see cref="TopK"/> counts them.</remarks>
public readonly record struct ProbabilityCheck(int Row, double Sum, float Least)
{
    /// <summary>The result of a block without a bad row.</summary>
    public static ProbabilityCheck Passed => new(-1, 1, 0);

    /// <summary>Whether every finite row is a distribution.</summary>
    public bool IsGood => Row < 0;
}
