using PluginAL.Abstractions;

namespace PluginAL.Testing.Internals;

/// <summary>The rules for stream strategies and budget managers.</summary>
internal sealed class StreamRules(ConformanceSubject subject)
{
    private const int Rows = 60;
    private const int Restart = 25;

    public static IReadOnlyList<Rule> For(ConformanceSubject subject) => new StreamRules(subject).All();

    private List<Rule> All() =>
    [
        new("same-seed", "The same rows and seed give the same outcome, also of another instance.", "Draw from context.Random alone, keyed by the row's number.",
            () => Compare(Run(), Run(), "another instance")),
        new("state", "A state that was saved and restored goes on as if nothing had been, and is read to its end.", "Write all that the next row depends on, and read the same.", State),
        new("constant", "Rows that are all alike end no stream.", "Guard divisions by a spread that may be zero.", () => Compare(Run(constant: true), Run(constant: true), "another instance")),
        .. subject.Kind == PluginKind.StreamStrategy
            ? (Rule[])[
                new("blocks", "Rows one by one score as they do in one block.", "Take notice of rows in their order, each once.", () => Compare(Run(), Run(block: 1), "rows one by one")),
                new("inputs-unchanged", "Nothing that it was given is changed.", "Copy what you sort or overwrite.", Purity),
            ]
            : [
                new("not-to-be-asked", "A row whose utility is NaN is not asked for.", "Return default for NaN before anything else is decided.", NotAsked),
                new("budget", "In the long run no greater share than the budget is asked for, but for a tenth of it.", "Count rows and labels, and stop asking while too many were.", Budget),
            ],
        new("leftovers", "No thread and no handle is left.", "Close what is opened; implement IDisposable.", () => Leftovers.Find(() => subject.Create(null), plugin => Run(plugin))),
    ];

    /// <summary>Utilities of rows, or decisions as 0 and 1 with their chances.</summary>
    private double[] Run(object? plugin = null, int block = Rows, bool constant = false, int restart = -1)
    {
        plugin ??= subject.Create(null);
        var outcome = new List<double>();
        var pool = new LabPool(Rows, constant: constant);
        for (var first = 0; first < Rows; first += block)
        {
            if (first == restart)
            {
                plugin = Restarted(plugin);
            }

            if (plugin is IStreamStrategy strategy)
            {
                var utilities = new double[Math.Min(block, Rows - first)];
                strategy.Score(Block(pool, first, utilities.Length), Context(0.2), utilities);
                outcome.AddRange(utilities);
                continue;
            }

            for (var row = first; row < Math.Min(Rows, first + block); row++)
            {
                var decision = ((IBudgetManager)plugin).Decide(row, constant ? 0 : Utility(row), Context(0.2));
                outcome.AddRange([decision.Ask ? 1 : 0, decision.Probability ?? -1]);
            }
        }

        return [.. outcome];
    }

    private object Restarted(object plugin)
    {
        using var state = new MemoryStream();
        var another = subject.Create(null);
        if (plugin is IStreamStrategy strategy)
        {
            strategy.SaveState(state);
            state.Position = 0;
            ((IStreamStrategy)another).RestoreState(state);
        }
        else
        {
            ((IBudgetManager)plugin).SaveState(state);
            state.Position = 0;
            ((IBudgetManager)another).RestoreState(state);
        }

        return state.Position == state.Length ? another : throw new InvalidDataException($"RestoreState read {state.Position} of {state.Length} bytes");
    }

    private string? State() => Compare(Run(block: 1), Run(block: 1, restart: Restart), $"a restart before row {Restart}");

    private string? Purity()
    {
        var (pool, before) = (new LabPool(Rows), new LabPool(Rows));
        ((IStreamStrategy)subject.Create(null)).Score(Block(pool, 0, Rows), Context(0.2), new double[Rows]);
        return pool.Values.SequenceEqual(before.Values) && pool.Probabilities.SequenceEqual(before.Probabilities) && pool.Members.SequenceEqual(before.Members)
            ? null
            : "signals hold other numbers than before.";
    }

    private string? NotAsked()
    {
        var manager = (IBudgetManager)subject.Create(null);
        var row = Enumerable.Range(0, Rows).FirstOrDefault(row => manager.Decide(row, double.NaN, Context(1)).Ask, -1);
        return row < 0 ? null : $"row {row} is asked for.";
    }

    private string? Budget()
    {
        const int Many = 5000;
        var manager = (IBudgetManager)subject.Create(null);
        var asked = Enumerable.Range(0, Many).Count(row => manager.Decide(row, Utility(row), Context(0.2)).Ask);
        return asked <= 0.22 * Many ? null : $"{asked} of {Many} rows are asked for, with a budget of 0.2.";
    }

    private static string? Compare(double[] expected, double[] found, string of)
    {
        var at = Enumerable.Range(0, expected.Length).FirstOrDefault(i => !expected[i].Equals(found[i]), -1);
        return at < 0 ? null : $"outcome {at} is {expected[at]}, and {found[at]} with {of}.";
    }

    private static double Utility(int row) => new RandomSource(5, "utility").Uniform(row);

    private SignalBlock Block(LabPool pool, int first, int count) => new()
    {
        Count = count,
        FirstRow = first,
        ClassCount = LabPool.ClassCount,
        Probabilities = subject.Needs.HasFlag(Signals.Probabilities) ? pool.Probabilities.AsSpan(first * LabPool.ClassCount, count * LabPool.ClassCount) : [],
        MemberCount = subject.Needs.HasFlag(Signals.Members) ? LabPool.MemberCount : 0,
        Members = subject.Needs.HasFlag(Signals.Members)
            ? pool.Members.AsSpan(first * LabPool.MemberCount * LabPool.ClassCount, count * LabPool.MemberCount * LabPool.ClassCount)
            : [],
        EmbeddingWidth = subject.Needs.HasFlag(Signals.Embeddings) ? LabPool.Width : 0,
        Embeddings = subject.Needs.HasFlag(Signals.Embeddings) ? pool.Values.AsSpan(first * LabPool.Width, count * LabPool.Width) : [],
        Features = subject.Needs.HasFlag(Signals.Features) ? FeatureBlock.Dense(pool.Values.AsSpan(first * LabPool.Width, count * LabPool.Width), count, LabPool.Width) : default,
    };

    private static StreamContext Context(double budget)
    {
        var known = new DenseFeatures(LabPool.Width);
        known.Append(new LabPool(LabPool.ClassCount).Values);
        return new StreamContext
        {
            Budget = budget,
            ClassCount = LabPool.ClassCount,
            Labels = [.. Enumerable.Range(0, LabPool.ClassCount)],
            LabelledEmbeddings = known,
            Random = new RandomSource(7, "stream"),
            Log = LabLog.Instance,
        };
    }
}
