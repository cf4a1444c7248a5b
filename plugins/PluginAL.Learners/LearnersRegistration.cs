using PluginAL.Abstractions;
using PluginAL.Learners;

[assembly: PluginRegistration(typeof(LearnersRegistration))]

namespace PluginAL.Learners;

/// <summary>Lists this assembly's learners.</summary>
public sealed class LearnersRegistration : IPluginRegistration
{
    /// <inheritdoc/>
    public IReadOnlyList<PluginDescriptor> Plugins { get; } =
    [
        PluginDescriptor.For(
            options =>
            {
                // 0 stands for "by the features' layout", as null does in the record.
                var c = options.Number("c", 0, 0, 1e9);
                return new LogisticRegression(new LogisticRegressionOptions
                {
                    C = c == 0 ? null : c,
                    Tolerance = options.Number("tolerance", 1e-9, 1e-12, 0.01),
                    Iterations = options.Integer("iterations", 100, 1, 100_000),
                    WarmStart = options.Flag("warm-start", true),
                });
            },
            """
            {
              "type": "object",
              "additionalProperties": false,
              "properties": {
                "c": { "type": "number", "minimum": 0, "maximum": 1000000000, "default": 0, "description": "Weight of the loss against the penalty; 0: 1 for dense features, 10 for sparse ones." },
                "tolerance": { "type": "number", "minimum": 1e-12, "maximum": 0.01, "default": 1e-9, "description": "Training ends when a further step is expected to lower the objective by less than this part of it." },
                "iterations": { "type": "integer", "minimum": 1, "maximum": 100000, "default": 100, "description": "The most Newton steps." },
                "warm-start": { "type": "boolean", "default": true, "description": "Start from the previous round's model." }
              }
            }
            """),
        PluginDescriptor.For(
            options => new NaiveBayes(new NaiveBayesOptions
            {
                Kind = options.Word("kind", "multinomial", "multinomial", "complement") == "complement" ? NaiveBayesKind.Complement : NaiveBayesKind.Multinomial,
                Alpha = options.Number("alpha", 1, 0, 1e9),
            }),
            """
            {
              "type": "object",
              "additionalProperties": false,
              "properties": {
                "kind": { "type": "string", "enum": ["multinomial", "complement"], "default": "multinomial", "description": "Complement learns each class from the rows of all others; better where classes are of unequal size." },
                "alpha": { "type": "number", "minimum": 0, "maximum": 1000000000, "default": 1, "description": "Added to the count of each column; below 1e-10 counts as 1e-10." }
              }
            }
            """),
    ];
}
