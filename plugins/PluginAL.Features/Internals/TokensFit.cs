using PluginAL.Abstractions;

namespace PluginAL.Features;

internal sealed class TokensFit(TokensOptions options, string field) : IFeaturiserFit
{
    private readonly int[] _counts = new int[1 << options.Bits];
    private readonly TokenIndicators _indicators = new(options);
    private long _tokens;

    public void Observe(FieldValues record)
    {
        ArgumentNullException.ThrowIfNull(record);
        _tokens++;
        var shift = 64 - options.Bits;
        foreach (var hash in _indicators.Of(record.Tokens, record.Token))
        {
            ref var count = ref _counts[hash >> shift];
            count += count == int.MaxValue ? 0 : 1;
        }
    }

    public IFeatureEncoder Complete() => _tokens == 0
        ? throw PluginALException.Input("'tokens' was fitted on no tokens; give sequences that have some.")
        : new TokensEncoder(options, field, [.. Enumerable.Range(0, _counts.Length).Where(bucket => _counts[bucket] >= options.MinCount)]);
}
