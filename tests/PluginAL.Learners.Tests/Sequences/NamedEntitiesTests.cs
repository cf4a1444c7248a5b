using PluginAL.Abstractions;

namespace PluginAL.Learners.Tests.Sequences;

/// <summary>Emerging entities in noisy text (WNUT 2017), with usual features of tokens and nothing from outside.</summary>
public sealed class NamedEntitiesTests
{
    [DataFact("wnut17_ner/train.jsonl")]
    public void Entities_are_found()
    {
        var train = TaggedSentences.Read(DataFactAttribute.Find("wnut17_ner/train.jsonl"));
        var dev = TaggedSentences.Read(DataFactAttribute.Find("wnut17_ner/dev.jsonl"));
        var names = train.TagNames();
        var (set, tokens) = (train.Labelled(names, 1000), dev.Features());

        // A thousand of 3,394 sentences: 0.15 and 0.18 were measured without the columns that one token has; all of them, 0.23 and 0.23.
        Assert.InRange(F1(new ConditionalRandomField(new())), 0.10, 0.3);
        Assert.InRange(F1(new HiddenMarkovModel(new())), 0.10, 0.3);

        double F1(ILearner learner) => EntityScore.F1(new Tagging(learner.Fit(set, Data.Context()), tokens).Beside(dev, names));
    }

    [Fact]
    public void An_entity_counts_as_a_whole()
    {
        // conlleval: two of three right, two of three found.
        string[] truth = ["B-a", "I-a", "O", "B-b", "B-a", "O"], said = ["B-a", "I-a", "O", "I-b", "O", "I-a"];
        Assert.Equal([(0, 2, "a"), (3, 4, "b"), (4, 5, "a")], EntityScore.Entities(truth));
        Assert.Equal([(0, 2, "a"), (3, 4, "b"), (5, 6, "a")], EntityScore.Entities(said));
        Assert.Equal(2 / 3.0, EntityScore.F1([(truth, said)]), 1e-12);
    }
}
