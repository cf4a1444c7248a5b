using PluginAL.Abstractions;

namespace PluginAL.Testing.Internals;

/// <summary>The rules for strategies.</summary>
internal sealed class StrategyRules(ConformanceSubject subject)
{
    private const int ThreadCount = 4;

    public static IReadOnlyList<Rule> For(ConformanceSubject subject) => new StrategyRules(subject).All();

    private List<Rule> All() =>
    [
        new("batch-sizes", "Any count from one to all candidates gives exactly as many different candidates, with finite scores.",
            "Return count rows of context.Candidates, each once; fill up when nothing seems worth it.", BatchSizes),
        new("beyond-the-contract", "Asked for none, or for more than there are, it invents no rows: it throws, or gives different candidates.",
            "Check count against context.Candidates.Count and throw ArgumentOutOfRangeException.", BeyondTheContract),
        new("one-row", "A pool with one candidate left gives it.", "Do not assume that there are two rows to compare.", OneRow),
        new("same-seed", "The same data and seed choose the same rows, with the same scores, also a second time.",
            "Draw from context.Random alone; break ties by row; do not iterate over hash sets.", SameSeed),
        new("thread-count", "On several threads at once it gives the same bits as alone.",
            "Keep no state that is shared: no static buffers, no fields that a call writes.", Threads),
        new("row-alone", "A pointwise score depends on its row alone, not on the rows in the same block.",
            "Implement IQueryStrategy where rows are compared with one another; else treat each row of the block by itself.", RowAlone),
        new("inputs-unchanged", "Nothing that it was given is changed.", "Copy what you sort or overwrite.", Purity),
        new("ties", "Equal rows get equal scores, and are chosen from all the same.", "Break ties by row number; divide by no spread that may be zero.", Ties),
        new("duplicates", "A pool in which every row is there four times is chosen from.", "Do not look for distinct rows until there are enough: there may be too few.", Duplicates),
        new("constant-features", "Constant features and classes that are all equally likely end no selection.", "Guard divisions by a variance or a norm that may be zero.", () => Choose(Pool(24, constant: true), 9)),
        new("no-labels", "Without a label it chooses, where it says that it handles the cold start.",
            "Work without context.Model, or leave ColdStart at Random: then the host draws at random.", () => Cold(Pool(30, labelled: 0))),
        new("one-class", "With labels of one class only, so without a model, it chooses, where it says that it handles the cold start.",
            "Work without context.Model, or leave ColdStart at Random: then the host draws at random.", OneClass),
        new("sparse-features", "Sparse features serve as well as dense ones.", "Look at block.Features.Layout.", Sparse),
        new("not-finite", "A row whose signals are NaN ends no selection.", "Let NaN pass into the score of its row: the host counts it and chooses others.", NotFinite),
        new("cancellation", "A cancelled selection ends within 100 ms.", "Call context.Cancellation.ThrowIfCancellationRequested() in every long loop.", Cancellation),
        new("leftovers", "No thread and no handle is left.", "Close what is opened, and start no threads that outlive the call; implement IDisposable.", Left),
    ];

    private LabPool Pool(int rowCount, int labelled = 6, Func<int, int>? copyOf = null, bool constant = false, bool oneClass = false) =>
        new(rowCount, labelled, copyOf, constant, oneClass, subject.TestedTask);

    private IQueryStrategy Create() => (IQueryStrategy)subject.Create(null);

    private IReadOnlyList<SelectedRow> Select(LabContext context, int count, IQueryStrategy? strategy = null) => [.. (strategy ?? Create()).Select(context, count)];

    private string? Choose(LabPool pool, int count, bool sparse = false)
    {
        var context = new LabContext(subject, pool, sparse: sparse);
        return Problem(context, Select(context, count), count);
    }

