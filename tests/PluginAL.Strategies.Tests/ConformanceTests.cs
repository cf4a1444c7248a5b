using PluginAL.Abstractions;

namespace PluginAL.Strategies.Tests;

/// <summary>What holds for every strategy.</summary>
public sealed class ConformanceTests
{
    /// <summary>All that choose in a classification but the one that does nothing without a file.</summary>
    private static readonly PluginDescriptor[] All = [.. Strategy.All.Where(plugin => plugin.Attribute.Name != "kg-coverage"
        && (((StrategyAttribute)plugin.Attribute).Needs & (Signals.LabelProbabilities | Signals.MeanAndVariance)) == 0)];

    public static TheoryData<string> Names => [.. All.Select(plugin => plugin.Attribute.Name)];

    public static TheoryData<string> WithoutModel => [.. All
        .Where(plugin => ((StrategyAttribute)plugin.Attribute).ColdStart == ColdStartPolicy.Handled)
        .Select(plugin => plugin.Attribute.Name)];

    /// <summary>Strategies that make a batch; the others score rows one by one, or leave the choice to one that does.</summary>
    public static TheoryData<string> Batches => [.. All
        .Where(plugin => ((StrategyAttribute)plugin.Attribute).Needs.HasFlag(Signals.Embeddings) && plugin.Create(null) is not IPointwiseStrategy
            && plugin.Attribute.Name is not ("expected-model-change" or "collapse" or "auto"))
        .Select(plugin => plugin.Attribute.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Any_count_gives_as_many_different_candidates(string name)
    {
        foreach (var count in (int[])[1, 2, 5, 17, 24])
        {
            var context = Strategy.Pool(30);
            Check(context, Strategy.Select(context, name, count), count);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Sparse_features_serve_as_well(string name)
    {
        var context = Strategy.Pool(30, sparse: true);
        Assert.Equal(Strategy.Rows(Strategy.Pool(30), name, 5), Strategy.Rows(context, name, 5));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_seed_chooses_the_same_rows(string name)
    {
        var (first, second) = (Strategy.Pool(60), Strategy.Pool(60));
        first.Needs = second.Needs = ((StrategyAttribute)Strategy.Descriptor(name).Attribute).Needs;
        var strategy = Strategy.Create(name);
        var rows = strategy.Select(first, 8);
        Assert.Equal(rows, Strategy.Create(name).Select(second, 8));
        if (strategy is not IStatefulStrategy)
        {
            Assert.Equal(rows, strategy.Select(second, 8));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_given_is_changed(string name)
    {
        var (context, before) = (Strategy.Pool(30), Strategy.Pool(30));
        Strategy.Select(context, name, 5);
        Assert.Equal(before.Values, context.Values);
        Assert.Equal(before.Probabilities, context.Probabilities);
        Assert.Equal(before.Members, context.Members);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Equal_rows_and_constant_features_are_chosen_from_all_the_same(string name)
    {
        var context = Strategy.Pool(24, constant: true);
        Check(context, Strategy.Select(context, name, 9), 9);
    }

    [Theory]
    [MemberData(nameof(WithoutModel))]
    public void Without_labels_it_chooses(string name)
    {
        foreach (var count in (int[])[1, 5, 30])
        {
            var context = Strategy.Pool(30, labels: 0);
            Check(context, Strategy.Select(context, name, count), count);
        }
    }

    [Theory]
    [MemberData(nameof(WithoutModel))]
    public void With_labels_of_one_class_it_chooses(string name)
    {
        var context = Strategy.Pool(30, oneClass: true);
        Check(context, Strategy.Select(context, name, 5), 5);
    }

    [Theory]
    [MemberData(nameof(Batches))]
    public void A_duplicate_waits_until_nothing_else_is_left(string name)
    {
        // Rows from 18 on: ten, each four times. Ten wanted: each once.
        var context = Strategy.Pool(58, copyOf: row => row < 18 ? row : 18 + ((row - 18) % 10), labels: 6);
        var batch = Strategy.Rows(context, name, 10);
        Assert.Equal(10, batch.Select(row => (row - 18) % 10).Distinct().Count());
        Check(context, Strategy.Select(context, name, 25), 25);
    }

    /// <summary>The typical row and the greatest value are between 1 and 2 in the unit, so that rows of extreme size become the ordinary ones bit for bit.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Features_of_extreme_size_are_chosen_from_as_from_ordinary_ones(string name)
    {
        var (ordinary, huge, tiny) = (Rows(0), Rows(66), Rows(-60));
        Assert.Equal(huge, Rows(120));
        Assert.Equal(tiny, Rows(-100));

        // The gradient of the intercept, 1, stands beside that of the features.
        if (name is not ("expected-gradient-length" or "expected-model-change"))
        {
            Assert.Equal(ordinary, huge);
            Assert.Equal(ordinary, tiny);
        }

        long[] Rows(int exponent) => Strategy.Rows(Strategy.Pool(60, unit: Math.ScaleB(0.5, exponent)), name, 8);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Rows_of_extreme_size_among_others_end_no_selection(string name)
    {
        foreach (var value in (float[])[float.MaxValue, 1e30f, 1e-30f, float.Epsilon])
        {
            var context = Strategy.Pool(40);
            Array.Fill(context.Values, value, 10 * context.Width, 2 * context.Width);
            Check(context, Strategy.Select(context, name, 6), 6);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_pool_of_one_row_is_chosen(string name)
    {
        var context = Strategy.Pool(7);
        Assert.Equal(6, Assert.Single(Strategy.Rows(context, name, 1)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Rows_that_are_not_finite_end_no_selection(string name)
    {
        var context = Strategy.Pool(40);
        Array.Fill(context.Values, float.NaN, 10 * context.Width, context.Width);
        Array.Fill(context.Probabilities, float.NaN, 10 * 3, 3);
        Array.Fill(context.Members, float.NaN, 10 * 9, 9);
        Check(context, Strategy.Select(context, name, 6), 6);
    }

    private static void Check(FakeQueryContext context, IReadOnlyList<SelectedRow> selected, int count)
    {
        Assert.Equal(count, selected.Count);
        Assert.Equal(count, selected.Select(row => row.Row).Distinct().Count());
        Assert.All(selected, row =>
        {
            Assert.True(context.Candidates.Contains(row.Row));
            Assert.True(double.IsFinite(row.Score));
            Assert.True(row.Probability is null or (> 0 and <= 1));
        });
    }
}
