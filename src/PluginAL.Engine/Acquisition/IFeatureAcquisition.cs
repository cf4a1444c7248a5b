namespace PluginAL.Engine.Acquisition;

/// <summary>Says which missing values are worth being acquired, where it is not labels that cost but features: a laboratory test, a measurement, a question.</summary>
public interface IFeatureAcquisition
{
    /// <summary>Chooses missing values.</summary>
    /// <param name="context">The rows, the model, the costs.</param>
    /// <param name="count">How many, at least 1.</param>
    /// <returns>At most <paramref name="count"/> different missing values, best first; fewer where there are no more.</returns>
    IReadOnlyList<FeatureQuery> Select(AcquisitionContext context, int count);
}
