namespace PluginAL.Encoding.Records;

/// <summary>The pass in which an adapter learns from records. Not safe for several threads: give each a pass of its own and merge.</summary>
/// <typeparam name="T">The record type.</typeparam>
public interface IFeatureFit<T>
{
    /// <summary>Takes one record into account.</summary>
    /// <param name="record">The record.</param>
    void Observe(in T record);

    /// <summary>Takes into account what another pass saw, as if its records had come after this one's.</summary>
    /// <param name="later">A pass of the same adapter.</param>
    void Merge(IFeatureFit<T> later);

    /// <summary>Ends the pass.</summary>
    /// <returns>What was learned.</returns>
    FeatureState Complete();
}
