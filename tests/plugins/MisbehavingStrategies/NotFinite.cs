using PluginAL.Abstractions;

namespace MisbehavingStrategies;

/// <summary>Gives NaN to every n-th row.</summary>
[Strategy("not-finite", ColdStart = ColdStartPolicy.Handled)]
public sealed class NotFinite(int every) : IPointwiseStrategy
{
    /// <inheritdoc/>
    public void Score(in SignalBlock block, RandomSource random, Span<float> scores)
    {
        for (var i = 0; i < block.Count; i++)
        {
            scores[i] = block.Row(i) % every == 0 ? float.NaN : block.Row(i);
        }
    }
}
