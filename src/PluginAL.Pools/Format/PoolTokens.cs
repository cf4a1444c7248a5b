using PluginAL.Abstractions;

namespace PluginAL.Pools;

/// <summary>The sequences of all segments, one after the other.</summary>
internal sealed class PoolTokens : TokenMatrix
{
    private readonly PoolSegment[] _segments;
    private readonly SegmentIndex _rows;
    private readonly long[] _firstTokens;

    public PoolTokens(PoolSegment[] segments, SegmentIndex rows, int width)
    {
        (_segments, _rows) = (segments, rows);
        _firstTokens = new long[segments.Length + 1];
        for (var i = 0; i < segments.Length; i++)
        {
            _firstTokens[i + 1] = _firstTokens[i] + segments[i].Tokens!.Count;
        }

        Features = new TokenFeatures(this, new SegmentIndex(_firstTokens[1..]), width);
    }

    public override FeatureMatrix Features { get; }

    public override long SequenceCount => _rows.RowCount;

    public override long Offset(long sequence)
    {
        if (sequence == SequenceCount)
        {
            return _firstTokens[^1];
        }

        var segment = _rows.Of(sequence);
        return _firstTokens[segment] + _segments[segment].Tokens!.Offset(sequence - _segments[segment].FirstRow);
    }

    private sealed class TokenFeatures(PoolTokens pool, SegmentIndex index, int width) : FeatureMatrix
    {
        public override FeatureLayout Layout => FeatureLayout.Sparse;

        public override long RowCount => index.RowCount;

        public override int Width => width;

        public override FeatureBlock Block(long firstRow, int maxRows)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxRows);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((ulong)firstRow, (ulong)RowCount, nameof(firstRow));
            var segment = index.Of(firstRow);
            var token = firstRow - pool._firstTokens[segment];
            var tokens = pool._segments[segment].Tokens!;
            return tokens.Features.Block(token, (int)Math.Min(maxRows, tokens.Count - token), firstRow, width);
        }
    }
}
