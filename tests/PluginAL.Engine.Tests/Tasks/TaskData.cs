using PluginAL.Abstractions;
using PluginAL.Engine.Data;

namespace PluginAL.Engine.Tests.Tasks;

/// <summary>Made-up rows of any task, easy to learn from: the label follows from two features, the tokens' features, or the words.</summary>
internal sealed class TaskData : LearningData
{
    private static readonly string[] English = ["the", "old", "house", "stands", "near", "a", "blue", "river", "and", "sleeps"];
    private static readonly string[] French = ["la", "vieille", "maison", "est", "pres", "une", "bleue", "riviere", "et", "dort"];

    private readonly DenseFeatures _features = new(2);
    private readonly List<Label> _labels = [];
    private readonly List<string> _texts = [];

    public TaskData(LearningTask task, int rows = 120, ulong seed = 1)
    {
        Task = task;
        Fingerprint = $"{task} {rows} {seed}";
        Classes = task switch
        {
            LearningTask.MultiLabel => ["left", "low", "both"],
            LearningTask.Sequence => ["O", "B-X", "I-X"],
            _ => [],
        };
        var random = new RandomSource(seed, "task");
        var (tokens, offsets) = (new DenseFeatures(2), new List<long> { 0 });
        for (var row = 0; row < rows; row++)
        {
            var (x, y) = ((float)random.Uniform(row) * 4, (float)random.Uniform(row, 1) * 4);
            _features.Append([x, y]);
            var words = Enumerable.Range(0, 3 + (row % 3)).Select(k => (int)random.Below(English.Length, row, 2 + k)).ToArray();
            _texts.Add(string.Join(' ', words.Select(word => English[word])));
            var tags = Enumerable.Range(0, row % 5).Select(k => (int)random.Below(3, row, 20 + k)).ToArray();
            foreach (var (k, tag) in tags.Index())
            {
                tokens.Append([(tag == 1 ? 3 : 0) + (float)random.Uniform(row, 40 + k), (tag == 2 ? 3 : 0) + (float)random.Uniform(row, 60 + k)]);
            }

            offsets.Add(tokens.RowCount);
            var (left, low) = (x < 2, y < 2);
            _labels.Add(task switch
            {
                LearningTask.MultiLabel => new MultiLabel([.. new[] { left ? 0 : -1, low ? 1 : -1, left && low ? 2 : -1 }.Where(label => label >= 0)]),
                LearningTask.Regression => new NumberLabel(Math.Sin(x) + y),
                LearningTask.Sequence => new TagsLabel([.. tags]),
                LearningTask.QuestionAnswering => new TextLabel("The " + English[words[0]]),
                _ => new TextLabel(string.Join(' ', words.Select(word => French[word]))),
            });
        }

        Tokens = task == LearningTask.Sequence ? new ListedTokens(tokens, offsets) : null;
    }

    public override LearningTask Task { get; }

    public override string Fingerprint { get; }

    public override FeatureMatrix Features => _features;

    public override IReadOnlyList<string> Classes { get; }

    public override TokenMatrix? Tokens { get; }

    public override string Text(long row) => _texts[(int)row];

    public override Label? Truth(long row) => _labels[(int)row];

    public override string Describe(long row) => _texts[(int)row];
}
