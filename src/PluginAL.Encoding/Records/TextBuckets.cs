using PluginAL.Abstractions;

namespace PluginAL.Encoding.Records;

/// <summary>
/// A text's n-grams in hashed buckets, signed and of unit length. Keeps its buffers, so that it allocates nothing once they are large
/// enough; for one thread at a time, so generated code has one for each thread.
/// </summary>
/// <param name="buckets">The number of buckets.</param>
/// <param name="ngrams">The most tokens in an n-gram.</param>
/// <param name="characters">Whether tokens are characters.</param>
/// <param name="matchCase">Whether case matters.</param>
public sealed class TextBuckets(int buckets, int ngrams, bool characters, bool matchCase)
{
    private readonly NGramHasher _hasher = new(characters ? TokenUnit.Characters : TokenUnit.AutomaticWords, 1, ngrams, !matchCase);
    private int[] _buckets = new int[64];
    private int[] _counts = new int[64];
    private int _used;

    /// <summary>Writes a text's columns.</summary>
    /// <param name="text">The text.</param>
    /// <param name="columns">Room for the buckets, all zero.</param>
    public void Write(ReadOnlySpan<char> text, Span<float> columns)
    {
        var scale = Count(text);
        for (var i = 0; i < _used; i++)
        {
            columns[_buckets[i]] = _counts[i] * scale;
        }
    }

    /// <summary>Writes a text's columns.</summary>
    /// <param name="text">The text.</param>
    /// <param name="row">Where to.</param>
    /// <param name="offset">The first bucket's column.</param>
    public void Write(ReadOnlySpan<char> text, FeatureRow row, int offset)
    {
        var scale = Count(text);
        for (var i = 0; i < _used; i++)
        {
            row.Add(offset + _buckets[i], _counts[i] * scale);
        }
    }

    // One entry for each bucket that an n-gram falls into, ascending; the result is what brings the columns to unit length.
    private float Count(ReadOnlySpan<char> text)
    {
        var hashes = _hasher.Hash(text);
        if (_buckets.Length < hashes.Length)
        {
            _buckets = new int[hashes.Length];
            _counts = new int[hashes.Length];
        }

        for (var i = 0; i < hashes.Length; i++)
        {
            _buckets[i] = (int)((hashes[i] & long.MaxValue) % (uint)buckets);
            _counts[i] = hashes[i] >> 63 == 0 ? 1 : -1;
        }

        Array.Sort(_buckets, _counts, 0, hashes.Length);
        _used = 0;
        double squares = 0;
        for (var i = 0; i < hashes.Length;)
        {
            var (bucket, sum) = (_buckets[i], 0);
            for (; i < hashes.Length && _buckets[i] == bucket; i++)
            {
                sum += _counts[i];
            }

            (_buckets[_used], _counts[_used]) = (bucket, sum);
            _used++;
            squares += (double)sum * sum;
        }

        return squares > 0 ? (float)(1 / Math.Sqrt(squares)) : 0;
    }
}
