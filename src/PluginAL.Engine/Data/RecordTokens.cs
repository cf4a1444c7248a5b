using PluginAL.Abstractions;
using PluginAL.Pools;

namespace PluginAL.Engine.Data;

/// <summary>
/// The tokens of a pool's records as another pipeline encodes them, in memory: for a model that was trained on other features of tokens than the
/// pool has. See <see cref="RecordFeatures"/> for whole records.
/// </summary>
public static class RecordTokens
{
    /// <summary>Encodes the tokens of all records.</summary>
    /// <param name="pool">The pool, of sequences with records.</param>
    /// <param name="pipeline">A pipeline that has <see cref="FeaturePipeline.Tokens"/>.</param>
    /// <returns>The tokens, (T, D) sparse.</returns>
    /// <exception cref="PluginALException">The pool has no sequences or no records, or the pipeline does not encode tokens.</exception>
    public static TokenMatrix Of(Pool pool, FeaturePipeline pipeline)
    {
        ArgumentNullException.ThrowIfNull(pool);
        ArgumentNullException.ThrowIfNull(pipeline);
        if (pool.Task != LearningTask.Sequence || !pool.HasRecords)
        {
            throw PluginALException.Input($"Pool {pool.Path} has no sequences whose tokens could be encoded; make it of records with --task sequence.");
        }

        if (pipeline.Tokens is not { } encoder)
        {
            throw PluginALException.Input($"The model was trained on features without tokens, which the sequences of pool {pool.Path} need; train it on data of --task sequence.");
        }

        var features = new SparseFeatures(encoder.Width);
        var offsets = new List<long> { 0 };
        var record = new FieldValues(pool.Schema!);
        var row = new FeatureRow();
        for (var sequence = 0L; sequence < pool.RowCount; sequence++)
        {
            pool.ReadFields(sequence, record);
            for (record.Token = 0; record.Token < record.Tokens.Count; record.Token++)
            {
                encoder.Encode(record, row);
                features.Append(row.Columns, row.Values);
            }

            offsets.Add(features.RowCount);
        }

        return new ListedTokens(features, offsets);
    }
}
