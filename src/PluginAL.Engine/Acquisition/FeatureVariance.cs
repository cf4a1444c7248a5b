namespace PluginAL.Engine.Acquisition;

/// <summary>
/// How uncertain a missing value is, given those that are there, in variances of its column, for each unit of its cost: what cannot be filled in from the rest. Looks at no model, so it
/// serves at the start.
/// </summary>
public sealed class FeatureVariance : IFeatureAcquisition
{
    /// <inheritdoc/>
    public IReadOnlyList<FeatureQuery> Select(AcquisitionContext context, int count)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Best(count, (_, row, scores) =>
        {
            for (var i = 0; i < scores.Length; i++)
            {
                scores[i] = row.Variance(i) / context.Imputer.Covariance[(row.Missing[i] * row.Values.Count) + row.Missing[i]];
            }
        });
    }
}
