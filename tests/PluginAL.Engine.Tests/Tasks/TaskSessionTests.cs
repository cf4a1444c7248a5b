using PluginAL.Abstractions;
using PluginAL.Engine.Sessions;
using PluginAL.Hosting;
using PluginAL.Storage;

namespace PluginAL.Engine.Tests.Tasks;

public sealed class TaskSessionTests : IDisposable
{
    private readonly Plugins _plugins = new();

    public void Dispose() => _plugins.Dispose();

    public static TheoryData<LearningTask, string, string> Each => new()
    {
        { LearningTask.MultiLabel, "near-labels", "undecided" },
        { LearningTask.MultiLabel, "near-labels", "apart" },
        { LearningTask.MultiLabel, "near-labels", "k-center" },
        { LearningTask.Regression, "near-numbers", "widest" },
        { LearningTask.Regression, "near-numbers", "apart" },
        { LearningTask.Sequence, "near-tags", "token-doubt" },
        { LearningTask.Sequence, "near-tags", "random" },
        { LearningTask.Translation, "near-texts", "unlikely" },
        { LearningTask.QuestionAnswering, "near-texts", "unlikely" },
    };

    [Theory]
    [MemberData(nameof(Each))]
    public void A_session_asks_learns_and_goes_on_where_it_stopped(LearningTask task, string learner, string strategy)
    {
        var data = new TaskData(task);
        using var folder = new TemporaryFolder();
        var whole = Rows(Path.Combine(folder.Path, "a.db"), 4, 4);
        Assert.Equal(whole, Rows(Path.Combine(folder.Path, "b.db"), 4, 4, threads: 3));
        Assert.Equal(whole, Rows(Path.Combine(folder.Path, "c.db"), 2, 4));
        Assert.Equal(16, whole.Distinct().Count());

        List<long> Rows(string path, int stopAfter, int rounds, int threads = 1)
        {
            var rows = new List<long>();
            for (var done = 0; done < rounds; done += stopAfter)
            {
                using var ledger = Ledger.Open(path);
                using var session = new ActiveLearningSession(
                    data, _plugins.Learner(learner), _plugins.Strategy(strategy), new SessionOptions { Name = "s", Seed = 3, Threads = threads, Committee = 3 }, ledger, _plugins, _plugins.Host);
                for (var round = 0; round < Math.Min(stopAfter, rounds - done); round++)
                {
                    var tickets = session.Ask(4);
                    rows.AddRange(tickets.Select(ticket => ticket.Row));
                    session.Tell(tickets.Select(ticket => new Answer(ticket.Id, data.Truth(ticket.Row), "truth")));
                }
            }

            return rows;
        }
    }

    [Fact]
    public void Signals_are_the_same_row_by_row_and_for_any_thread()
    {
        foreach (var (task, learner, strategy) in new[]
        {
            (LearningTask.MultiLabel, "near-labels", "undecided"), (LearningTask.Regression, "near-numbers", "widest"), (LearningTask.Regression, "near-numbers", "apart"),
            (LearningTask.Sequence, "near-tags", "token-doubt"), (LearningTask.Translation, "near-texts", "unlikely"),
        })
        {
            var data = new TaskData(task, 900);
            using var session = Open(data, learner, strategy, threads: 3);
            session.Tell(session.Ask(12).Select(ticket => new Answer(ticket.Id, data.Truth(ticket.Row), "truth")));
            var all = session.Ask(880);
            using var other = Open(data, learner, strategy, threads: 1);
            other.Tell(other.Ask(12).Select(ticket => new Answer(ticket.Id, data.Truth(ticket.Row), "truth")));
            other.Tell(other.Ask(400).Select(ticket => new Answer(ticket.Id, null, "skips")));
            var rest = other.Ask(480);
            Assert.Equal(all.Skip(400).Select(ticket => (ticket.Row, ticket.Score)), rest.Select(ticket => (ticket.Row, ticket.Score)));
        }
    }

