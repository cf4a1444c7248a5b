using PluginAL.Abstractions;
using PluginAL.Encoding;
using PluginAL.Features;

[assembly: PluginRegistration(typeof(FeaturesRegistration))]

namespace PluginAL.Features;

/// <summary>The featurisers of this assembly.</summary>
public sealed class FeaturesRegistration : IPluginRegistration
{
    /// <inheritdoc/>
    public IReadOnlyList<PluginDescriptor> Plugins { get; } =
    [
        PluginDescriptor.For<TfIdf>(
            options => new TfIdf(new TfIdfOptions
            {
                Analyzer = options.Word("analyzer", "auto", "auto", "word", "char") switch
                {
                    "word" => TextAnalyzer.Word,
                    "char" => TextAnalyzer.Char,
                    _ => TextAnalyzer.Auto,
                },
                MinN = options.Integer("min-n", 1, 1, NGramHasher.MaxLength),
                MaxN = options.Integer("max-n", 2, 1, NGramHasher.MaxLength),
                Bits = options.Integer("bits", 20, 8, 24),
                MinDf = options.Integer("min-df", 2, 1),
                Sublinear = options.Flag("sublinear", true),
                Case = options.Word("case", "lower", "lower", "keep") == "keep" ? TextCase.Keep : TextCase.Lower,
            }),
            """
            {
              "type": "object",
              "additionalProperties": false,
              "properties": {
                "analyzer": {
                  "enum": ["auto", "word", "char"], "default": "auto",
                  "description": "What n-grams are made of: characters in scripts without spaces, else words and symbols (auto) or words"
                },
                "min-n": { "type": "integer", "minimum": 1, "maximum": 8, "default": 1, "description": "Fewest tokens in an n-gram" },
                "max-n": {
                  "type": "integer", "minimum": 1, "maximum": 8, "default": 2,
                  "description": "Most tokens in an n-gram, at least min-n"
                },
                "bits": {
                  "type": "integer", "minimum": 8, "maximum": 24, "default": 20,
                  "description": "n-grams are counted in 2^bits buckets"
                },
                "min-df": {
                  "type": "integer", "minimum": 1, "maximum": 2147483647, "default": 2,
                  "description": "Buckets that fewer texts fall into are dropped"
                },
                "sublinear": {
                  "type": "boolean", "default": true,
                  "description": "Whether a term that occurs t times counts 1 + ln t, not t"
                },
                "case": { "enum": ["lower", "keep"], "default": "lower", "description": "Whether texts are lower-cased" }
              }
            }
            """),
        PluginDescriptor.For<Standardise>(
            options => new Standardise(new StandardiseOptions
            {
                Missing = options.Word("missing", "mean-indicator", "mean-indicator", "mean") switch
                {
                    "mean" => MissingPolicy.Mean,
                    _ => MissingPolicy.MeanIndicator,
                },
            }),
            """
            {
              "type": "object",
              "additionalProperties": false,
              "properties": {
                "missing": {
                  "enum": ["mean-indicator", "mean"], "default": "mean-indicator",
                  "description": "Missing numbers become the mean; with or without a column that says so"
                }
              }
            }
            """),
        PluginDescriptor.For<OneHot>(
            options => new OneHot(new OneHotOptions { Capacity = options.Integer("capacity", 10_000, 1, 1_000_000) }),
            """
            {
              "type": "object",
              "additionalProperties": false,
              "properties": {
                "capacity": {
                  "type": "integer", "minimum": 1, "maximum": 1000000, "default": 10000,
                  "description": "Most values of a field that get a column each"
                }
              }
            }
            """),
    ];
}
