using PluginAL.Abstractions;
using PluginAL.Engine.Experiments;
using PluginAL.Engine.Models;
using PluginAL.Engine.Scoring;

namespace PluginAL.Engine.Metrics;

/// <summary>Measures models on a test part, by the two metrics of their task.</summary>
public static class TaskMetrics
{
    private const int BlockRows = 1024;
    private const int BlockSequences = 128;

    /// <summary>Predicts the rows of a test part and measures what comes out.</summary>
    /// <param name="model">The model, of the test part's task; its classes may be fewer than the test part's.</param>
    /// <param name="test">The test part.</param>
    /// <param name="cancellation">Stops between rows.</param>
    /// <returns>The two metrics.</returns>
    public static TaskScore Evaluate(IModel model, TestPart test, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(test);
        return (test.Task, model) switch
        {
            (LearningTask.Classification, IClassifier classifier) => Classes(classifier, test),
            (LearningTask.MultiLabel, IMultiLabelClassifier labeller) => Labels(labeller, test, cancellation),
            (LearningTask.Regression, IRegressor regressor) => Numbers(regressor, test, cancellation),
            (LearningTask.Sequence, ISequenceTagger tagger) => Sequences(tagger, test, cancellation),
            (LearningTask.Translation, ITextGenerator generator) => Translations(generator, test, cancellation),
            (LearningTask.QuestionAnswering, ITextGenerator generator) => Answers(generator, test, cancellation),
            _ => throw new ArgumentException($"A {model?.GetType().Name} cannot be measured on a test part of {test.Task}.", nameof(model)),
        };
    }

    private static TaskScore Classes(IClassifier model, TestPart test)
    {
        var confusion = ConfusionMatrix.Evaluate(model, test.Features, test.Classes, test.ClassNames.Count);
        return new TaskScore(confusion.Accuracy, confusion.MacroF1) { Confusion = confusion };
    }

    private static TaskScore Labels(IMultiLabelClassifier model, TestPart test, CancellationToken cancellation)
    {
        var scores = new MultiLabelScores(test.ClassNames.Count);
        var probabilities = new float[BlockRows * model.LabelCount];
        var predicted = new List<int>();
        for (var row = 0L; row < test.Features.RowCount;)
        {
            cancellation.ThrowIfCancellationRequested();
            var block = test.Features.Block(row, BlockRows);
            ModelCalls.PredictLabels(model, block, probabilities.AsSpan(0, block.Count * model.LabelCount));
            for (var i = 0; i < block.Count; i++)
            {
                predicted.Clear();
                for (var label = 0; label < model.LabelCount; label++)
                {
                    if (probabilities[(i * model.LabelCount) + label] >= 0.5f)
                    {
                        predicted.Add(label);
                    }
                }

                scores.Add(((MultiLabel)test.Labels[(int)row + i]).Classes.AsSpan(), System.Runtime.InteropServices.CollectionsMarshal.AsSpan(predicted));
            }

            row += block.Count;
        }

        return new TaskScore(scores.SubsetAccuracy, scores.MacroF1);
    }

    private static TaskScore Numbers(IRegressor model, TestPart test, CancellationToken cancellation)
    {
        var scores = new NumberScores();
        var (means, variances) = (new float[BlockRows], new float[BlockRows]);
        for (var row = 0L; row < test.Features.RowCount;)
        {
            cancellation.ThrowIfCancellationRequested();
            var block = test.Features.Block(row, BlockRows);
            ModelCalls.PredictNumbers(model, block, means.AsSpan(0, block.Count), variances.AsSpan(0, block.Count));
            for (var i = 0; i < block.Count; i++)
            {
                scores.Add(((NumberLabel)test.Labels[(int)row + i]).Value, means[i]);
            }

            row += block.Count;
        }

        return new TaskScore(scores.RootMeanSquaredError, scores.R2);
    }

    private static TaskScore Sequences(ISequenceTagger model, TestPart test, CancellationToken cancellation)
    {
        var scores = new SequenceScores(test.ClassNames);
        var predictions = new TokenPredictions(model, test.Tokens ?? throw new ArgumentException("The test part has no tokens.", nameof(test)));
        for (var row = 0; row < test.Labels.Count; row += BlockSequences)
        {
            cancellation.ThrowIfCancellationRequested();
            var block = predictions.Read(row, Math.Min(BlockSequences, test.Labels.Count - row));
            for (var i = 0; i < block.Count; i++)
            {
                scores.Add(((TagsLabel)test.Labels[row + i]).Tags.AsSpan(), block.BestTags[block.Offsets[i]..block.Offsets[i + 1]]);
            }
        }

        return new TaskScore(scores.TokenAccuracy, scores.EntityF1);
    }

    private static TaskScore Translations(ITextGenerator model, TestPart test, CancellationToken cancellation)
    {
        var scores = new TranslationScores();
        Write(model, test, (row, text) => scores.Add(((TextLabel)test.Labels[row]).Text, text), cancellation);
        return new TaskScore(scores.Bleu, scores.ChrF);
    }

    private static TaskScore Answers(ITextGenerator model, TestPart test, CancellationToken cancellation)
    {
        var scores = new AnswerScores();
        Write(
            model, test,
            (row, text) => scores.Add(test.Labels[row] is SpansLabel { Spans: var spans } ? [.. spans.Select(span => span.Surface)] : [((TextLabel)test.Labels[row]).Text], text),
            cancellation);
        return new TaskScore(scores.ExactMatch, scores.TokenF1);
    }

    /// <summary>The most probable text for each row; empty where the model has nothing to say.</summary>
    private static void Write(ITextGenerator model, TestPart test, Action<int, string> add, CancellationToken cancellation)
    {
        var random = new RandomSource(0, "test");
        for (var row = 0; row < test.Labels.Count; row++)
        {
            cancellation.ThrowIfCancellationRequested();
            add(row, ModelCalls.Generate(model, test.Features.Block(row, 1), 0, test.Texts[row], random, row) is [var best, ..] ? best.Text : "");
        }
    }
}
