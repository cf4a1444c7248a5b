using PluginAL.Abstractions;

namespace OtherTasks;

/// <summary>Tags of tokens that are near; the tokens of a sequence know nothing of one another.</summary>
[Learner("near-tags", Gives = Signals.TokenMarginals)]
public sealed class NearTags : ILearner
{
    /// <inheritdoc/>
    public IModel Fit(TrainingSet data, FitContext context) => new Model(data, context);

    /// <inheritdoc/>
    public IModel Load(Stream stream) => new Model(new BinaryReader(stream));

    private sealed class Model : NearModel, ISequenceTagger
    {
        private readonly int[] _tags;

        public Model(TrainingSet data, FitContext context)
            : base(data.Tokens!.Features, context)
        {
            TagCount = data.ClassCount;
            _tags = [.. data.Labels.SelectMany(label => ((TagsLabel)label).Tags)];
        }

        public Model(BinaryReader reader)
            : base(reader)
        {
            TagCount = reader.ReadInt32();
            _tags = [.. Enumerable.Range(0, Rows.Length / Width).Select(_ => reader.ReadInt32())];
        }

        public int TagCount { get; }

        public int PathCount => 1;

        public void PredictTokens(in TokenRows rows, in TokenTarget target)
        {
            for (var i = 0; i < rows.Count; i++)
            {
                var (best, entropy) = (0.0, 0.0);
                for (var token = rows.Offsets[i]; token < rows.Offsets[i + 1]; token++)
                {
                    var weights = Weights(Read(rows.Tokens, token));
                    var total = weights.Sum() + (TagCount * Prior);
                    var says = target.Marginals.Slice(token * TagCount, TagCount);
                    var most = 0;
                    for (var tag = 0; tag < TagCount; tag++)
                    {
                        says[tag] = (float)((weights.Where((_, l) => _tags[l] == tag).Sum() + Prior) / total);
                        most = says[tag] > says[most] ? tag : most;
                        entropy -= says[tag] * Math.Log(says[tag]);
                    }

                    target.BestTags[token] = most;
                    best += Math.Log(says[most]);
                }

                (target.PathLogProbabilities[i], target.Entropies[i]) = (best, entropy);
            }
        }

        protected override void SaveLabels(BinaryWriter writer)
        {
            writer.Write(TagCount);
            Array.ForEach(_tags, writer.Write);
        }
    }
}
