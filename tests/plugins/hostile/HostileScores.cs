using PluginAL.Abstractions;

namespace Hostile;

/// <summary>Scores rows in the wrong way that its option names.</summary>
/// <param name="how">The way; without one every row is worth the same.</param>
[Strategy("hostile-scores", Summary = "Breaks the contract of Score.", ColdStart = ColdStartPolicy.Handled)]
public sealed class HostileScores(string how) : IPointwiseStrategy
{
    /// <inheritdoc/>
    public void Score(in SignalBlock block, RandomSource random, Span<float> scores)
    {
        switch (how)
        {
            case "nan":
                scores.Fill(float.NaN);
                break;
            case "infinite":
                scores.Fill(float.PositiveInfinity);
                break;
            case "throws":
                throw new InvalidOperationException("nothing to score");
            case "too-far":
                scores[block.Count] = 1;
                break;
            case "hangs":
                Loops.Forever();
                break;
            default:
                scores.Fill(1);
                break;
        }
    }
}
