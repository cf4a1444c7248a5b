using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>Σ wₛ · scoreₛ(x) over inner strategies s, each on a common scale.</summary>
/// <remarks>Pointwise inner strategies only. Memory: 20 bytes for each candidate.</remarks>
[Strategy("linear-combination", Summary = "The weighted sum of other strategies' scores.", ColdStart = ColdStartPolicy.Handled)]
public sealed class LinearCombination : ICompositeStrategy
{
    private readonly ScoreScale _scale;
    private readonly double[] _weights;

    /// <summary>A combination.</summary>
    /// <param name="options">What is combined, and how.</param>
    /// <exception cref="PluginALException">The lists are not lists, or not of the same length.</exception>
    public LinearCombination(CombinationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Inner = InnerList.Parse("linear-combination", options.Inner, 1);
        _weights = InnerList.Weights("linear-combination", options.Weights, Inner.Count);
        _scale = options.Scale;
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Inner { get; }

    /// <inheritdoc/>
    public IReadOnlyList<SelectedRow> Select(QueryContext context, int count) =>
        Combined.Select(context, count, Inner, _scale, 0, (sum, s, score) => sum + (_weights[s] * score));
}
