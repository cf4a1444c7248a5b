using PluginAL.Abstractions;
using PluginAL.Engine.Models;
using PluginAL.Pools;

namespace PluginAL.Engine.Data;

/// <summary>A pool's features as a model expects them.</summary>
public static class ModelFeatures
{
    /// <summary>The pool's own features where the model was trained on the same, else its records, encoded by the model's pipeline.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="model">The model.</param>
    /// <param name="log">Where it is said that records are encoded anew.</param>
    /// <returns>The features.</returns>
    /// <exception cref="PluginALException">The pool's features are others, and it has no records to encode anew.</exception>
    public static FeatureMatrix Of(Pool pool, TrainedModel model, IPluginLog log)
    {
        ArgumentNullException.ThrowIfNull(pool);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(log);
        if (pool.Features is { } features && (pool.SchemaHash == model.Info.SchemaHash || (model.Pipeline is null && !pool.HasPipeline)))
        {
            return features;
        }

        if (model.Pipeline is null)
        {
            throw PluginALException.Input(
                $"Pool {pool.Path} has features of another kind than the model, which was trained on features as they were (an NPY file); score such features with --features.");
        }

        if (model.Pipeline.Record is { } record)
        {
            throw PluginALException.Input(
                $"Pool {pool.Path} has other features than the model, which was trained on records of '{record.RecordName}'; make the pool with RecordPool<{record.RecordName}> and the model's state "
                + "(RecordPoolOptions.State).");
        }

        var encoded = new RecordFeatures(pool, model.Pipeline);
        log.Warning($"pool {pool.Path} has other features than the model was trained on; its records are encoded anew, which is slower than a pool made with the same pipeline.");
        return encoded;
    }

    /// <summary>The pool's own tokens where the model was trained on the same, else those of its records, encoded by the model's pipeline.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="model">The model.</param>
    /// <returns>The tokens; null where neither pool nor model knows any.</returns>
    /// <exception cref="PluginALException">The pool has no sequences with records that could be encoded.</exception>
    public static TokenMatrix? TokensOf(Pool pool, TrainedModel model)
    {
        ArgumentNullException.ThrowIfNull(pool);
        ArgumentNullException.ThrowIfNull(model);
        return model.Pipeline?.Tokens is null || pool.SchemaHash == model.Info.SchemaHash ? pool.Tokens : RecordTokens.Of(pool, model.Pipeline);
    }
}
