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

    /// <summary>Learns how many pairs of a block were judged in float64.</summary>
    internal void Add(nint rows, int queries, int width, long judged, bool wereBytes)
    {
        _rows += rows;
        // In cycles: a distance takes some 512 and one for each value; of a pair of bytes a 64th is saved for each value.
        if (!wereBytes || judged * (512 + width) * 64 <= (long)rows * queries * width) return;
        _pause *= 2;
        _next = _rows + _pause;
    }
}
