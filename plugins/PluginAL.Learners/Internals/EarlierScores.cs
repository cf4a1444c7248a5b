namespace PluginAL.Learners.Internals;

/// <summary>Maps the outputs of an earlier model to the scores of a new problem.</summary>
internal sealed class EarlierScores
{
    private readonly int[] _from;
    private readonly bool _difference;

    private EarlierScores(LinearWeights model, int[] from, bool difference)
    {
        Model = model;
        _from = from;
        _difference = difference;
        Scores = new float[difference ? 1 : from.Length];
    }

    /// <summary>The earlier model.</summary>
    public LinearWeights Model { get; }

    /// <summary>K scores, as read last.</summary>
    public float[] Scores { get; }

    /// <summary>The scores of classes; null where the earlier model has fewer than two.</summary>
    /// <param name="previous">The earlier model.</param>
    /// <param name="present">The classes of the new problem, ascending; two have one score, the difference.</param>
    public static EarlierScores? OfClasses(LinearClassifier? previous, int[] present)
    {
        if (previous is null || previous.PresentClasses.Length < 2)
        {
            return null;
        }

        var from = new int[present.Length];
        for (var k = 0; k < present.Length; k++)
        {
            from[k] = previous.PresentClasses.BinarySearch(present[k]);
        }

        return new EarlierScores(previous.Linear, from, present.Length == 2);
    }

    /// <summary>The one score of a label.</summary>
    public static EarlierScores OfLabel(LinearLabelClassifier previous, int label) => new(previous.Linear, [label], false);

    /// <summary>Fills <see cref="Scores"/> from one row of weights: differences for two classes, centred for more, a label's own.</summary>
    public void Read(ReadOnlySpan<float> weights)
    {
        if (weights.IsEmpty)
        {
            Array.Clear(Scores);
            return;
        }

        if (_difference)
        {
            Scores[0] = (_from[1] >= 0 ? weights[_from[1]] : 0) - (_from[0] >= 0 ? weights[_from[0]] : 0);
            return;
        }

        if (_from.Length == 1)
        {
            Scores[0] = weights[_from[0]];
            return;
        }

        // A class that is new starts at the mean of the others, which is zero.
        float sum = 0;
        var known = 0;
        foreach (var k in _from)
        {
            sum += k >= 0 ? weights[k] : 0;
            known += k >= 0 ? 1 : 0;
        }

        var mean = known == 0 ? 0 : sum / known;
        for (var k = 0; k < _from.Length; k++)
        {
            Scores[k] = _from[k] >= 0 ? weights[_from[k]] - mean : 0;
        }
    }
}
