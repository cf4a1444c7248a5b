using PluginAL.Abstractions;

namespace PluginAL.Pools;

/// <summary>The features of the tokens of some consecutive sequences, as they go to the files.</summary>
internal sealed class EncodedTokens(FeaturePipeline pipeline) : IDisposable
{
    private readonly EncodedChunk _tokens = new(FeatureLayout.Sparse, pipeline.Width);

    /// <summary>The tokens, one sequence after another.</summary>
    public EncodedChunk Tokens => _tokens;

    /// <summary>Where the tokens of each sequence end.</summary>
    public List<int> SequenceEnds { get; } = [];

    /// <summary>Adds the tokens of the next record.</summary>
    public void Add(FieldValues record, FeatureRow row)
    {
        for (record.Token = 0; record.Token < record.Tokens.Count; record.Token++)
        {
            pipeline.Encode(record, row);
            _tokens.Add(row);
        }

        record.Token = 0;
        SequenceEnds.Add(_tokens.Rows);
    }

    public void Dispose() => _tokens.Dispose();
}
