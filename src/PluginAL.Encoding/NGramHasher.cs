namespace PluginAL.Encoding;

/// <summary>
/// The hashes of a text's n-grams. Keeps its buffers from text to text, so that it allocates nothing once they are large
/// enough; for one thread at a time.
/// </summary>
public sealed class NGramHasher
{
    /// <summary>The longest n-gram.</summary>
    public const int MaxLength = 8;

    private readonly TokenUnit _unit;
    private readonly int _min;
    private readonly int _max;
    private readonly bool _lowerCase;
    private readonly ulong _seed;
    private ulong[] _tokens = new ulong[64];
    private ulong[] _grams = new ulong[128];

    /// <summary>A hasher.</summary>
    /// <param name="unit">What texts are cut into.</param>
    /// <param name="min">The fewest tokens in an n-gram, in [1, <see cref="MaxLength"/>].</param>
    /// <param name="max">The most tokens in an n-gram, in [<paramref name="min"/>, <see cref="MaxLength"/>].</param>
    /// <param name="lowerCase">Whether texts are lower-cased.</param>
    /// <param name="seed">The seed of the hash.</param>
    /// <exception cref="ArgumentOutOfRangeException">The lengths are out of range.</exception>
    public NGramHasher(TokenUnit unit, int min = 1, int max = 1, bool lowerCase = true, ulong seed = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(min, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(max, min);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(max, MaxLength);
        _unit = unit;
        _min = min;
        _max = max;
        _lowerCase = lowerCase;
        _seed = seed;
    }

    /// <summary>
    /// Hashes a text's n-grams. One token's hash is that of its UTF-8 (<see cref="TextHash.Compute(ReadOnlySpan{byte}, ulong)"/>); more are
    /// put together by <see cref="TextHash.Combine"/>.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <returns>One hash for each n-gram, as often as it occurs, by first token and then by length; valid until the next call.</returns>
    public ReadOnlySpan<ulong> Hash(ReadOnlySpan<char> text)
    {
        var count = 0;
        var tokens = new TokenEnumerator(text, _unit, _lowerCase);
        while (tokens.MoveNext())
        {
            if (count == _tokens.Length)
            {
                Array.Resize(ref _tokens, 2 * count);
            }

            _tokens[count++] = TextHash.Compute(tokens.Current, _seed);
        }

        return _max == 1 ? _tokens.AsSpan(0, count) : Combine(count);
    }

    private ReadOnlySpan<ulong> Combine(int count)
    {
        var most = checked(count * (_max - _min + 1));
        if (_grams.Length < most)
        {
            _grams = new ulong[Math.Max(most, (int)Math.Min(Array.MaxLength, 2L * _grams.Length))];
        }

        var written = 0;
        for (var first = 0; first < count; first++)
        {
            var hash = _tokens[first];
            if (_min == 1)
            {
                _grams[written++] = hash;
            }

            var end = Math.Min(count, first + _max);
            for (var next = first + 1; next < end; next++)
            {
                hash = TextHash.Combine(hash, _tokens[next]);
                if (next - first + 1 >= _min)
                {
                    _grams[written++] = hash;
                }
            }
        }

        return _grams.AsSpan(0, written);
    }
}
