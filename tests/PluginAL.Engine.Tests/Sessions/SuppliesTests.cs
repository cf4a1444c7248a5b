using PluginAL.Abstractions;
using PluginAL.Engine.Data;
using PluginAL.Engine.Models;
using PluginAL.Engine.Sessions;

namespace PluginAL.Engine.Tests.Sessions;

public sealed class SuppliesTests : IDisposable
{
    private readonly Plugins _plugins = new();
    private readonly Clusters _data = new();

    public void Dispose() => _plugins.Dispose();

    private ActiveLearningSession Open(
        string strategy, int threads = 1, int committee = 8, LearningData? data = null, Func<QueryContext, int, IReadOnlyList<SelectedRow>>? select = null, int start = 20)
    {
        var plugin = _plugins.Strategy(strategy);
        (plugin.Instance as IProgress<Func<QueryContext, int, IReadOnlyList<SelectedRow>>>)?.Report(select!);
        var session = new ActiveLearningSession(
            data ?? _data, _plugins.Learner(), plugin,
            new SessionOptions { Name = "s", Seed = 7, Threads = threads, Committee = committee }, null, _plugins, _plugins.Host);
        session.Tell(session.Ask(start).Select(ticket => new Answer(ticket.Id, session.Model is null ? _data.Truth(ticket.Row) : null, "truth")));
        return session;
    }

    [Theory]
    [InlineData("bald")]
    [InlineData("vote-entropy")]
    public void A_committee_is_supplied_said_once_and_the_same_for_any_number_of_threads(string strategy)
    {
        var (one, four) = (Open(strategy).Ask(10), Open(strategy, threads: 4).Ask(10));
        Assert.Equal(one, four);
        Assert.Equal(2, _plugins.Notes.Count(note => note.Contains("a committee of 8 by bagging", StringComparison.Ordinal)));
        Assert.NotEqual(one, Open(strategy, committee: 3).Ask(10));
    }

    [Fact]
    public void Each_member_learns_from_as_many_rows_and_from_every_class()
    {
        int[][] classes = [.. Enumerable.Range(0, 60).Select(i => new[] { i < 50 ? 0 : i < 58 ? 1 : i == 58 ? 2 : 4 })];
        var random = new RandomSource(3, "committee");
        var distinct = new List<int>();
        for (var member = 0; member < 20; member++)
        {
            var sample = Bagging.Draw(classes, random, member);
            Assert.InRange(sample.Length, 60, 63);
            Assert.Equal([0, 1, 2, 4], sample.SelectMany(row => classes[row]).Distinct().Order());
            Assert.Equal(sample, Bagging.Draw(classes, random, member));
            distinct.Add(sample.Distinct().Count());
        }

        // 1 − 1/e of the rows, in the mean.
        Assert.InRange(distinct.Average(), 60 * 0.55, 60 * 0.72);
    }

    [Fact]
    public void Rows_labelled_or_not_are_visited_with_all_that_is_needed()
    {
        var session = Open("calls-back", select: (context, count) =>
        {
            var rows = context.LabelledRows.Concat([3L, 4, 5]).Distinct().Order().ToArray();
            var seen = new List<long>();
            context.ForEachBlock(rows, (in SignalBlock block) =>
            {
                Assert.Equal((3, 8, 4), (block.ClassCount, block.MemberCount, block.EmbeddingWidth));
                Assert.Equal(block.Count * 8 * 3, block.Members.Length);
                for (var i = 0; i < block.Count; i++)
                {
                    seen.Add(block.Row(i));
                    Assert.True(block.Embeddings.Slice(i * 4, 4).SequenceEqual(_data.Features.Block(block.Row(i), 1).Values));
                    Assert.True(block.Features.Values.Slice(i * 4, 4).SequenceEqual(block.Embeddings.Slice(i * 4, 4)));
                    Assert.Equal(1, block.Probabilities.Slice(i * 3, 3).ToArray().Sum(), 1e-5);
                    for (var m = 0; m < 8; m++)
                    {
                        Assert.Equal(1, block.Members.Slice(((i * 8) + m) * 3, 3).ToArray().Sum(), 1e-5);
                    }
                }
            });
            Assert.Equal(rows, seen);
            Assert.Equal(context.LabelledRows, context.History.Select(past => past.Row));
            Assert.Equal(Enumerable.Range(0, 20).Select(i => (0, 1.0 / (400 - i))), context.History.Select(past => (past.Round, past.Probability!.Value)));
            Assert.Equal(1, context.Cost(0));
            return [.. context.Candidates.Rows().Take(count).Select(row => new SelectedRow(row, 0))];
        });
        Assert.Equal(5, session.Ask(5).Count);
    }

    [Fact]
    public void What_would_follow_from_other_labels_leaves_the_session_as_it_is()
    {
        var session = Open("calls-back:inner=margin+gini", select: (context, count) =>
        {
            var labels = context.Labels.Append(new ClassLabel(2)).ToList();
            var one = Predict(context.Fit([.. context.LabelledRows, context.Candidates.Rows().First()], labels));
            Assert.Equal(one, Predict(context.Fit([.. context.LabelledRows, context.Candidates.Rows().First()], labels)));
            Assert.NotEqual(one, Predict(context.Model!));
            Assert.Equal(20, context.LabelledRows.Count);
            return context.Select("margin", context.Candidates, count);
        });
        session.Ask(5);
        Assert.Equal(20, session.LabelledRows.Count);

        float[] Predict(IModel model)
        {
            var probabilities = new float[400 * 3];
            ((IClassifier)model).PredictProbabilities(_data.Features.Block(0, 400), probabilities);
            return probabilities;
        }
    }

