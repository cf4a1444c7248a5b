using PluginAL.Abstractions;
using PluginAL.Engine.Data;
using PluginAL.Engine.Plugins;
using PluginAL.Hosting;

namespace PluginAL.Engine.Annotators;

/// <summary>
/// Active learning with several annotators who differ in skill: rows may be asked again. Each round makes a consensus of the labels (Dawid and Skene's where rows have several, else
/// what was given), trains on it, and lets a strategy choose rows and annotators. Labels come back in any order, or never.
/// </summary>
/// <remarks>Not safe for use by several threads. Nothing is stored: give the labels again to go on after a stop; the same labels in the same rounds give the same questions.</remarks>
/// <param name="data">The pool.</param>
/// <param name="learner">The learner; the caller's.</param>
/// <param name="annotators">The number of annotators A.</param>
/// <param name="strategy">What chooses; <see cref="Relabelling"/> decides between a second label and a new row.</param>
/// <param name="options">How it works.</param>
/// <param name="log">Where the learner says things.</param>
public sealed class CrowdSession(
    LearningData data, PluginInstance<ILearner> learner, int annotators, IAnnotatorStrategy strategy, CrowdOptions options, IPluginLog log)
{
    private DawidSkene? _consensus;

    /// <summary>The labels so far.</summary>
    public AnnotatorLabels Labels { get; } = new(annotators, data.Classes.Count);

    /// <summary>The rounds so far.</summary>
    public int Round { get; private set; }

    /// <summary>The latest model, trained on the consensus; null before the first label.</summary>
    public IClassifier? Model { get; private set; }

    /// <summary>What the labels so far say together.</summary>
    /// <exception cref="PluginALException">There is no label.</exception>
    public DawidSkene Consensus => _consensus ??= DawidSkene.Fit(Labels);

    /// <summary>Takes a label.</summary>
    /// <param name="row">The row.</param>
    /// <param name="annotator">Who gave it, in [0, A).</param>
    /// <param name="class">The class, in [0, C).</param>
    public void Tell(long row, int annotator, int @class)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((ulong)row, (ulong)data.RowCount, nameof(row));
        Labels.Add(row, annotator, @class);
        _consensus = null;
    }

    /// <summary>Trains, and chooses the next questions. Before the first label: rows at random, annotators in turn.</summary>
    /// <param name="count">How many.</param>
    /// <param name="cancellation">Stops training and selection.</param>
    /// <returns>The questions, best first.</returns>
    public IReadOnlyList<AnnotatorQuery> Next(int count, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var random = new RandomSource(options.Seed, "crowd", Round++);
        var candidates = Candidates(random.For("candidates"));
        if (Labels.Count == 0)
        {
            return Initial(candidates, count, random.For("initial"));
        }

        var (labelled, consensus) = Train(random.For("fit"), cancellation);
        var queries = strategy.Select(
            new AnnotatorContext
            {
                Labels = Labels,
                Candidates = candidates,
                CandidateProbabilities = Predict(candidates),
                LabelledProbabilities = OutOfSample.Predict(learner, labelled, consensus, data.Classes.Count, options.Folds, random.For("folds"), log, cancellation),
                Consensus = consensus,
                Features = data.DenseFeatures,
                Costs = options.Costs,
                MayAsk = options.MayAsk,
                Random = random,
                Cancellation = cancellation,
            },
            count);
        Require(queries, count);
        return queries;
    }

    private void Require(IReadOnlyList<AnnotatorQuery> queries, int count)
    {
        if (queries.Count > count || queries.Distinct().Count() < queries.Count || queries.Any(query => Labels.Has(query.Row, query.Annotator) || !options.MayAsk(query.Row, query.Annotator)))
        {
            throw PluginALException.Work(
                $"{strategy.GetType().Name} chose {queries.Count} questions where {count} were wanted, one of them twice, or of an annotator who cannot be asked; mend the strategy.");
        }
    }

    private (FeatureMatrix Labelled, int[] Consensus) Train(RandomSource random, CancellationToken cancellation)
    {
        int[] classes = [.. Labels.Rows.Select(row => Labels.Of(row).Count == 1 ? Labels.Of(row)[0].Class : Consensus.Consensus(row))];
        var labelled = RowGatherer.Gather(data.Features, Labels.Rows);
        Model = learner.FitClassifier(
            new TrainingSet(labelled, classes, data.Classes.Count), new FitContext { Previous = Model, Random = random, Log = log, Cancellation = cancellation });
        return (labelled, classes);
    }

    private long[] Candidates(RandomSource random)
    {
        var (left, taken) = (data.RowCount - Labels.Rows.Count, new List<long>());
        var wanted = Math.Min(left, options.Candidates);

        // Knuth, The art of computer programming 2, algorithm 3.4.2 S.
        for (var row = 0L; row < data.RowCount && taken.Count < wanted; row++)
        {
            if (Labels.Of(row).Count == 0 && random.Uniform(row) * left-- < wanted - taken.Count)
            {
                taken.Add(row);
            }
        }

        return [.. taken];
    }

    private float[] Predict(long[] rows)
    {
        var classes = data.Classes.Count;
        var probabilities = new float[rows.Length * classes];
        for (var i = 0; i < rows.Length; i++)
        {
            Model!.PredictProbabilities(data.Features.Block(rows[i], 1), probabilities.AsSpan(i * classes, classes));
        }

        return probabilities;
    }

    private List<AnnotatorQuery> Initial(long[] candidates, int count, RandomSource random)
    {
        var queries = new List<AnnotatorQuery>(count);
        foreach (var row in candidates.OrderBy(row => random.Bits(row)))
        {
            for (var turn = 0; turn < annotators && queries.Count < count; turn++)
            {
                var annotator = (queries.Count + turn) % annotators;
                if (options.MayAsk(row, annotator))
                {
                    queries.Add(new AnnotatorQuery(row, annotator, 1, false));
                    break;
                }
            }
        }

        return queries;
    }
}
