using PluginAL.Abstractions;
using PluginAL.Encoding;

namespace PluginAL.Features;

/// <summary>
/// A token of a sequence as indicators, as they are usual for named entities (Ratinov and Roth 2009, "Design challenges and misconceptions in named
/// entity recognition"): the token; in lower case; its beginnings and endings of 1 to <see cref="TokensOptions.Affixes"/> characters, in lower
/// case; its shape (upper-case letters X, lower-case x, digits 9, all else itself) in full and with repetitions taken out; whether it is the
/// first or the last; and in lower case, with their places, the tokens up to <see cref="TokensOptions.Window"/> before and after, the shapes of the
/// nearest, and the pairs of the token with each of its neighbours; and a column that is always 1. Each is hashed to one of 2^bits buckets
/// (Weinberger et al. 2009); buckets of fewer than min-count tokens are dropped, the rest numbered densely, so D is what the data support. All
/// values are 1. The same columns on every platform.
/// </summary>
[Featuriser("tokens", Summary = "Tokens of sequences: word, shape, beginnings, endings and neighbours as hashed indicators, sparse")]
public sealed class Tokens : IFeaturiser
{
    internal const string Name = "tokens";

    private readonly TokensOptions _options;

    /// <summary>Creates the featuriser.</summary>
    /// <param name="options">Its options.</param>
    /// <exception cref="PluginALException">An option is out of range.</exception>
    public Tokens(TokensOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Check(options.Bits is >= 8 and <= 24, "bits", options.Bits, "8 to 24");
        Check(options.MinCount >= 1, "min-count", options.MinCount, "at least 1");
        Check(options.Affixes is >= 0 and <= 8, "affixes", options.Affixes, "0 to 8");
        Check(options.Window is >= 0 and <= 4, "window", options.Window, "0 to 4");
        _options = options;
    }

    /// <inheritdoc/>
    public IFeaturiserFit StartFit(FieldSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return schema.Task == LearningTask.Sequence && schema.Text.Count == 1
            ? new TokensFit(_options, schema.Text[0])
            : throw PluginALException.Input("'tokens' needs a field of tokens, and the schema is not one of sequences; give --task sequence, or leave 'tokens' out.");
    }

    /// <inheritdoc/>
    public IFeatureEncoder Load(Stream stream) => EncoderState.Load(stream, Name, TokensEncoder.Version, TokensEncoder.Read);

    private static void Check(bool ok, string option, object found, string expected)
    {
        if (!ok)
        {
            throw PluginALException.Usage($"Option '{option}' of 'tokens' is {found}; give {expected}.");
        }
    }
}