    [Fact]
    public void An_inner_strategy_chooses_and_scores_as_it_would_alone()
    {
        var margin = Open("margin").Ask(6);
        var session = Open("calls-back:inner=margin", select: (context, count) =>
        {
            var chosen = context.Select("margin", context.Candidates, count);
            var rows = chosen.Select(row => row.Row).Order().ToArray();
            var scores = new float[rows.Length];
            context.Score("margin", rows, scores);
            Assert.Equal(chosen.OrderBy(row => row.Row).Select(row => (float)row.Score), scores);
            var few = RowSet.Only(400, [.. context.Candidates.Rows().Take(9)]);
            Assert.Equal(few.Listed.ToArray(), context.Select("margin", few, 9).Select(row => row.Row).Order());
            return chosen;
        });
        Assert.Equal(margin.Select(ticket => (ticket.Row, ticket.Score)), session.Ask(6).Select(ticket => (ticket.Row, ticket.Score)));
    }

    [Theory]
    [InlineData("misbehaves:how=twice", "strategy 'misbehaves'", "twice")]
    [InlineData("misbehaves:how=throw", "strategy 'misbehaves'", "threw InvalidOperationException in Select")]
    [InlineData("margin", "called for the inner strategy 'gini'", "does not list")]
    public void What_an_inner_strategy_does_wrong_is_said_with_its_name(string inner, string who, string what)
    {
        var session = Open("calls-back:inner=" + inner, select: (context, count) => context.Select(inner == "margin" ? "gini" : inner, context.Candidates, count));
        var error = Assert.Throws<PluginALException>(() => session.Ask(5));
        Assert.Contains(who, error.Message, StringComparison.Ordinal);
        Assert.Contains(what, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_an_inner_strategy_has_too_few_finite_scores_the_rest_is_drawn_at_random()
    {
        var session = Open("calls-back:inner=not-finite:every=2", select: (context, count) =>
            context.Select("not-finite:every=2", RowSet.Only(400, [.. context.Candidates.Rows().Take(10)]), 10));
        var rows = session.Ask(10).Select(ticket => ticket.Row).ToList();
        Assert.Equal(10, rows.Distinct().Count());
        Assert.Contains(_plugins.Warnings, warning => warning.Contains("were drawn at random instead", StringComparison.Ordinal));
    }

    [Fact]
    public void A_strategy_within_itself_is_refused()
    {
        var error = Assert.Throws<PluginALException>(() => Open("remembers:inner=remembers:inner=remembers:inner=remembers:inner=remembers"));
        Assert.Equal(ErrorKind.Usage, error.Kind);
    }

    [Fact]
    public void Sparse_features_become_dense_rows_that_keep_lengths_and_angles()
    {
        var random = new RandomSource(11, "sparse");
        var sparse = new SparseFeatures(100_000);
        for (var row = 0; row < 1500; row++)
        {
            // Half of a row's columns are those of the row before.
            var columns = Enumerable.Range(0, 40).Select(k => (int)random.Below(100_000, row - (k % 2), k)).Distinct().Order().ToArray();
            sparse.Append(columns, [.. columns.Select(_ => (float)(1 / Math.Sqrt(columns.Length)))]);
        }

        var (kept, passing) = (new ProjectedFeatures(sparse), new ProjectedFeatures(sparse, keep: false));
        Assert.Equal((FeatureLayout.Dense, 1500L, 128), (kept.Layout, kept.RowCount, kept.Width));
        double error = 0, length = 0;
        for (var row = 1; row < 1500; row++)
        {
            var (here, before) = (kept.Block(row, 1).Values.ToArray(), kept.Block(row - 1, 1).Values.ToArray());
            Assert.Equal(here, passing.Block(row, 1).Values.ToArray());
            error += Math.Pow(here.Zip(before, (x, y) => (double)x * y).Sum() - Dot(sparse, row, row - 1), 2);
            length += here.Sum(x => (double)x * x);
        }

        Assert.InRange(Math.Sqrt(error / 1499), 0, 2 / Math.Sqrt(128));
        Assert.InRange(length / 1499, 0.97, 1.03);
        Assert.Equal(1024 - 1000, kept.Block(1000, 500).Count);
        Assert.Same(_data.Features, ProjectedFeatures.DenseOf(_data.Features));
    }

    private static double Dot(SparseFeatures features, long a, long b)
    {
        var x = features.Block(a, 1);
        var y = features.Block(b, 1);
        var sum = 0.0;
        for (var i = 0; i < x.Columns.Length; i++)
        {
            var at = y.Columns.IndexOf(x.Columns[i]);
            sum += at < 0 ? 0 : x.Values[i] * y.Values[at];
        }

        return sum;
    }
}
