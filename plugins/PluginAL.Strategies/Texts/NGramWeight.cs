namespace PluginAL.Strategies;

/// <summary>What an n-gram is worth that no labelled text has.</summary>
public enum NGramWeight
{
    /// <summary>The share of the candidates whose text has it: what is frequent is worth more.</summary>
    Frequency,

    /// <summary>1: all are worth the same.</summary>
    One,
}
