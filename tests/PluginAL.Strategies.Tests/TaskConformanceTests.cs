using PluginAL.Abstractions;

namespace PluginAL.Strategies.Tests;

/// <summary>What holds for every strategy of labels that do not exclude each other, and of numbers.</summary>
public sealed class TaskConformanceTests
{
    private const int LabelCount = 4;
    private const int MemberCount = 3;
    private const int Width = 3;

    public static TheoryData<string> Names => [.. Strategy.All.Where(plugin => Task(plugin) is not null).Select(plugin => plugin.Attribute.Name)];

    public static TheoryData<string> Batches => [.. Strategy.All
        .Where(plugin => Task(plugin) is not null && plugin.Create(null) is not IPointwiseStrategy)
        .Select(plugin => plugin.Attribute.Name)
        .Where(name => name is not ("max-pi" or "max-ei" or "label-cardinality-inconsistency" or "mmc" or "adaptive"))];

    [Theory]
    [MemberData(nameof(Names))]
    public void Any_count_gives_as_many_different_candidates_with_finite_scores(string name)
    {
        foreach (var count in (int[])[1, 2, 5, 24])
        {
            var context = Pool(name, 30);
            Check(context, context.Select(name, count), count);
        }

        Check(Pool(name, 7), Pool(name, 7).Select(name, 1), 1);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Sparse_features_serve_as_well(string name) => Assert.Equal(Pool(name, 30).Rows(name, 5), Pool(name, 30, sparse: true).Rows(name, 5));

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_seed_chooses_the_same_rows_and_changes_nothing_given(string name)
    {
        var (first, second) = (Pool(name, 60), Pool(name, 60));
        var (values, probabilities, means, members) = (first.Values.ToArray(), first.LabelProbabilities.ToArray(), first.Means.ToArray(), first.Members.ToArray());
        Assert.Equal(first.Select(name, 8), second.Select(name, 8));
        Assert.Equal(values, first.Values);
        Assert.Equal(probabilities, first.LabelProbabilities);
        Assert.Equal(means, first.Means);
        Assert.Equal(members, first.Members);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Equal_rows_are_chosen_from_all_the_same(string name)
    {
        var context = Pool(name, 24, constant: true);
        Check(context, context.Select(name, 9), 9);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Rows_that_are_not_finite_end_no_selection(string name)
    {
        var context = Pool(name, 40);
        foreach (var values in (float[][])[context.Values, context.LabelProbabilities, context.Means, context.Variances, context.Members])
        {
            var width = values.Length / 40;
            Array.Fill(values, float.NaN, Math.Min(10 * width, values.Length), width);
        }

        var selected = context.Select(name, 6);
        Check(context, selected, 6);
        Assert.DoesNotContain(selected, row => row.Row == 10);
    }

    [Theory]
    [MemberData(nameof(Batches))]
    public void A_duplicate_waits_until_nothing_else_is_left(string name)
    {
        // Rows from 18 on: ten, each four times. Ten wanted: each once.
        var context = Pool(name, 58, copyOf: row => row < 18 ? row : 18 + ((row - 18) % 10), labels: 18);
        var batch = context.Rows(name, 10);
        Assert.Equal(10, batch.Select(row => (row - 18) % 10).Distinct().Count());
        Check(context, context.Select(name, 25), 25);
    }

    /// <summary>The typical row and the greatest value are between 1 and 2 in the unit, so that rows of extreme size become the ordinary ones bit for bit.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Features_of_extreme_size_are_chosen_from_as_from_ordinary_ones(string name)
    {
        var (ordinary, huge, tiny) = (Rows(0), Rows(66), Rows(-60));
        Assert.Equal(huge, Rows(120));
        Assert.Equal(tiny, Rows(-100));

        // The step of the intercept, 1, stands beside that of the features.
        if (name != "expected-model-change-maximisation")
        {
            Assert.Equal(ordinary, huge);
            Assert.Equal(ordinary, tiny);
        }

        long[] Rows(int exponent) => Pool(name, 40, unit: Math.ScaleB(2, exponent)).Rows(name, 6);
    }

    private static LearningTask? Task(PluginDescriptor plugin)
    {
        var needs = ((StrategyAttribute)plugin.Attribute).Needs;
        return needs.HasFlag(Signals.LabelProbabilities) ? LearningTask.MultiLabel : needs.HasFlag(Signals.MeanAndVariance) ? LearningTask.Regression : null;
    }

    private static TaskContext Pool(
        string name, int rows, bool constant = false, bool sparse = false, int labels = 6, Func<int, int>? copyOf = null, double unit = 1)
    {
        var task = Task(Strategy.Descriptor(name))!.Value;
        var regression = task == LearningTask.Regression;
        var random = new RandomSource(4, "pool");
        float Draw(int row, int draw) => constant ? 0.3f : (float)random.Uniform(copyOf?.Invoke(row) ?? row, draw);
        float[] Make(int from, int width) => [.. Enumerable.Range(0, rows * width).Select(i => Draw(i / width, from + (i % width)))];
        return new TaskContext(rows, task)
        {
            Width = Width, Values = Array.ConvertAll(Make(0, Width), value => (float)unit * value), LabelCount = regression ? 0 : LabelCount, LabelProbabilities = regression ? [] : Make(10, LabelCount),
            Means = regression ? Make(20, 1) : [], Variances = regression ? Make(30, 1) : [], MemberCount = MemberCount,
            Members = Make(40, MemberCount * (regression ? 1 : LabelCount)), Sparse = sparse,
            Known = [.. Enumerable.Range(0, labels).Select(i => ((long)i, (Label)(regression
                ? new NumberLabel(i % 4)
                : new MultiLabel([.. Enumerable.Range(0, LabelCount).Where(l => (i + l) % 3 == 0)]))))],
            Learner = regression
                ? (features, given) => new KernelNumbers(features, given, Width, unit)
                : (features, given) => new KernelLabels(features, given, LabelCount, Width, unit),
        };
    }

    private static void Check(TaskContext context, IReadOnlyList<SelectedRow> selected, int count)
    {
        Assert.Equal(count, selected.Count);
        Assert.Equal(count, selected.Select(row => row.Row).Distinct().Count());
        Assert.All(selected, row => Assert.True(context.Candidates.Contains(row.Row) && double.IsFinite(row.Score)));
    }
}