    private static string? Problem(LabContext context, IReadOnlyList<SelectedRow> rows, int count)
    {
        if (rows.Count != count)
        {
            return $"{rows.Count} rows where {count} of {context.Candidates.Count} were asked for.";
        }

        var seen = new HashSet<long>();
        foreach (var row in rows)
        {
            if (!context.Candidates.Contains(row.Row))
            {
                return $"row {row.Row}, which is {(row.Row >= 0 && row.Row < context.Candidates.PoolRowCount ? "labelled already" : "not in the pool")} ({count} given).";
            }

            if (!seen.Add(row.Row))
            {
                return $"row {row.Row} twice ({count} given).";
            }

            if (!double.IsFinite(row.Score) || row.Probability is not (null or (> 0 and <= 1)))
            {
                return $"row {row.Row} with the score {row.Score} and the probability {row.Probability?.ToString() ?? "none"}.";
            }
        }

        return null;
    }

    private string? BatchSizes() => new[] { 1, 2, 5, 17, 24 }.Select(count => Choose(Pool(30), count)).FirstOrDefault(found => found is not null);

    private string? BeyondTheContract()
    {
        foreach (var count in (int[])[0, 25])
        {
            var context = new LabContext(subject, Pool(30));
            IReadOnlyList<SelectedRow> rows;
            try
            {
                rows = Select(context, count);
            }
            catch (Exception)
            {
                continue;
            }

            // What the scores are worth then, nobody promised.
            var plain = rows.Select(row => new SelectedRow(row.Row, 0)).ToList();
            if (Problem(context, plain, plain.Count) is { } problem)
            {
                return $"asked for {count} of 24: {problem}";
            }
        }

        return null;
    }

    private string? OneRow() => Choose(Pool(7), 1);

    private string? SameSeed()
    {
        var pool = Pool(60);
        var strategy = Create();
        var first = Select(new LabContext(subject, pool), 8, strategy);
        var fresh = Select(new LabContext(subject, pool), 8);
        if (!first.SequenceEqual(fresh))
        {
            return $"a second one chose {Rows(fresh)} where the first chose {Rows(first)}.";
        }

        if (strategy is IStatefulStrategy)
        {
            return null;
        }

        var again = Select(new LabContext(subject, pool), 8, strategy);
        return first.SequenceEqual(again) ? null : $"asked again it chose {Rows(again)} where it had chosen {Rows(first)}; implement IStatefulStrategy if it is to remember.";
    }

    private string? Threads()
    {
        var pool = Pool(60);
        var shared = Create();
        var isPointwise = shared is IPointwiseStrategy;
        var alone = Select(new LabContext(subject, pool), 8);
        for (var attempt = 0; attempt < 5; attempt++)
        {
            var results = new IReadOnlyList<SelectedRow>[ThreadCount];
            var failures = new Exception?[ThreadCount];
            var threads = Enumerable.Range(0, ThreadCount).Select(index => new Thread(() =>
            {
                try
                {
                    // Runs of an experiment each make their own; blocks of one pool share one.
                    results[index] = Select(new LabContext(subject, pool), 8, isPointwise ? shared : null);
                }
                catch (Exception e)
                {
                    failures[index] = e;
                }
            })).ToList();
            threads.ForEach(thread => thread.Start());
            threads.ForEach(thread => thread.Join());
            if (failures.FirstOrDefault(failure => failure is not null) is { } thrown)
            {
                return $"on {ThreadCount} threads it threw {thrown.GetType().Name}: {thrown.Message.ReplaceLineEndings(" ").TrimEnd('.')}.";
            }

            if (results.FirstOrDefault(result => !result.SequenceEqual(alone)) is { } other)
            {
                return $"on {ThreadCount} threads it chose {Rows(other)} where alone it chose {Rows(alone)}.";
            }
        }

        return null;
    }

