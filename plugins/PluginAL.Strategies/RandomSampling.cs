using System.Numerics;
using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>
/// Simple random sampling without replacement: the baseline that every other strategy has to beat. A row's score is a draw
/// that is a function of seed, purpose, round and row, so it depends on no other row, on no thread and on no platform.
/// </summary>
/// <remarks>
/// The score is 1/u, with u uniform in (0, 1]. A float keeps 24 binary digits of a number however great it is, so the
/// highest scores of a large pool stay apart, where uniform scores would crowd below one and ties would favour low rows.
/// </remarks>
[Strategy("random", Summary = "Draws rows at random, each with the same chance.", Needs = Signals.None, ColdStart = ColdStartPolicy.Handled)]
public sealed class RandomSampling : IPointwiseStrategy
{
    /// <inheritdoc/>
    public void Score(in SignalBlock block, RandomSource random, Span<float> scores)
    {
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] = Reciprocal(random.Bits(block.Row(i)));
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<SelectedRow> Select(QueryContext context, int count)
    {
        // Every candidate that is left has the same chance, which is what corrects an estimate for the sampling later.
        var best = context.Best(this, count);
        var rows = new SelectedRow[best.Count];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = best[i] with { Probability = 1.0 / (context.Candidates.Count - i) };
        }

        return rows;
    }

    /// <summary>
    /// 2⁶⁴ / bits: only integer steps, exact conversions, one division and one rounding, each defined to the last bit.
    /// </summary>
    internal static float Reciprocal(ulong bits)
    {
        bits |= bits == 0 ? 1UL : 0;
        var shift = BitOperations.LeadingZeroCount(bits);
        double leading = (long)((bits << shift) >> 11);
        var numerator = BitConverter.UInt64BitsToDouble((ulong)(1023 + 53 + shift) << 52);
        return (float)(numerator / leading);
    }
}
