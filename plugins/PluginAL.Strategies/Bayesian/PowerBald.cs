using PluginAL.Abstractions;
using PluginAL.Scoring;

namespace PluginAL.Strategies;

/// <summary>
/// PowerBALD: draws without replacement with chances proportional to BALD^β, by the β ln BALD plus a Gumbel variate that are highest (Kirsch,
/// Farquhar, Atighehchian, Jesson, Branchaud-Charron and Gal 2023, "Stochastic batch acquisition: a simple baseline for deep active learning").
/// </summary>
/// <remarks>
/// A row's score depends on that row and its own random number alone, so this strategy scores pools of any size, on any number of machines.
/// Batch: randomness keeps near-duplicates from filling it, though a duplicate may come. BALD of 0 counts as 10⁻³⁰. In a cold start there is no
/// committee: the session draws at random. O(M · C) for each row. For other measures and schemes: <see cref="StochasticBatch"/>.
/// </remarks>
/// <param name="options">The exponent.</param>
[Strategy("power-bald", Summary = "Draws rows with chances proportional to a power of BALD.", Needs = Signals.Members, ClassesOnly = true)]
public sealed class PowerBald(PowerBaldOptions options) : IPointwiseStrategy
{
    /// <inheritdoc/>
    public void Score(in SignalBlock block, RandomSource random, Span<float> scores)
    {
        Scoring.Committee.Score(CommitteeMeasure.MutualInformation, block.Members, block.MemberCount, block.ClassCount, scores);
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] = (float)(StochasticBatch.LogWeight(StochasticScheme.Power, scores[i], options.Beta) + StochasticBatch.Gumbel(random, block.Row(i)));
        }
    }
}
