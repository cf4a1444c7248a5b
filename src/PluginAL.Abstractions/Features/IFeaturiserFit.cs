namespace PluginAL.Abstractions;

/// <summary>The pass in which a featuriser learns from the data.</summary>
public interface IFeaturiserFit
{
    /// <summary>Takes one record into account.</summary>
    /// <param name="record">The record; valid during the call only.</param>
    void Observe(FieldValues record);

    /// <summary>Ends the pass.</summary>
    /// <returns>The encoder that was learned.</returns>
    IFeatureEncoder Complete();
}
