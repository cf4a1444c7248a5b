using PluginAL.Abstractions;
using PluginAL.Engine.Data;
using PluginAL.Engine.Models;
using PluginAL.Engine.Scoring;
using PluginAL.Engine.Tasks;
using PluginAL.Hosting;
using PluginAL.Pools;

namespace PluginAL.Cli;

/// <summary>What <c>pluginal score</c> reads: probabilities, members of a committee, features with a model, or a pool with a model.</summary>
internal sealed class ScoreSource : IDisposable
{
    private readonly List<IDisposable> _owned = [];

    private ScoreSource()
    {
    }

    public SignalSource Signals { get; private set; } = null!;

    public int Classes { get; private set; }

    /// <summary>The members of a committee; null without one.</summary>
    public int? Members => Signals.MemberCount > 0 ? Signals.MemberCount : null;

    public double BytesPerRow { get; private set; }

    public Func<long, string?>? Id { get; private set; }

    /// <summary>Tells this pool from others, for shards that are merged later.</summary>
    public Func<string> Fingerprint { get; private set; } = null!;

    /// <summary>SHA-256 of the model's file; null without a model.</summary>
    public string? ModelHash { get; private set; }

    public static ScoreSource Open(
        IPluginLog log, PluginHost host, string? probabilities, string? members, string? features, string? encoding, string? scale, string? pool,
        string? model, PluginInfo strategy, bool normalise)
    {
        var given = new[] { probabilities, members, features, pool }.Count(path => path is not null);
        if (given != 1 || ((features ?? pool) is null) != (model is null))
        {
            throw PluginALException.Usage("Give one of --probabilities P.npy, --members M.npy, --features F.npy --model MODEL, or --pool POOL --model MODEL.");
        }

        if (features is null && (encoding ?? scale) is not null)
        {
            throw PluginALException.Usage("--encoding and --scale say what the values of --features F.npy stand for; give them with it.");
        }

        var source = new ScoreSource();
        try
        {
            if (probabilities is not null)
            {
                source.OpenProbabilities(probabilities, strategy, normalise);
            }
            else if (members is not null)
            {
                source.OpenMembers(members, strategy, normalise);
            }
            else
            {
                source.OpenModel(log, host, features is null ? null : source.Own(FeatureFile.Open(features, encoding, scale)), features ?? pool!, model!, strategy);
            }

            return source;
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var item in Enumerable.Reverse(_owned))
        {
            item.Dispose();
        }
    }

    private void OpenProbabilities(string path, PluginInfo strategy, bool normalise)
    {
        Require(strategy, Abstractions.Signals.Probabilities, "a column of probabilities");
        var column = Own(NpyColumn<float>.Open(path));
        if (column.Shape.Count != 2 || column.Width == 0 || column.RowCount == 0)
        {
            throw PluginALException.Input($"{path} has shape ({string.Join(", ", column.Shape)}); expected probabilities of shape (N, C) with at least one row and one class.");
        }

        Signals = new ProbabilitySignals(column, normalise);
        Fingerprint = () => SourceFingerprint.Of(column);
        Classes = column.Width;
        BytesPerRow = (double)column.Width * sizeof(float);
    }

    private void OpenMembers(string path, PluginInfo strategy, bool normalise)
    {
        Require(strategy, Abstractions.Signals.Members, "a committee's members");
        var column = Own(NpyColumn<float>.Open(path));
        Signals = new MemberSignals(column, normalise);
        Fingerprint = () => SourceFingerprint.Of(column);
        Classes = Signals.ClassCount;
        BytesPerRow = (double)column.Width * sizeof(float);
    }

