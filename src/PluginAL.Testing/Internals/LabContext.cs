using PluginAL.Abstractions;

namespace PluginAL.Testing.Internals;

/// <summary>What a session would show a strategy of a pool: the signals that it asked for and no others, in small blocks.</summary>
internal sealed class LabContext(ConformanceSubject subject, LabPool pool, RowSet? candidates = null, ulong seed = 5, bool sparse = false, CancellationToken cancellation = default)
    : QueryContext
{
    private const int BlockRows = 7;
    private readonly Label[] _labels = [.. pool.Classes.Select(c => new ClassLabel(c))];
    private readonly Lazy<FeatureMatrix> _features = new(() => pool.Features(sparse));

    public override int Round => 1;

    public override LearningTask Task => LearningTask.Classification;

    public override IReadOnlyList<string> Classes { get; } = [.. Enumerable.Range(0, LabPool.ClassCount).Select(c => $"class {c}")];

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
        return new LabModel([.. rows.SelectMany(row => pool.Values.AsSpan((int)row * LabPool.Width, LabPool.Width).ToArray())], [.. labels.Select(label => ((ClassLabel)label).Class)]);
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
        var values = new float[rows.Length * LabPool.Width];
        var probabilities = new float[rows.Length * LabPool.ClassCount];
        var members = new float[rows.Length * LabPool.MemberCount * LabPool.ClassCount];
        for (var i = 0; i < rows.Length; i++)
        {
            Copy(pool.Values, rows[i], LabPool.Width, values, i);
            Copy(pool.Probabilities, rows[i], LabPool.ClassCount, probabilities, i);
            Copy(pool.Members, rows[i], LabPool.MemberCount * LabPool.ClassCount, members, i);
        }

        var says = Has(Signals.Probabilities) && pool.HasModel;
        var votes = Has(Signals.Members) && pool.HasModel;
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
            ClassCount = says || votes ? LabPool.ClassCount : 0,
            Probabilities = says ? probabilities : [],
            MemberCount = votes ? LabPool.MemberCount : 0,
            Members = votes ? members : [],
            EmbeddingWidth = Has(Signals.Embeddings) ? LabPool.Width : 0,
            Embeddings = Has(Signals.Embeddings) ? values : [],
            Features = !Has(Signals.Features) ? default
                : sparse ? FeatureBlock.Sparse(offsets.ToArray(), columns.ToArray(), kept.ToArray(), LabPool.Width)
                : FeatureBlock.Dense(values, rows.Length, LabPool.Width),
        });
    }

    private static void Copy(float[] from, long row, int width, float[] to, int at) => from.AsSpan((int)row * width, width).CopyTo(to.AsSpan(at * width));

    private bool Has(Signals signal) => subject.Needs.HasFlag(signal);

    private (IQueryStrategy Strategy, ConformanceSubject Subject) Inner(string reference)
    {
        var parsed = Hosting.PluginReference.Parse(reference);
        var inner = parsed.Name is { } name ? subject.Inner(name) : null;
        if (inner is null || (inner.ColdStart == ColdStartPolicy.Random && !pool.HasModel))
        {
            return (StandIn.Instance, subject with { Needs = Signals.Probabilities });
        }

        var options = parsed.Options.Count == 0 ? (System.Text.Json.JsonElement?)null
            : System.Text.Json.JsonSerializer.SerializeToElement(new Dictionary<string, string>(parsed.Options));
        return ((IQueryStrategy)inner.Create(options), inner);
    }
}
