using PluginAL.Abstractions;
using PluginAL.Engine.Tasks;

namespace PluginAL.Testing.Internals;

/// <summary>What a session would show a strategy of a pool: the signals that it asked for and no others, in small blocks.</summary>
internal sealed class LabContext(ConformanceSubject subject, LabPool pool, RowSet? candidates = null, ulong seed = 5, bool sparse = false, CancellationToken cancellation = default)
    : QueryContext
{
    private const int BlockRows = 7;
    private readonly Label[] _labels = [.. pool.Labels];
    private readonly Lazy<FeatureMatrix> _features = new(() => pool.Features(sparse));

    public override int Round => 1;

    public override LearningTask Task => pool.Task;

    public override IReadOnlyList<string> Classes { get; } = pool.Task switch
    {
        LearningTask.Regression or LearningTask.Translation or LearningTask.QuestionAnswering => [],
        LearningTask.Sequence => ["O", "B-X", "I-X"],
        _ => [.. Enumerable.Range(0, LabPool.ClassCount).Select(c => $"class {c}")],
    };

    public override RowSet Candidates { get; } = candidates ?? pool.Candidates;

    public override IReadOnlyList<long> LabelledRows => pool.LabelledRows;

    public override IReadOnlyList<Label> Labels => _labels;

    public override IModel? Model => pool.HasModel ? Fit(pool.LabelledRows, _labels) : null;

    public override FeatureMatrix? Features => subject.Needs.HasFlag(Signals.Features) ? _features.Value : null;

    public override RandomSource Random => new(seed, "select", Round);

    public override IPluginLog Log => LabLog.Instance;

    public override CancellationToken Cancellation => cancellation;

    /// <summary>What the labels of the context say now, to compare before and after.</summary>
    public string LabelBits => string.Join(',', _labels.Select(label => label.ToString()));

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
        for (; !rows.IsEmpty; rows = rows[Math.Min(BlockRows, rows.Length)..])
        {
            cancellation.ThrowIfCancellationRequested();
            Visit(rows[..Math.Min(BlockRows, rows.Length)], visitor);
        }
    }

    public override IModel Fit(IReadOnlyList<long> rows, IReadOnlyList<Label> labels)
    {
        cancellation.ThrowIfCancellationRequested();
        float[] features = [.. rows.SelectMany(row => pool.Values.AsSpan((int)row * LabPool.Width, LabPool.Width).ToArray())];
        return pool.Task switch
        {
            LearningTask.Classification => new LabClassifier(features, [.. labels.Select(label => ((ClassLabel)label).Class)]),
            LearningTask.MultiLabel => new LabLabeller(features, [.. labels.Cast<MultiLabel>()]),
            LearningTask.Regression => new LabRegressor(features, [.. labels.Cast<NumberLabel>()]),
            LearningTask.Sequence => new LabTagger([.. rows.SelectMany(row => pool.Answers.TokenValues[(pool.Answers.TokenOffsets[row] * LabPool.Width)..(pool.Answers.TokenOffsets[row + 1] * LabPool.Width)])],
                [.. labels.SelectMany(label => ((TagsLabel)label).Tags)]),
            _ => new LabWriter([.. rows.Select(row => pool.Answers.Texts[row])], labels),
        };
    }

    public override IReadOnlyList<SelectedRow> Select(string strategy, RowSet candidates, int count)
    {
        cancellation.ThrowIfCancellationRequested();
        var (inner, needs) = Inner(strategy);
        return inner.Select(new LabContext(needs, pool, candidates, seed, sparse, cancellation), count);
    }

    public override void Score(string strategy, ReadOnlySpan<long> rows, Span<float> scores)
    {
        var (inner, needs) = Inner(strategy);
        var pointwise = inner as IPointwiseStrategy ?? throw new InvalidOperationException($"'{strategy}' does not score rows one by one.");
        var all = new float[rows.Length];
        var at = 0;
        new LabContext(needs, pool, Candidates, seed, sparse, cancellation).ForEachBlock(rows, (in SignalBlock block) =>
        {
            pointwise.Score(block, Random, all.AsSpan(at, block.Count));
            at += block.Count;
        });
        all.CopyTo(scores);
    }

    /// <summary>Shows some rows at once, whatever the size of the blocks.</summary>
    public void Visit(ReadOnlySpan<long> rows, SignalVisitor visitor)
    {
        var answers = pool.Answers;
        var outputs = pool.Task == LearningTask.Regression ? 1 : LabPool.ClassCount;
        var says = pool.Task switch { LearningTask.Classification => pool.Members, LearningTask.MultiLabel => answers.LabelMembers, _ => answers.NumberMembers };
        var values = Copy(pool.Values, rows, LabPool.Width, true);
        var votes = Has(Signals.Members) && pool.HasModel;
        var texts = new List<string>();
        foreach (var row in rows)
        {
            texts.Add(answers.Texts[row]);
        }

        var (offsets, columns, kept) = (new List<long> { 0 }, new List<int>(), new List<float>());
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] != 0)
            {
                columns.Add(i % LabPool.Width);
                kept.Add(values[i]);
            }

            if (i % LabPool.Width == LabPool.Width - 1)
            {
                offsets.Add(kept.Count);
            }
        }

        visitor(new SignalBlock
        {
            Count = rows.Length,
            Rows = rows,
            ClassCount = votes ? outputs : Gives(Signals.Probabilities) ? LabPool.ClassCount : 0,
            Probabilities = Copy(pool.Probabilities, rows, LabPool.ClassCount, Gives(Signals.Probabilities)),
            MemberCount = votes ? LabPool.MemberCount : 0,
            Members = Copy(says, rows, LabPool.MemberCount * outputs, votes),
            EmbeddingWidth = Has(Signals.Embeddings) ? LabPool.Width : 0,
            Embeddings = Has(Signals.Embeddings) ? values : [],
            LabelCount = Gives(Signals.LabelProbabilities) ? LabPool.ClassCount : 0,
            LabelProbabilities = Copy(answers.LabelProbabilities, rows, LabPool.ClassCount, Gives(Signals.LabelProbabilities)),
            Means = Copy(answers.Means, rows, 1, Gives(Signals.MeanAndVariance)),
            Variances = Copy(answers.Variances, rows, 1, Gives(Signals.MeanAndVariance)),
            Tokens = Gives(Signals.TokenMarginals) ? Tokens(rows) : default,
            Candidates = Gives(Signals.Candidates) ? CandidatesOf(rows) : default,
            Texts = Has(Signals.Texts) ? texts.ToArray() : [],
            Features = !Has(Signals.Features) ? default
                : sparse ? FeatureBlock.Sparse(offsets.ToArray(), columns.ToArray(), kept.ToArray(), LabPool.Width)
                : FeatureBlock.Dense(values, rows.Length, LabPool.Width),
        });
    }

    /// <summary>Of some rows, so many values each; nothing where they are not wanted.</summary>
    private static T[] Copy<T>(T[] from, ReadOnlySpan<long> rows, int width, bool wanted)
    {
        var to = new T[wanted ? rows.Length * width : 0];
        for (var i = 0; wanted && i < rows.Length; i++)
        {
            from.AsSpan((int)rows[i] * width, width).CopyTo(to.AsSpan(i * width));
        }

        return to;
    }

    private TokenBlock Tokens(ReadOnlySpan<long> rows)
    {
        var answers = pool.Answers;
        var (offsets, marginals, tags) = (new List<int> { 0 }, new List<float>(), new List<int>());
        foreach (var row in rows)
        {
            var (start, end) = (answers.TokenOffsets[row], answers.TokenOffsets[row + 1]);
            marginals.AddRange(answers.Marginals[(start * LabPool.ClassCount)..(end * LabPool.ClassCount)]);
            tags.AddRange(answers.BestTags[start..end]);
            offsets.Add(offsets[^1] + end - start);
        }

        return new TokenBlock
        {
            Offsets = offsets.ToArray(),
            TagCount = LabPool.ClassCount,
            Marginals = marginals.ToArray(),
            BestTags = tags.ToArray(),
            PathCount = LabAnswers.PathCount,
            PathLogProbabilities = Copy(answers.PathLogProbabilities, rows, LabAnswers.PathCount, true),
            Entropies = Copy(answers.Entropies, rows, 1, true),
        };
    }

    private CandidateBlock CandidatesOf(ReadOnlySpan<long> rows)
    {
        var (offsets, all) = (new List<int> { 0 }, new List<Candidate>());
        foreach (var row in rows)
        {
            all.AddRange(pool.Answers.Candidates[row].OrderByDescending(candidate => candidate.LogProbability));
            offsets.Add(all.Count);
        }

        return new CandidateBlock { Offsets = offsets.ToArray(), All = all.ToArray() };
    }

    /// <summary>Whether a signal of the model is asked for and given.</summary>
    private bool Gives(Signals signal) => Has(signal) && pool.HasModel;

    private bool Has(Signals signal) => subject.Needs.HasFlag(signal);

    private (IQueryStrategy Strategy, ConformanceSubject Subject) Inner(string reference)
    {
        var parsed = Hosting.PluginReference.Parse(reference);
        var inner = parsed.Name is { } name ? subject.Inner(name) : null;
        if (inner is null || (inner.ColdStart == ColdStartPolicy.Random && !pool.HasModel))
        {
            return (StandIn.Instance, subject with { Needs = TaskSignals.Of(pool.Task) });
        }

        var options = parsed.Options.Count == 0 ? (System.Text.Json.JsonElement?)null
            : System.Text.Json.JsonSerializer.SerializeToElement(new Dictionary<string, string>(parsed.Options));
        return ((IQueryStrategy)inner.Create(options), inner);
    }
}
