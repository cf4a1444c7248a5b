namespace PluginAL;

/// <summary>What a model says of a record.</summary>
/// <param name="Label">The name of the likeliest class; of equally likely ones, the first.</param>
/// <param name="Probability">Its probability, in [0, 1].</param>
/// <param name="Probabilities">The probability of each class, in the order of <see cref="ActiveLearner{T}.Classes"/>; they sum to one within 1e-5.</param>
public sealed record RecordPrediction(string Label, float Probability, ReadOnlyMemory<float> Probabilities)
{
    /// <summary>The label as a value of an enum.</summary>
    /// <typeparam name="TLabel">The enum.</typeparam>
    /// <returns>The value.</returns>
    /// <exception cref="ArgumentException">The enum has no value of that name.</exception>
    public TLabel As<TLabel>()
        where TLabel : struct, Enum => Enum.Parse<TLabel>(Label);
}
