namespace PluginAL.Engine.Annotators;

/// <summary>The class of the greatest weight among the labels of a row.</summary>
/// <param name="Class">The class; of several with the same weight the lowest.</param>
/// <param name="Weight">Its weight: the number of votes where all annotators weigh 1.</param>
/// <param name="Share">Its share of the weight of all labels of the row, in (0, 1].</param>
/// <param name="Tied">All classes with that weight, ascending: more than one, and the vote decided nothing.</param>
public sealed record MajorityVote(int Class, double Weight, double Share, IReadOnlyList<int> Tied)
{
    /// <summary>Whether several classes have the greatest weight.</summary>
    public bool IsTie => Tied.Count > 1;

    /// <summary>Counts votes.</summary>
    /// <param name="labels">The labels of a row, at least one.</param>
    /// <param name="classCount">The number of classes C.</param>
    /// <param name="weights">The weight of each annotator, at least 0; empty: 1 each.</param>
    /// <returns>The vote.</returns>
    /// <exception cref="ArgumentException">There is no label, or a weight is negative or missing.</exception>
    public static MajorityVote Of(IReadOnlyList<AnnotatorLabel> labels, int classCount, ReadOnlySpan<double> weights = default)
    {
        ArgumentNullException.ThrowIfNull(labels);
        if (labels.Count == 0)
        {
            throw new ArgumentException("A vote needs a label.", nameof(labels));
        }

        var votes = new double[classCount];
        foreach (var (annotator, @class) in labels)
        {
            var weight = weights.IsEmpty ? 1 : annotator < weights.Length ? weights[annotator] : double.NaN;
            votes[@class] += weight >= 0 ? weight : throw new ArgumentException($"Annotator {annotator} has the weight {weight}; give each a number of at least 0.", nameof(weights));
        }

        var (most, all) = (votes.Max(), votes.Sum());
        int[] tied = [.. Enumerable.Range(0, classCount).Where(c => votes[c] == most)];
        return new MajorityVote(tied[0], most, all > 0 ? most / all : 1.0 / classCount, tied);
    }
}
