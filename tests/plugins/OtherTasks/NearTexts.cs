using PluginAL.Abstractions;

namespace OtherTasks;

/// <summary>What was said of the texts that share most words.</summary>
[Learner("near-texts", Gives = Signals.Candidates)]
public sealed class NearTexts : ILearner
{
    /// <inheritdoc/>
    public IModel Fit(TrainingSet data, FitContext context) => new Model(data, context);

    /// <inheritdoc/>
    public IModel Load(Stream stream) => new Model(new BinaryReader(stream));

    private sealed class Model : NearModel, ITextGenerator
    {
        private readonly (string Source, string Target)[] _pairs;

        public Model(TrainingSet data, FitContext context)
            : base(data.Features, context) => _pairs = [.. data.Texts.Zip(data.Labels, (source, label) => (source, label is SpansLabel { Spans: var spans } ? spans.FirstOrDefault().Surface ?? "" : ((TextLabel)label).Text))];

        public Model(BinaryReader reader)
            : base(reader) => _pairs = [.. Enumerable.Range(0, Rows.Length / Width).Select(_ => (reader.ReadString(), reader.ReadString()))];

        public IReadOnlyList<IReadOnlyList<Candidate>> Generate(in FeatureBlock rows, ReadOnlySpan<string> texts, RandomSource random, CancellationToken cancellation)
        {
            var answers = new List<IReadOnlyList<Candidate>>();
            foreach (var text in texts)
            {
                cancellation.ThrowIfCancellationRequested();
                var words = text.Split(' ').ToHashSet();
                answers.Add([.. _pairs
                    .Select(pair => (pair.Source, pair.Target, Words: pair.Source.Split(' ')))
                    .Select(pair => (pair.Source, pair.Target, Likeness: (double)pair.Words.Count(words.Contains) / Math.Max(pair.Words.Length, words.Count)))
                    .Where(pair => pair.Likeness > 0)
                    .OrderByDescending(pair => pair.Likeness)
                    .Take(3)
                    .Select(pair => new Candidate(pair.Target, Math.Log(Math.Min(1, pair.Likeness)), Math.Max(1, pair.Target.Split(' ').Length)) { RoundTrip = pair.Source })]);
            }

            return answers;
        }

        protected override void SaveLabels(BinaryWriter writer)
        {
            foreach (var (source, target) in _pairs)
            {
                writer.Write(source);
                writer.Write(target);
            }
        }
    }
}