    private void OpenModel(IPluginLog log, PluginHost host, FeatureFile? file, string path, string modelPath, PluginInfo strategy)
    {
        var trained = TrainedModel.Load(modelPath, host);
        using (var bytes = File.OpenRead(modelPath))
        {
            ModelHash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));
        }

        if (strategy.Needs.HasFlag(Abstractions.Signals.Members) && trained.Model is not IEnsemble)
        {
            throw PluginALException.Usage(
                $"Strategy '{strategy.Name}' needs a committee, and model {modelPath} of learner '{trained.Info.Learner}' is none; a committee by bagging takes labels: use 'pluginal simulate', "
                + "or give the members' probabilities with --members M.npy.");
        }

        const Signals Always = Abstractions.Signals.Members | Abstractions.Signals.Embeddings | Abstractions.Signals.Features | Abstractions.Signals.Texts;
        var task = trained.Info.Task;
        Require(
            strategy, Always | TaskSignals.Of(task) | (task == LearningTask.Classification ? Abstractions.Signals.Gradients : Abstractions.Signals.None),
            task == LearningTask.Classification ? "a model's probabilities, the features and embeddings made from them" : $"what a model of {task} says ({TaskSignals.Of(task)}), the features, texts and embeddings");
        ScoredRows rows;
        FeatureMatrix features;
        var valueBytes = sizeof(float);
        if (file is not null)
        {
            features = file.Features;
            rows = new ScoredRows(features);
            if (task is LearningTask.Sequence or LearningTask.Translation or LearningTask.QuestionAnswering)
            {
                throw PluginALException.Usage($"Model {modelPath} is of {task}, which reads more of a row than features; give a pool with --pool.");
            }

            Fingerprint = () => SourceFingerprint.Of(features);
        }
        else
        {
            var pool = Own(Pool.Open(path));
            features = ModelFeatures.Of(pool, trained, log);
            var tokens = task == LearningTask.Sequence ? ModelFeatures.TokensOf(pool, trained) : null;
            rows = ScoredRows.Of(new PoolData(pool)) with { Features = features, Tokens = tokens, Dense = () => ProjectedFeatures.DenseOf(features) };
            if (task == LearningTask.Sequence && tokens?.Features.Width != trained.Model.Width)
            {
                throw PluginALException.Input(
                    $"{path} has {tokens?.Features.Width ?? 0} feature columns for each token, and model {modelPath} was trained on {trained.Model.Width}; give a pool of sequences made as the model's.");
            }

            valueBytes = ReferenceEquals(features, pool.Features) ? pool.FeatureBytes : valueBytes;
            Id = pool.HasIds ? pool.Id : null;
            Fingerprint = () => pool.ContentHash;
        }

        if (features.Width != trained.Model.Width && task is LearningTask.Classification or LearningTask.MultiLabel or LearningTask.Regression)
        {
            throw PluginALException.Input(
                $"{path} has {features.Width} feature columns, and model {modelPath} was trained on {trained.Model.Width}; give the features that the model was trained on.");
        }

        if (task == LearningTask.Classification && trained.Model is not IClassifier)
        {
            throw PluginALException.Input($"Model {modelPath} of learner '{trained.Info.Learner}' gives no class probabilities; give a classifier.");
        }

        Signals = SuppliedSignals.For(trained.Model, trained.Model as IEnsemble, rows, strategy.Needs);
        Classes = (trained.Model as IClassifier)?.ClassCount ?? trained.Info.Classes.Count;
        BytesPerRow = file is not null ? file.BytesPerRow : features.Layout == FeatureLayout.Dense ? (double)features.Width * valueBytes : SparseBytes(features);
    }

    private static double SparseBytes(FeatureMatrix features)
    {
        // The mean over the first block stands for the pool; it is for the printed bandwidth only.
        var block = features.RowCount == 0 ? default : features.Block(0, 4096);
        return block.Count == 0 ? 0 : ((block.Values.Length * 8.0) / block.Count) + 8;
    }

    private static void Require(PluginInfo strategy, Signals given, string what)
    {
        if (strategy.ClassesOnly && (given & Abstractions.Signals.MeanAndVariance | given & Abstractions.Signals.LabelProbabilities) != Abstractions.Signals.None)
        {
            throw PluginALException.Usage($"Strategy '{strategy.Name}' is for classes, and what is scored is {what}; choose another strategy.");
        }

        var missing = strategy.Needs & ~given;
        if (missing != Abstractions.Signals.None)
        {
            throw PluginALException.Usage($"Strategy '{strategy.Name}' needs {missing}, and what is scored is {what}; choose another strategy.");
        }
    }

    private T Own<T>(T item)
        where T : IDisposable
    {
        _owned.Add(item);
        return item;
    }
}