    [Fact]
    public void A_label_that_is_not_the_tasks_is_refused_with_what_it_should_be()
    {
        Refused(LearningTask.MultiLabel, "near-labels", new MultiLabel([2, 1]), "labels from 0 to 2, ascending");
        Refused(LearningTask.MultiLabel, "near-labels", new ClassLabel(1), "so give labels from 0 to 2");
        Refused(LearningTask.Regression, "near-numbers", new NumberLabel(double.NaN), "so give a finite number");
        Refused(LearningTask.Sequence, "near-tags", new TagsLabel([.. Enumerable.Repeat(0, 9)]), "is 9 tags [0, 0, 0, 0, 0, 0, 0, 0, 0]; the task is Sequence, so give ");
        Refused(LearningTask.Translation, "near-texts", new SpansLabel([]), "so give a text");
        Refused(LearningTask.QuestionAnswering, "near-texts", new NumberLabel(1), "so give a text, or spans");

        void Refused(LearningTask task, string learner, Label label, string message)
        {
            using var session = Open(new TaskData(task), learner, "random");
            var ticket = session.Ask(1)[0];
            Assert.Contains(message, Assert.Throws<PluginALException>(() => session.Tell([new Answer(ticket.Id, label, "a")])).Message, StringComparison.Ordinal);
            Assert.Contains(message, Assert.Throws<PluginALException>(() => session.TellKnown([(ticket.Row + 1, label)], "a")).Message, StringComparison.Ordinal);
            Assert.Empty(session.Labels);
        }
    }

    [Fact]
    public void One_number_is_enough_to_select_by_and_labels_that_are_all_the_same_are_not()
    {
        using (var session = Open(new TaskData(LearningTask.Regression), "near-numbers", "widest"))
        {
            session.Tell([new Answer(session.Ask(1)[0].Id, new NumberLabel(1), "a")]);
            Assert.True(double.IsFinite(session.Ask(1)[0].Score));
        }

        using (var session = Open(new TaskData(LearningTask.MultiLabel), "near-labels", "undecided"))
        {
            session.Tell(session.Ask(3).Select(ticket => new Answer(ticket.Id, new MultiLabel([0]), "a")));
            Assert.True(double.IsNaN(session.Ask(1)[0].Score));
            Assert.Contains(_plugins.Notes, note => note.Contains("labels that are all the same so far", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData(LearningTask.Regression, "near-labels", "random", "The task is Regression, for which a learner must give MeanAndVariance, and learner 'near-labels' gives LabelProbabilities")]
    [InlineData(LearningTask.Regression, "near-numbers", "margin", "Strategy 'margin' needs Probabilities, which learner 'near-numbers' does not give (for regression it gives MeanAndVariance)")]
    [InlineData(LearningTask.Sequence, "near-tags", "apart", "Strategy 'apart' needs Members, which learner 'near-tags' does not give")]
    public void A_learner_or_a_strategy_of_another_task_is_refused_before_the_first_round(LearningTask task, string learner, string strategy, string message)
    {
        var error = Assert.Throws<PluginALException>(() => Open(new TaskData(task), learner, strategy));
        Assert.Equal(ErrorKind.Usage, error.Kind);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_learner_of_numbers_learns_no_classes() => Assert.Contains(
        "The task is Classification, for which a learner must give Probabilities", Assert.Throws<PluginALException>(() => new ActiveLearningSession(
            new Clusters(), _plugins.Learner("near-numbers"), _plugins.Strategy("random"), new SessionOptions { Name = "s", Seed = 1 }, null, _plugins)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("near-numbers", "learner 'near-numbers'")]
    [InlineData("widest", "strategy 'widest'")]
    public void A_plugin_in_a_process_of_its_own_is_refused_for_other_tasks(string isolated, string name)
    {
        using var plugins = new Plugins(new PluginHostOptions { Isolation = new PluginIsolation { Names = [isolated] } });
        var error = Assert.Throws<PluginALException>(() => new ActiveLearningSession(
            new TaskData(LearningTask.Regression), plugins.Learner("near-numbers"), plugins.Strategy("widest"), new SessionOptions { Name = "s", Seed = 1 }, null, plugins));
        Assert.Contains(name, error.Message, StringComparison.Ordinal);
        Assert.Contains("runs in a process of its own, and the protocol between processes carries classification only, not Regression", error.Message, StringComparison.Ordinal);
    }

    private ActiveLearningSession Open(TaskData data, string learner, string strategy, int threads = 1) => new(
        data, _plugins.Learner(learner), _plugins.Strategy(strategy), new SessionOptions { Name = "s", Seed = 5, Threads = threads, Committee = 3 }, null, _plugins, _plugins.Host);
}
