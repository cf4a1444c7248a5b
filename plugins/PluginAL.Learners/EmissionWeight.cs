namespace PluginAL.Learners;

/// <summary>What the features of a token weigh together against the transitions.</summary>
public enum EmissionWeight
{
    /// <summary>As much as their number: naive Bayes, which takes them for independent.</summary>
    Sum,

    /// <summary>As much as the root of their number: the evidence grows with them, but slower.</summary>
    Root,

    /// <summary>As much as one: features that say the same count once.</summary>
    Mean,
}
