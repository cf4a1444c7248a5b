using PluginAL.Abstractions;

namespace PluginAL.Testing.Tests;

/// <summary>Strategies of tasks other than classification are tested on a pool of their task.</summary>
[Collection("conformance")]
public sealed class OtherTasksTests
{
    private delegate float Score(in SignalBlock block, int index);

    private static readonly Dictionary<Signals, Score> Good = new()
    {
        [Signals.LabelProbabilities] = (in SignalBlock block, int i) => -Math.Abs(block.LabelProbabilities[(i * block.LabelCount) + block.LabelCount - 1] - 0.5f),
        [Signals.LabelProbabilities | Signals.Members] = (in SignalBlock block, int i) =>
            block.Members[(i + 1) * block.MemberCount * block.LabelCount - 1] - block.LabelProbabilities[i * block.LabelCount],
        [Signals.MeanAndVariance] = (in SignalBlock block, int i) => block.Variances[i] + (block.Means[i] * 0),
        [Signals.MeanAndVariance | Signals.Members | Signals.Embeddings] = (in SignalBlock block, int i) =>
            block.Members[((i + 1) * block.MemberCount * block.ClassCount) - 1] - block.Means[i] + block.Embeddings[i * block.EmbeddingWidth],
        [Signals.TokenMarginals] = (in SignalBlock block, int i) =>
        {
            var sum = 0f;
            for (var token = block.Tokens.Offsets[i]; token < block.Tokens.Offsets[i + 1]; token++)
            {
                sum += 1 - block.Tokens.Marginals[(token * block.Tokens.TagCount) + block.Tokens.BestTags[token]];
            }

            return sum + (float)block.Tokens.Entropies[i] - (float)block.Tokens.PathLogProbabilities[i * block.Tokens.PathCount];
        },
        [Signals.Candidates | Signals.Texts] = (in SignalBlock block, int i) =>
            block.Candidates[i].IsEmpty ? 100 : (float)-block.Candidates[i][0].LogProbability / block.Candidates[i][0].TokenCount + (block.Texts[i].Length * 0.001f),
        [Signals.Texts] = (in SignalBlock block, int i) => block.Texts[i].Length,
    };

    public static TheoryData<Signals> Needs => [.. Good.Keys];

    [Theory]
    [MemberData(nameof(Needs))]
    public void A_strategy_is_shown_the_signals_of_its_task(Signals needs)
    {
        var report = Conformance.Run(Subject(needs, Good[needs]));
        report.ThrowIfFailed();
        Assert.Equal(["no-labels", "one-class", "sparse-features"], report.Results.Where(result => result.Outcome == RuleOutcome.Skipped).Select(result => result.Rule));
    }

    [Theory]
    [MemberData(nameof(Needs))]
    public void A_strategy_that_breaks_a_rule_there_is_told_so(Signals needs)
    {
        var calls = 0;
        var report = Conformance.Run(Subject(needs, (in SignalBlock block, int i) => Good[needs](block, i) + Interlocked.Increment(ref calls)));
        Assert.Contains(report.Violations, result => result.Rule == "row-alone");
    }

    [Fact]
    public void An_empty_sequence_needs_a_score_too()
    {
        var report = Conformance.Run(Subject(Signals.TokenMarginals, (in SignalBlock block, int i) => (float)block.Tokens.Entropies[i] / block.Tokens.Length(i)));
        Assert.Contains(report.Violations, result => result.Rule == "batch-sizes");
    }

    [Fact]
    public void What_would_be_learned_from_other_labels_can_be_asked_in_each_task()
    {
        foreach (var (needs, model) in new[]
        {
            (Signals.LabelProbabilities, typeof(IMultiLabelClassifier)), (Signals.MeanAndVariance, typeof(IRegressor)),
            (Signals.TokenMarginals, typeof(ISequenceTagger)), (Signals.Candidates, typeof(ITextGenerator)),
        })
        {
            Conformance.Run(BadPluginsTests.Subject(PluginKind.Strategy, () => new WhatIf(model), needs)).ThrowIfFailed();
        }
    }

    public static TheoryData<string> Plugins => [.. ConformanceSubject.FromRegistration(new OtherTasks.Registration()).Where(subject => subject.Name != "false-numbers").Select(subject => subject.ToString())];

    [Theory]
    [MemberData(nameof(Plugins))]
    public void Learners_and_strategies_of_each_task_keep_the_rules(string plugin)
    {
        var report = Conformance.Run(Plugin(plugin));
        report.ThrowIfFailed();
        Assert.Contains(report.Results, result => result is { Rule: "same-seed", Outcome: RuleOutcome.Passed });
    }

    [Fact]
    public void A_model_of_another_task_breaks_the_rules() => Assert.Contains(
        Conformance.Run(Plugin("learner 'near-numbers'") with { Gives = Signals.LabelProbabilities }).Violations, result => result.Rule == "probabilities");

    [Fact]
    public void A_learner_of_two_tasks_must_keep_the_rules_in_both()
    {
        var subject = Plugin("learner 'near-labels'") with { Gives = Signals.LabelProbabilities | Signals.MeanAndVariance };
        Assert.Contains(Conformance.Run(subject).Violations, result => result.Rule == "probabilities" && result.Finding.Contains("Cast", StringComparison.Ordinal));
        Conformance.Run(subject with { Create = options => options?.EnumerateObject().Any() == true ? throw PluginALException.Usage("no no-such-option") : new Either() }).ThrowIfFailed();
    }

    private static ConformanceSubject Plugin(string name) => ConformanceSubject.FromRegistration(new OtherTasks.Registration()).Single(subject => subject.ToString() == name);

    /// <summary>Learns labels or numbers.</summary>
    private sealed class Either : ILearner
    {
        public IModel Fit(TrainingSet data, FitContext context) => data.Task == LearningTask.Regression ? new OtherTasks.NearNumbers().Fit(data, context) : new OtherTasks.NearLabels().Fit(data, context);

        public IModel Load(Stream stream)
        {
            try
            {
                return new OtherTasks.NearNumbers().Load(stream);
            }
            catch (PluginALException)
            {
                stream.Position = 0;
                return new OtherTasks.NearLabels().Load(stream);
            }
        }
    }

    private static ConformanceSubject Subject(Signals needs, Score score) =>
        BadPluginsTests.Subject(PluginKind.Strategy, () => new ScoringRows(score), needs) with { ColdStart = ColdStartPolicy.Random };

    private sealed class ScoringRows(Score score) : IPointwiseStrategy
    {
        void IPointwiseStrategy.Score(in SignalBlock block, RandomSource random, Span<float> scores)
        {
            for (var i = 0; i < block.Count; i++)
            {
                scores[i] = score(block, i);
            }
        }
    }

    /// <summary>Trains on other labels, and chooses in order.</summary>
    private sealed class WhatIf(Type model) : IQueryStrategy
    {
        public IReadOnlyList<SelectedRow> Select(QueryContext context, int count)
        {
            if (context.LabelledRows.Count > 1 && !(model.IsInstanceOfType(context.Model) && model.IsInstanceOfType(context.Fit([.. context.LabelledRows.Skip(1)], [.. context.Labels.Skip(1)]))))
            {
                throw new InvalidOperationException($"no {model.Name}");
            }

            return [.. context.Candidates.Rows().Take(count).Select(row => new SelectedRow(row, 1))];
        }
    }
}
