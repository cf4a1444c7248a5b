using PluginAL.Abstractions;

namespace PluginAL.Strategies.Tests;

/// <summary>A pool in memory, read in blocks of seven rows; what is not given is absent. The learner is a Parzen window.</summary>
internal sealed class FakeQueryContext(int rows) : QueryContext
{
    private const int BlockRows = 7;

    public int Width { get; init; }

    /// <summary>(N, D): features and embeddings alike.</summary>
    public float[] Values { get; init; } = [];

    public int ClassCount { get; init; } = 2;

    /// <summary>(N, C); empty: what the model says.</summary>
    public float[] Probabilities { get; init; } = [];

    public int MemberCount { get; init; }

    /// <summary>(N, M, C).</summary>
    public float[] Members { get; init; } = [];

    public (long Row, int Class)[] Known { get; init; } = [];

    /// <summary>The unit in which the Parzen window measures.</summary>
    public double Unit { get; init; } = 1;

    /// <summary>What the Parzen window starts from for each class.</summary>
    public double Prior { get; init; } = 1e-3;

    public ulong Seed { get; init; } = 5;

    /// <summary>The model, where it is not the Parzen window.</summary>
    public IModel? Learned { get; init; }

    public bool Sparse { get; init; }

    public Dictionary<long, double> Costs { get; init; } = [];

    public List<string> Messages { get; } = [];

    public override int Round => 1;

    public override LearningTask Task => LearningTask.Classification;

    public override IReadOnlyList<string> Classes => [.. Enumerable.Range(0, ClassCount).Select(c => $"{c}")];

    public override RowSet Candidates => RowSet.AllExcept(rows, [.. Known.Select(known => known.Row).Order()]);

    public override IReadOnlyList<long> LabelledRows => Array.ConvertAll(Known, known => known.Row);

    public override IReadOnlyList<Label> Labels => Array.ConvertAll(Known, known => (Label)new ClassLabel(known.Class));

    public override IModel? Model => Learned ?? (Known.Select(known => known.Class).Distinct().Count() < 2 ? null : Fit(LabelledRows, Labels));

    public override FeatureMatrix? Features
    {
        get
        {
            var features = new DenseFeatures(Math.Max(1, Width));
            features.Append(Values);
            return features;
        }
    }

    public override RandomSource Random => new(Seed, "select", 1);

    public override IPluginLog Log => new MessageLog(Messages);

    public override double Cost(long row) => Costs.GetValueOrDefault(row, 1);

    public override CancellationToken Cancellation => default;

    /// <summary>What the strategy is shown; like the engine, nothing that it did not ask for.</summary>
    public Signals Needs { get; set; } = (Signals)~0;

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
        return [.. scored.Where(row => double.IsFinite(row.Score)).OrderByDescending(selected => selected.Score).ThenBy(selected => selected.Row).Take(count)];
    }

    public override void ForEachBlock(SignalVisitor visitor) => ForEachBlock([.. Candidates.Rows()], visitor);

    public override void ForEachBlock(ReadOnlySpan<long> rows, SignalVisitor visitor)
    {
        for (var first = 0; first < rows.Length; first += BlockRows)
        {
            Visit(rows.Slice(first, Math.Min(BlockRows, rows.Length - first)), visitor);
        }
    }

    public override IModel Fit(IReadOnlyList<long> rows, IReadOnlyList<Label> labels) => new ParzenWindow(
        [.. rows.SelectMany(row => Values.AsSpan((int)row * Width, Width).ToArray())],
        [.. labels.Select(label => ((ClassLabel)label).Class)],
        ClassCount,
        Width,
        Prior,
        Unit);

    public override IReadOnlyList<SelectedRow> Select(string strategy, RowSet candidates, int count)
    {
        var inner = new FakeQueryContext(rows)
        {
            Width = Width, Values = Values, ClassCount = ClassCount, Probabilities = Probabilities, MemberCount = MemberCount, Members = Members, Seed = Seed, Unit = Unit,
            Known = [.. Known, .. Candidates.Rows().Where(row => !candidates.Contains(row)).Select(row => (row, 0))],
        };
        var cold = ((StrategyAttribute)Strategy.Descriptor(strategy).Attribute).ColdStart == ColdStartPolicy.Random && Model is null;
        return Strategy.Select(inner, cold ? "random" : strategy, count);
    }

    public override void Score(string strategy, ReadOnlySpan<long> rows, Span<float> scores)
    {
        var cold = ((StrategyAttribute)Strategy.Descriptor(strategy).Attribute).ColdStart == ColdStartPolicy.Random && Model is null;
        var pointwise = (IPointwiseStrategy)Strategy.Create(cold ? "random" : strategy);
        var (all, needs) = (new List<float>(), Needs);
        Needs = ((StrategyAttribute)Strategy.Descriptor(strategy).Attribute).Needs;
        ForEachBlock(rows, (in SignalBlock block) =>
        {
            var part = new float[block.Count];
            pointwise.Score(block, Random, part);
            all.AddRange(part);
        });
        Needs = needs;
        all.ToArray().CopyTo(scores);
    }

    private void Visit(ReadOnlySpan<long> visited, SignalVisitor visitor)
    {
        var model = Model as IClassifier;
        var says = Probabilities.Length > 0 || model is not null;
        var (features, probabilities, members) = (new float[visited.Length * Width], new float[says ? visited.Length * ClassCount : 0], new List<float>());
        for (var i = 0; i < visited.Length; i++)
        {
            Values.AsSpan((int)visited[i] * Width, Width).CopyTo(features.AsSpan(i * Width));
            if (Probabilities.Length > 0)
            {
                Probabilities.AsSpan((int)visited[i] * ClassCount, ClassCount).CopyTo(probabilities.AsSpan(i * ClassCount));
            }

            members.AddRange(Members.AsSpan((int)visited[i] * MemberCount * ClassCount, MemberCount * ClassCount));
        }

        var block = Width == 0 ? default : Sparse ? AsSparse(features) : FeatureBlock.Dense(features, visited.Length, Width);
        if (Probabilities.Length == 0)
        {
            model?.PredictProbabilities(FeatureBlock.Dense(features, visited.Length, Width), probabilities);
        }

        var other = new FakeSignals(visited, probabilities, ClassCount);
        visitor(new SignalBlock
        {
            Count = visited.Length,
            Rows = visited,
            ClassCount = says || MemberCount > 0 ? ClassCount : 0,
            Probabilities = Needs.HasFlag(Signals.Probabilities) ? probabilities : [],
            MemberCount = Needs.HasFlag(Signals.Members) ? MemberCount : 0,
            Members = Needs.HasFlag(Signals.Members) ? members.ToArray() : [],
            EmbeddingWidth = Needs.HasFlag(Signals.Embeddings) ? Width : 0,
            Embeddings = Needs.HasFlag(Signals.Embeddings) ? features : [],
            Features = Needs.HasFlag(Signals.Features) ? block : default,
            Tokens = Needs.HasFlag(Signals.TokenMarginals) ? other.Tokens : default,
            Candidates = Needs.HasFlag(Signals.Candidates) ? other.Candidates : default,
            Texts = Needs.HasFlag(Signals.Texts) ? other.Texts : [],
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

    private sealed class MessageLog(List<string> messages) : IPluginLog
    {
        public void Information(string message) => messages.Add(message);

        public void Warning(string message) => messages.Add(message);
    }
}