    private string? RowAlone()
    {
        if (Create() is not IPointwiseStrategy pointwise)
        {
            throw new SkipException("it chooses batches.");
        }

        var pool = Pool(30);
        var context = new LabContext(subject, pool);
        long[] rows = [.. context.Candidates.Rows()];
        var together = new float[rows.Length];
        context.Visit(rows, (in SignalBlock block) => pointwise.Score(block, context.Random, together));
        for (var i = 0; i < rows.Length; i++)
        {
            var single = new float[1];
            context.Visit(rows.AsSpan(i, 1), (in SignalBlock block) => pointwise.Score(block, context.Random, single));
            if (BitConverter.SingleToInt32Bits(single[0]) != BitConverter.SingleToInt32Bits(together[i]))
            {
                return $"row {rows[i]} scored {single[0]:R} alone and {together[i]:R} in a block of {rows.Length}.";
            }
        }

        return null;
    }

    private string? Purity()
    {
        var pool = Pool(30);
        var context = new LabContext(subject, pool);
        var (bits, labels, candidates) = (pool.Bits(), context.LabelBits, string.Join(',', context.Candidates.Rows()));
        Select(context, 5);
        return !bits.AsSpan().SequenceEqual(pool.Bits()) ? "features, probabilities or labelled rows have other values than before."
            : labels != context.LabelBits ? "the labels are others than before."
            : candidates != string.Join(',', context.Candidates.Rows()) ? "the candidates are others than before."
            : null;
    }

    private string? Ties()
    {
        var pool = Pool(24, copyOf: row => row < 6 ? row : 6);
        if (Choose(pool, 9) is { } problem)
        {
            return problem;
        }

        // Chance may tell equal rows apart by their number; a score that asks no chance may not.
        var context = new LabContext(subject, pool);
        if (Create() is not IPointwiseStrategy pointwise || subject.Needs == Signals.None)
        {
            return null;
        }

        long[] rows = [.. context.Candidates.Rows()];
        var (scores, otherwise) = (new float[rows.Length], new float[rows.Length]);
        context.Visit(rows, (in SignalBlock block) => pointwise.Score(block, context.Random, scores));
        context.Visit(rows, (in SignalBlock block) => pointwise.Score(block, new RandomSource(99, "select", 1), otherwise));
        return scores.AsSpan().SequenceEqual(otherwise) && scores.Distinct().Count() > 1
            ? $"{rows.Length} equal rows scored from {scores.Min():R} to {scores.Max():R}."
            : null;
    }

    private string? Duplicates()
    {
        var pool = Pool(46, copyOf: row => row < 6 ? row : 6 + ((row - 6) % 10));
        return Choose(pool, 10) ?? Choose(pool, 25);
    }

    private string? Cold(LabPool pool) => subject.ColdStart == ColdStartPolicy.Handled
        ? Choose(pool, 1) ?? Choose(pool, 5) ?? Choose(pool, (int)pool.Candidates.Count)
        : throw new SkipException("the host draws at random until there is a model.");

    private string? OneClass() => subject.TestedTask == LearningTask.Classification
        ? Cold(Pool(30, oneClass: true))
        : throw new SkipException($"it is tested on a pool for {subject.TestedTask}, which has no classes of which there could be one only.");

    private string? Sparse() => subject.Needs.HasFlag(Signals.Features)
        ? Choose(Pool(30), 5, sparse: true)
        : throw new SkipException("it looks at no features.");

    private string? NotFinite()
    {
        var pool = Pool(40);
        pool.Spoil(10);
        return Choose(pool, 6);
    }

    private string? Cancellation()
    {
        // A pool that is large enough for a slow strategy; a quick one is done before it can be cancelled.
        var pool = Pool(3_000, labelled: 60);
        return Deadline.Find("Select", token => Select(new LabContext(subject, pool, cancellation: token), 500));
    }

    private string? Left()
    {
        var pool = Pool(20);
        return Leftovers.Find(() => subject.Create(null), plugin => Select(new LabContext(subject, pool), 3, (IQueryStrategy)plugin));
    }

    private static string Rows(IReadOnlyList<SelectedRow> rows) =>
        string.Join(' ', rows.Select(row => FormattableString.Invariant($"{row.Row} ({row.Score:G6})")));
}
