namespace PluginAL.MicrosoftML;

/// <summary>What the column Score of a trained Microsoft.ML model holds.</summary>
public enum ScoreKind
{
    /// <summary>A probability of each class, or numbers from 0 that are to be divided by their sum.</summary>
    Probabilities,

    /// <summary>A number of each class whose softmax is its probability; of two classes also one number whose logistic function is that of the second.</summary>
    Logits,
}
