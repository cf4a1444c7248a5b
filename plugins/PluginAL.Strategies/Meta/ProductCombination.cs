using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>Π scoreₛ(x)^wₛ over inner strategies s, each on a common scale: a row must be worth something to every one of them.</summary>
/// <remarks>
/// Pointwise inner strategies only. Where scores are taken as they are (<see cref="ScoreScale.None"/>), a negative one counts as 0.
/// Memory: 20 bytes for each candidate.
/// </remarks>
[Strategy("product-combination", Summary = "The weighted product of other strategies' scores.", ColdStart = ColdStartPolicy.Handled)]
public sealed class ProductCombination : ICompositeStrategy
{
    private readonly ScoreScale _scale;
    private readonly double[] _weights;

    /// <summary>A combination.</summary>
    /// <param name="options">What is combined, and how.</param>
    /// <exception cref="PluginALException">The lists are not lists, or not of the same length.</exception>
    public ProductCombination(CombinationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Inner = InnerList.Parse("product-combination", options.Inner, 1);
        _weights = InnerList.Weights("product-combination", options.Weights, Inner.Count);
        _scale = options.Scale;
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Inner { get; }

    /// <inheritdoc/>
    public IReadOnlyList<SelectedRow> Select(QueryContext context, int count) =>
        Combined.Select(context, count, Inner, _scale, 1, (product, s, score) => product * (_weights[s] == 1 ? Math.Max(score, 0) : Math.Pow(Math.Max(score, 0), _weights[s])));
}
