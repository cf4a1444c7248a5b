using System.ComponentModel.DataAnnotations;

namespace PluginAL.Learners;

/// <summary>Options of <see cref="HiddenMarkovModel"/>.</summary>
public sealed record HiddenMarkovModelOptions
{
    /// <summary>Added to the count of each column of each tag (Lidstone's smoothing); what a column that was never seen weighs. Values below 1e-10 count as 1e-10.</summary>
    /// <value>0.03: the tokens of a text have tens of thousands of columns, each of which gets it.</value>
    [Range(0, 1e9)]
    public double Alpha { get; init; } = 0.03;

    /// <summary>Added to the count of each transition, start and end. Values below 1e-10 count as 1e-10.</summary>
    /// <value>0.1.</value>
    [Range(0, 1e9)]
    public double TransitionAlpha { get; init; } = 0.1;

    /// <summary>What the features of a token weigh together: they overlap (a word, its suffix, its shape), so that their plain product is the better tagger but too sure of itself.</summary>
    /// <value>Sum.</value>
    public EmissionWeight Weight { get; init; } = EmissionWeight.Sum;

    /// <summary>The number of best paths that the model gives of each sequence, for strategies that compare them.</summary>
    /// <value>5.</value>
    [Range(1, 100)]
    public int Paths { get; init; } = 5;
}
