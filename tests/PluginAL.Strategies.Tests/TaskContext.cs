using PluginAL.Abstractions;

namespace PluginAL.Strategies.Tests;

/// <summary>A pool in memory of a task other than classification, read in blocks of seven rows; what is not given, the model says.</summary>
internal sealed class TaskContext(int rows, LearningTask task) : QueryContext
{
    private const int BlockRows = 7;

    public int Width { get; init; } = 1;

    /// <summary>(N, D): features and embeddings alike.</summary>
    public float[] Values { get; init; } = new float[rows];

    /// <summary>L.</summary>
    public int LabelCount { get; init; }

    /// <summary>(N, L).</summary>
    public float[] LabelProbabilities { get; init; } = [];

    public float[] Means { get; init; } = [];

    public float[] Variances { get; init; } = [];

    public int MemberCount { get; init; }

    /// <summary>(N, M, L), or (N, M) numbers.</summary>
    public float[] Members { get; init; } = [];

    public (long Row, Label Label)[] Known { get; init; } = [];

    /// <summary>Trains on features (n, D) and labels.</summary>
    public Func<float[], IReadOnlyList<Label>, IModel>? Learner { get; init; }

    public bool Sparse { get; init; }

    public ulong Seed { get; init; } = 5;

    public int Fits { get; private set; }

    public override int Round => 1;

    public override LearningTask Task => task;

    public override IReadOnlyList<string> Classes => [.. Enumerable.Range(0, LabelCount).Select(l => $"{l}")];

    public override RowSet Candidates => RowSet.AllExcept(rows, [.. Known.Select(known => known.Row).Order()]);

    public override IReadOnlyList<long> LabelledRows => Array.ConvertAll(Known, known => known.Row);

    public override IReadOnlyList<Label> Labels => Array.ConvertAll(Known, known => known.Label);

    public override IModel? Model => Known.Length == 0 ? null : Learner is null ? new Silent() : Train(LabelledRows, Labels);

    public override FeatureMatrix? Features => null;

    public override RandomSource Random => new(Seed, "select", 1);

    public override IPluginLog Log => new Silent();

    public override CancellationToken Cancellation => default;

    /// <summary>What the strategy is shown; like the engine, nothing that it did not ask for.</summary>
    public Signals Needs { get; set; } = (Signals)~0;

    public IReadOnlyList<SelectedRow> Select(string name, int count, string options = "{}")
    {
        Needs = ((StrategyAttribute)Strategy.Descriptor(name).Attribute).Needs;
        return Strategy.Create(name, options).Select(this, count);
    }

    public long[] Rows(string name, int count, string options = "{}") => [.. Select(name, count, options).Select(row => row.Row)];

    /// <summary>The score of each candidate, in row order.</summary>
    public double[] Scores(string name, string options = "{}") =>
        [.. Select(name, (int)Candidates.Count, options).OrderBy(row => row.Row).Select(row => row.Score)];

    public override IModel Fit(IReadOnlyList<long> rows, IReadOnlyList<Label> labels)
    {
        Fits++;
        return Train(rows, labels);
    }

    public override IReadOnlyList<SelectedRow> Best(IPointwiseStrategy strategy, int count)
    {
        var scored = new List<SelectedRow>();
        ForEachBlock((in SignalBlock block) =>
        {
            var scores = new float[block.Count];
            strategy.Score(block, Random, scores);
            for (var i = 0; i < scores.Length; i++)
            {
                scored.Add(new SelectedRow(block.Row(i), scores[i]));
            }
        });
        return [.. scored.Where(row => double.IsFinite(row.Score)).OrderByDescending(row => row.Score).ThenBy(row => row.Row).Take(count)];
    }

    public override void ForEachBlock(SignalVisitor visitor) => ForEachBlock([.. Candidates.Rows()], visitor);

    public override void ForEachBlock(ReadOnlySpan<long> rows, SignalVisitor visitor)
    {
        for (var first = 0; first < rows.Length; first += BlockRows)
        {
            Visit(rows.Slice(first, Math.Min(BlockRows, rows.Length - first)), visitor);
        }
    }

    private static float[] Part(float[] values, long[] rows, int width) =>
        values.Length == 0 ? [] : [.. rows.SelectMany(row => values.AsSpan((int)row * width, width).ToArray())];

    private IModel Train(IReadOnlyList<long> rows, IReadOnlyList<Label> labels) =>
        Learner?.Invoke(Part(Values, [.. rows], Width), labels) ?? throw new NotSupportedException();

    private void Visit(ReadOnlySpan<long> visited, SignalVisitor visitor)
    {
        var at = visited.ToArray();
        var features = Part(Values, at, Width);
        var (probabilities, means, variances) = (Part(LabelProbabilities, at, LabelCount), Part(Means, at, 1), Part(Variances, at, 1));
        var dense = FeatureBlock.Dense(features, at.Length, Width);
        if (Learner is not null && Model is IMultiLabelClassifier labels && probabilities.Length == 0)
        {
            labels.PredictLabels(dense, probabilities = new float[at.Length * LabelCount]);
        }

        if (Learner is not null && Model is IRegressor numbers && means.Length == 0)
        {
            (means, variances) = (new float[at.Length], new float[at.Length]);
            numbers.PredictNumbers(dense, means, variances);
        }

        var outputs = task == LearningTask.Regression ? 1 : LabelCount;
        visitor(new SignalBlock
        {
            Count = at.Length,
            Rows = at,
            LabelCount = Needs.HasFlag(Signals.LabelProbabilities) ? LabelCount : 0,
            LabelProbabilities = Needs.HasFlag(Signals.LabelProbabilities) ? probabilities : [],
            Means = Needs.HasFlag(Signals.MeanAndVariance) ? means : [],
            Variances = Needs.HasFlag(Signals.MeanAndVariance) ? variances : [],
            ClassCount = Needs.HasFlag(Signals.Members) ? outputs : 0,
            MemberCount = Needs.HasFlag(Signals.Members) ? MemberCount : 0,
            Members = Needs.HasFlag(Signals.Members) ? Part(Members, at, MemberCount * outputs) : [],
            EmbeddingWidth = Needs.HasFlag(Signals.Embeddings) ? Width : 0,
            Embeddings = Needs.HasFlag(Signals.Embeddings) ? features : [],
            Features = !Needs.HasFlag(Signals.Features) ? default : Sparse ? AsSparse(features) : dense,
        });
    }

    private FeatureBlock AsSparse(float[] features)
    {
        var (offsets, columns, values) = (new List<long> { 0 }, new List<int>(), new List<float>());
        for (var i = 0; i < features.Length; i++)
        {
            if (features[i] != 0)
            {
                columns.Add(i % Width);
                values.Add(features[i]);
            }

            if (i % Width == Width - 1)
            {
                offsets.Add(values.Count);
            }
        }

        return FeatureBlock.Sparse(offsets.ToArray(), columns.ToArray(), values.ToArray(), Width);
    }

    /// <summary>Says nothing: neither a log nor a model that is asked.</summary>
    private sealed class Silent : IPluginLog, IModel
    {
        public int Width => 0;

        public void Information(string message)
        {
        }

        public void Warning(string message)
        {
        }

        public void Save(Stream stream) => throw new NotSupportedException();
    }
}
