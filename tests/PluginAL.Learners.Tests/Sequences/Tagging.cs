using PluginAL.Abstractions;

namespace PluginAL.Learners.Tests.Sequences;

/// <summary>What a tagger says of all sequences of a matrix, in arrays.</summary>
internal sealed class Tagging
{
    public Tagging(IModel model, TokenMatrix tokens)
    {
        var tagger = (ISequenceTagger)model;
        Offsets = [.. Enumerable.Range(0, (int)tokens.SequenceCount + 1).Select(i => (int)tokens.Offset(i))];
        var count = (int)tokens.SequenceCount;
        Marginals = new float[Offsets[^1] * tagger.TagCount];
        BestTags = new int[Offsets[^1]];
        Paths = new double[count * tagger.PathCount];
        Entropies = new double[count];
        var block = Offsets[^1] == 0 ? FeatureBlock.Dense([], 0, tagger.Width) : tokens.Features.Block(0, Offsets[^1]);
        tagger.PredictTokens(new TokenRows { Tokens = block, Offsets = Offsets }, new TokenTarget
        {
            Marginals = Marginals, BestTags = BestTags, PathLogProbabilities = Paths, Entropies = Entropies,
        });
    }

    public int[] Offsets { get; }

    public float[] Marginals { get; }

    public int[] BestTags { get; }

    public double[] Paths { get; }

    public double[] Entropies { get; }

    public IEnumerable<(string[] True, string[] Predicted)> Beside(TaggedSentences truth, string[] names) => Enumerable.Range(0, Offsets.Length - 1)
        .Select(i => (truth.Tags(i), Array.ConvertAll(BestTags[Offsets[i]..Offsets[i + 1]], tag => names[tag])));
}
