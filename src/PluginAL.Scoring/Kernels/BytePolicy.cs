namespace PluginAL.Scoring.Kernels;

/// <summary>Decides block by block whether products of bytes or of floats let candidates through: it changes the time and nothing else.</summary>
/// <remarks>Bytes halve the product, but let through several times as many rows, each of which costs a distance in float64. At the start of a
/// search nearly all that passes is new, and for some data, such as those with few large values, the bounds are wide: then floats are quicker.</remarks>
internal sealed class BytePolicy
{
    /// <summary>Rows for each neighbour wanted after which bytes are tried first.</summary>
    private const int Start = 256;
    private long _rows;
    private long _next;
    private long _pause;

    internal void Reset() => (_rows, _next, _pause) = (0, 0, 0);

    internal bool Take(int k)
    {
        if (_pause == 0) _next = _pause = (long)Start * k;
        return _rows >= _next;
    }

    /// <summary>How many pairs of a block may be judged in float64 before floats are quicker. In cycles: a distance takes some 512 and one
    /// for each value; of a pair of bytes a 64th is saved for each value.</summary>
    internal static long Limit(nint rows, int queries, int width) => (long)rows * queries * width / (64 * (512L + width));

    /// <summary>Goes on to the next block; after bytes that did not serve, floats have their turn, longer each time.</summary>
    internal void Add(nint rows, bool disappointed)
    {
        _rows += rows;
        if (!disappointed) return;
        _pause *= 2;
        _next = _rows + _pause;
    }
}
