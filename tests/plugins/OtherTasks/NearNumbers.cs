using PluginAL.Abstractions;

namespace OtherTasks;

/// <summary>The mean of numbers that are near, less certain the less there is.</summary>
[Learner("near-numbers", Gives = Signals.MeanAndVariance)]
public sealed class NearNumbers : ILearner
{
    /// <inheritdoc/>
    public IModel Fit(TrainingSet data, FitContext context) => new Model(data, context);

    /// <inheritdoc/>
    public IModel Load(Stream stream) => new Model(new BinaryReader(stream));

    private sealed class Model : NearModel, IRegressor
    {
        private readonly double[] _numbers;

        public Model(TrainingSet data, FitContext context)
            : base(data.Features, context) => _numbers = [.. data.Labels.Select(label => ((NumberLabel)label).Value)];

        public Model(BinaryReader reader)
            : base(reader) => _numbers = [.. Enumerable.Range(0, Rows.Length / Width).Select(_ => reader.ReadDouble())];

        public void PredictNumbers(in FeatureBlock rows, Span<float> means, Span<float> variances)
        {
            var mean = _numbers.Average();
            for (var i = 0; i < rows.Count; i++)
            {
                var weights = Weights(Read(rows, i));
                var total = weights.Sum() + Prior;
                means[i] = (float)((weights.Zip(_numbers, (weight, number) => weight * number).Sum() + (Prior * mean)) / total);
                variances[i] = (float)(0.01 + (Prior / total));
            }
        }

        protected override void SaveLabels(BinaryWriter writer) => Array.ForEach(_numbers, writer.Write);
    }
}
