using PluginAL.Abstractions;
using PluginAL.Engine.Data;
using PluginAL.Engine.Models;

namespace PluginAL.Engine.Scoring;

/// <summary>What a tagger says of sequences: finds the tokens of rows and holds the results. For one thread; a result is valid until the next one.</summary>
/// <param name="model">The tagger.</param>
/// <param name="tokens">The sequences.</param>
internal sealed class TokenPredictions(ISequenceTagger model, TokenMatrix tokens)
{
    private int[] _offsets = [];
    private float[] _marginals = [];
    private int[] _tags = [];
    private double[] _paths = [];
    private double[] _entropies = [];
    private FeatureMatrix? _gathered;

    /// <summary>Consecutive rows.</summary>
    public TokenBlock Read(long firstRow, int count)
    {
        Grow(ref _offsets, count + 1);
        var start = tokens.Offset(firstRow);
        for (var i = 0; i <= count; i++)
        {
            _offsets[i] = checked((int)(tokens.Offset(firstRow + i) - start));
        }

        var length = _offsets[count];
        if (length > 0 && tokens.Features.Block(start, length) is var block && block.Count == length)
        {
            return Predict(block, count);
        }

        // Tokens on both sides of a border between segments: copied together.
        _gathered = RowGatherer.Emptied(_gathered, tokens.Features);
        Append(start, start + length);
        return Gathered(count);
    }

    /// <summary>Chosen rows.</summary>
    public TokenBlock Gather(ReadOnlySpan<long> rows)
    {
        Grow(ref _offsets, rows.Length + 1);
        _gathered = RowGatherer.Emptied(_gathered, tokens.Features);
        _offsets[0] = 0;
        for (var i = 0; i < rows.Length; i++)
        {
            Append(tokens.Offset(rows[i]), tokens.Offset(rows[i] + 1));
            _offsets[i + 1] = (int)_gathered.RowCount;
        }

        return Gathered(rows.Length);
    }

    private void Append(long from, long to)
    {
        for (var token = from; token < to; token++)
        {
            RowGatherer.Append(tokens.Features, token, _gathered!);
        }
    }

    private TokenBlock Gathered(int count)
    {
        var length = (int)_gathered!.RowCount;
        return length > 0 ? Predict(_gathered.Block(0, length), count)
            : Predict(tokens.Features.Layout == FeatureLayout.Dense ? FeatureBlock.Dense([], 0, tokens.Features.Width) : FeatureBlock.Sparse([0L], [], [], tokens.Features.Width), count);
    }

    private TokenBlock Predict(scoped in FeatureBlock block, int count)
    {
        var (tags, paths) = (model.TagCount, model.PathCount);
        Grow(ref _marginals, block.Count * tags);
        Grow(ref _tags, block.Count);
        Grow(ref _paths, count * paths);
        Grow(ref _entropies, count);
        var target = new TokenTarget
        {
            Marginals = _marginals.AsSpan(0, block.Count * tags),
            BestTags = _tags.AsSpan(0, block.Count),
            PathLogProbabilities = _paths.AsSpan(0, count * paths),
            Entropies = _entropies.AsSpan(0, count),
        };
        var offsets = _offsets.AsSpan(0, count + 1);
        ModelCalls.PredictTokens(model, new TokenRows { Tokens = block, Offsets = offsets }, target);
        return new TokenBlock
        {
            Offsets = offsets,
            TagCount = tags,
            Marginals = target.Marginals,
            BestTags = target.BestTags,
            PathCount = paths,
            PathLogProbabilities = target.PathLogProbabilities,
            Entropies = target.Entropies,
        };
    }

    private static void Grow<T>(ref T[] buffer, int length)
    {
        if (buffer.Length < length)
        {
            buffer = new T[length];
        }
    }
}
