using System.Collections.Immutable;
using PluginAL.Abstractions;

namespace OtherTasks;

/// <summary>Labels of rows that are near.</summary>
[Learner("near-labels", Gives = Signals.LabelProbabilities)]
public sealed class NearLabels : ILearner
{
    /// <inheritdoc/>
    public IModel Fit(TrainingSet data, FitContext context) => new Model(data, context);

    /// <inheritdoc/>
    public IModel Load(Stream stream) => new Model(new BinaryReader(stream));

    private sealed class Model : NearModel, IMultiLabelClassifier
    {
        private readonly ImmutableArray<int>[] _labels;

        public Model(TrainingSet data, FitContext context)
            : base(data.Features, context)
        {
            LabelCount = data.ClassCount;
            _labels = [.. data.Labels.Select(label => ((MultiLabel)label).Classes)];
        }

        public Model(BinaryReader reader)
            : base(reader)
        {
            LabelCount = reader.ReadInt32();
            _labels = [.. Enumerable.Range(0, Rows.Length / Width).Select(_ => Enumerable.Range(0, reader.ReadInt32()).Select(_ => reader.ReadInt32()).ToImmutableArray())];
        }

        public int LabelCount { get; }

        public void PredictLabels(in FeatureBlock rows, Span<float> probabilities)
        {
            for (var i = 0; i < rows.Count; i++)
            {
                var weights = Weights(Read(rows, i));
                var total = weights.Sum() + (2 * Prior);
                for (var label = 0; label < LabelCount; label++)
                {
                    probabilities[(i * LabelCount) + label] = (float)((weights.Where((_, l) => _labels[l].Contains(label)).Sum() + Prior) / total);
                }
            }
        }

        protected override void SaveLabels(BinaryWriter writer)
        {
            writer.Write(LabelCount);
            foreach (var labels in _labels)
            {
                writer.Write(labels.Length);
                foreach (var label in labels)
                {
                    writer.Write(label);
                }
            }
        }
    }
}
