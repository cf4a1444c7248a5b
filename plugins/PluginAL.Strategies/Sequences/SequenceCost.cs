namespace PluginAL.Strategies;

/// <summary>What the score of a sequence is for.</summary>
public enum SequenceCost
{
    /// <summary>The sequence: each costs the same to label.</summary>
    Sequence,

    /// <summary>A token: labelling costs as much as there are tokens, and some more for each sequence.</summary>
    Token,
}
