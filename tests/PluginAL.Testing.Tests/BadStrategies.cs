using PluginAL.Abstractions;

namespace PluginAL.Testing.Tests;

/// <summary>Strategies, each with one fault.</summary>
internal static class BadStrategies
{
    private static readonly List<object> Kept = [];
    private static int _calls;

    public static IEnumerable<(string Rule, ConformanceSubject Subject)> All =>
    [
        ("batch-sizes", Batch((context, count) => First(context, count - 1))),
        ("beyond-the-contract", Batch((context, count) => [.. First(context, count), .. Enumerable.Repeat(new SelectedRow(0, 0), Math.Max(0, count - (int)context.Candidates.Count))])),
        ("one-row", Batch((context, count) => context.Candidates.Count == 1 ? throw new InvalidOperationException("two are needed") : First(context, count))),
        ("same-seed", Batch((context, count) => [.. First(context, count).OrderBy(_ => Guid.NewGuid())])),
        ("thread-count", Batch((context, count) => First(context, Interlocked.Increment(ref _calls) % 2 == 0 ? count : Math.Max(1, count / 2)))),
        ("row-alone", Pointwise((in SignalBlock block, Span<float> scores) =>
        {
            for (var i = 0; i < scores.Length; i++)
            {
                scores[i] = (float)i / scores.Length;
            }
        })),
        ("inputs-unchanged", Batch((context, count) =>
        {
            ((long[])context.LabelledRows)[0] = 99;
            return First(context, count);
        })),
        ("ties", Pointwise((in SignalBlock block, Span<float> scores) =>
        {
            for (var i = 0; i < scores.Length; i++)
            {
                scores[i] = 1f / (1 + block.Row(i));
            }
        })),
        ("duplicates", Batch((context, count) =>
        {
            var distinct = new HashSet<float>();
            var rows = new List<SelectedRow>();
            context.ForEachBlock((in SignalBlock block) =>
            {
                for (var i = 0; i < block.Count; i++)
                {
                    if (block.Features.Values.IsEmpty || distinct.Add(block.Features.Values[i * block.Features.Width]))
                    {
                        rows.Add(new SelectedRow(block.Row(i), 1));
                    }
                }
            });
            return [.. rows.Take(count)];
        })),
        ("constant-features", Pointwise((in SignalBlock block, Span<float> scores) =>
        {
            for (var i = 0; i < scores.Length; i++)
            {
                scores[i] = block.Probabilities.IsEmpty ? 1 : 0 / (block.Probabilities[i * block.ClassCount] - block.Probabilities[(i * block.ClassCount) + 1]);
            }
        })),
        ("no-labels", Batch((context, count) => context.Labels.Count == 0 ? [] : First(context, count))),
        ("one-class", Batch((context, count) => context.Model is null ? throw new InvalidOperationException("no model") : First(context, count))),
        ("sparse-features", Batch((context, count) =>
        {
            var sum = 0f;
            context.ForEachBlock((in SignalBlock block) => sum += block.Features.Values[(block.Count * block.Features.Width) - 1] + (block.Features.Layout == FeatureLayout.Sparse ? throw new InvalidOperationException("dense only") : 0));
            return First(context, count);
        })),
        ("not-finite", Batch((context, count) =>
        {
            var rows = new List<SelectedRow>();
            context.ForEachBlock((in SignalBlock block) =>
            {
                for (var i = 0; i < block.Count; i++)
                {
                    rows.Add(new SelectedRow(block.Row(i), block.Probabilities.IsEmpty ? 0 : block.Probabilities[i * block.ClassCount]));
                }
            });
            return [.. rows.OrderBy(row => row.Score).Take(count)];
        })),
        ("cancellation", Batch((context, count) =>
        {
            if (context.Candidates.Count > 1_000)
            {
                Thread.Sleep(400);
            }

            return First(context, count);
        })),
        ("leftovers", BadPluginsTests.Subject(PluginKind.Strategy, () => new Leaking())),
    ];

    private static SelectedRow[] First(QueryContext context, int count) => [.. context.Candidates.Rows().Take(count).Select(row => new SelectedRow(row, 1))];

    private static ConformanceSubject Batch(Func<QueryContext, int, IReadOnlyList<SelectedRow>> select) => BadPluginsTests.Subject(PluginKind.Strategy, () => new Selecting(select));

    private static ConformanceSubject Pointwise(Scoring score) => BadPluginsTests.Subject(PluginKind.Strategy, () => new ScoringRows(score));

    private delegate void Scoring(in SignalBlock block, Span<float> scores);

    private sealed class Selecting(Func<QueryContext, int, IReadOnlyList<SelectedRow>> select) : IQueryStrategy
    {
        public IReadOnlyList<SelectedRow> Select(QueryContext context, int count) => select(context, count);
    }

    private sealed class ScoringRows(Scoring score) : IPointwiseStrategy
    {
        public void Score(in SignalBlock block, RandomSource random, Span<float> scores) => score(block, scores);
    }

    private sealed class Leaking : IQueryStrategy
    {
        public Leaking() => Kept.Add(File.OpenRead(typeof(Leaking).Assembly.Location));

        public IReadOnlyList<SelectedRow> Select(QueryContext context, int count) => First(context, count);
    }
}
