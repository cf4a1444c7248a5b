namespace PluginAL.Engine.Acquisition;

/// <summary>Missing values at random, whatever they cost: the baseline.</summary>
public sealed class FeatureRandom : IFeatureAcquisition
{
    /// <inheritdoc/>
    public IReadOnlyList<FeatureQuery> Select(AcquisitionContext context, int count)
    {
        ArgumentNullException.ThrowIfNull(context);
        return (context with { Costs = [] }).Best(count, (number, row, scores) =>
        {
            for (var i = 0; i < scores.Length; i++)
            {
                scores[i] = context.Random.Uniform(number, row.Missing[i]);
            }
        });
    }
}
