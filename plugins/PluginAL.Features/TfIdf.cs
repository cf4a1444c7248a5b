using PluginAL.Abstractions;
using PluginAL.Encoding;

namespace PluginAL.Features;

/// <summary>
/// Text as the weights of its n-grams. With N texts observed, df of them with n-grams in a bucket, and t such n-grams in a text: idf =
/// ln((1 + N)/(1 + df)) + 1, weight = (1 + ln t) × idf, each row divided by its Euclidean norm (Salton and Buckley 1988,
/// "Term-weighting approaches in automatic text retrieval"; smoothed). Words are hashed to 64 bits, n-grams to 2^bits buckets
/// (Weinberger et al. 2009, "Feature hashing for large scale multitask learning"), so memory does not grow with the data; buckets of
/// fewer than min-df texts are dropped, the rest numbered densely, so D is what the data supports. A text without known n-grams is a
/// row of zeros. Weights have the same bits on every platform.
/// </summary>
[Featuriser("tf-idf", Summary = "Hashed word or character n-grams of the text, TF-IDF weighted, sparse")]
public sealed class TfIdf : IFeaturiser
{
    internal const string Name = "tf-idf";

    private readonly TfIdfOptions _options;

    /// <summary>Creates the featuriser.</summary>
    /// <param name="options">Its options.</param>
    /// <exception cref="PluginALException">The options contradict each other or are out of range.</exception>
    public TfIdf(TfIdfOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Check(Enum.IsDefined(options.Analyzer), "analyzer", options.Analyzer, "auto, word or char");
        Check(options.MinN is >= 1 and <= NGramHasher.MaxLength, "min-n", options.MinN, $"1 to {NGramHasher.MaxLength}");
        Check(options.MaxN is >= 1 and <= NGramHasher.MaxLength, "max-n", options.MaxN, $"1 to {NGramHasher.MaxLength}");
        Check(options.MinN <= options.MaxN, "min-n", options.MinN, $"at most max-n, which is {options.MaxN}");
        Check(options.Bits is >= 8 and <= 24, "bits", options.Bits, "8 to 24");
        Check(options.MinDf >= 1, "min-df", options.MinDf, "at least 1");
        Check(Enum.IsDefined(options.Case), "case", options.Case, "lower or keep");
        _options = options;
    }

    /// <inheritdoc/>
    public IFeaturiserFit StartFit(FieldSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return schema.Text.Count > 0
            ? new TfIdfFit(_options, string.Join('+', schema.Text))
            : throw PluginALException.Input("'tf-idf' needs a text field, and the schema names none; name one, or leave 'tf-idf' out.");
    }

    /// <inheritdoc/>
    public IFeatureEncoder Load(Stream stream) => EncoderState.Load(stream, Name, TfIdfEncoder.Version, TfIdfEncoder.Read);

    private static void Check(bool ok, string option, object found, string expected)
    {
        if (!ok)
        {
            throw PluginALException.Usage($"Option '{option}' of 'tf-idf' is {found}; give {expected}.");
        }
    }
}
