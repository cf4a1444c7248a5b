using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>The strategies that are made of others, and the default one.</summary>
internal static class MetaRegistration
{
    private const string Combination = """
        {
          "type": "object",
          "additionalProperties": false,
          "properties": {
            "inner": { "type": "string", "default": "margin+entropy", "description": "The strategies whose scores are combined, with + between them." },
            "weights": { "type": "string", "default": "", "description": "A weight of at least 0 for each, with + between them; empty: 1 each." },
            "scale": { "type": "string", "enum": ["minmax", "rank", "none"], "default": "minmax", "description": "How the scores are made comparable first." }
          }
        }
        """;

    public static IReadOnlyList<PluginDescriptor> Plugins { get; } =
    [
        PluginDescriptor.For(
            options => new Auto(new AutoOptions
            {
                Random = options.Number("random", 0.1, 0, 1),
                Breadth = options.Number("breadth", 30, 0, 1000),
                Factor = options.Integer("factor", 10, 1, 1000),
            }),
            """
            {
              "type": "object",
              "additionalProperties": false,
              "properties": {
                "random": { "type": "number", "minimum": 0, "maximum": 1, "default": 0.1, "description": "The share of each batch that is drawn at random, always." },
                "breadth": { "type": "number", "minimum": 0, "maximum": 1000, "default": 30, "description": "How slowly the choice narrows from the whole pool to its most uncertain rows." },
                "factor": { "type": "integer", "minimum": 1, "maximum": 1000, "default": 10, "description": "Rows that are looked at in the end, for each row of the batch." }
              }
            }
            """),
        PluginDescriptor.For(
            options => new Albl(new AlblOptions
            {
                Inner = options.Word("inner", "margin+entropy+random"),
                Horizon = options.Integer("horizon", 1000, 1, 1_000_000_000),
                Delta = options.Number("delta", 0.1, 1e-9, 1),
            }),
            """
            {
              "type": "object",
              "additionalProperties": false,
              "properties": {
                "inner": { "type": "string", "default": "margin+entropy+random", "description": "The strategies that advise, with + between them." },
                "horizon": { "type": "integer", "minimum": 1, "maximum": 1000000000, "default": 1000, "description": "The number of rows that are expected to be chosen in all." },
                "delta": { "type": "number", "minimum": 1e-9, "maximum": 1, "default": 0.1, "description": "The bound on the regret holds with probability 1 - delta." }
              }
            }
            """),
        PluginDescriptor.For(
            options => new Thompson(new ThompsonOptions
            {
                Inner = options.Word("inner", "margin+entropy+random"),
                Memory = options.Number("memory", 0.95, 0, 1),
                Probe = options.Integer("probe", 1000, 1, 1_000_000),
            }),
            """
            {
              "type": "object",
              "additionalProperties": false,
              "properties": {
                "inner": { "type": "string", "default": "margin+entropy+random", "description": "The strategies to draw from, with + between them." },
                "memory": { "type": "number", "minimum": 0, "maximum": 1, "default": 0.95, "description": "What is left of earlier evidence after a round." },
                "probe": { "type": "integer", "minimum": 1, "maximum": 1000000, "default": 1000, "description": "Rows of the pool whose predictions are compared from round to round." }
              }
            }
            """),
        PluginDescriptor.For(options => new LinearCombination(Combine(options)), Combination),
        PluginDescriptor.For(options => new ProductCombination(Combine(options)), Combination),
        PluginDescriptor.For(
            options => new SubSampling(new SubSamplingOptions { Inner = options.Word("inner", "margin"), Rows = options.Integer("rows", 10_000, 1, 100_000_000) }),
            """
            {
              "type": "object",
              "additionalProperties": false,
              "properties": {
                "inner": { "type": "string", "default": "margin", "description": "The strategy that chooses from the sample." },
                "rows": { "type": "integer", "minimum": 1, "maximum": 100000000, "default": 10000, "description": "Candidates in the sample." }
              }
            }
            """),
        PluginDescriptor.For(
            options => new PreFilter(new PreFilterOptions
            {
                First = options.Word("first", "margin"),
                Then = options.Word("then", "random"),
                Factor = options.Integer("factor", 10, 1, 100_000),
            }),
            """
            {
              "type": "object",
              "additionalProperties": false,
              "properties": {
                "first": { "type": "string", "default": "margin", "description": "The strategy that makes the short list." },
                "then": { "type": "string", "default": "random", "description": "The strategy that chooses from it." },
                "factor": { "type": "integer", "minimum": 1, "maximum": 100000, "default": 10, "description": "Rows on the short list for each row to be chosen." }
              }
            }
            """),
        PluginDescriptor.For(
            options => new ClassBalancer(new ClassBalancerOptions { Inner = options.Word("inner", "margin"), Factor = options.Integer("factor", 10, 1, 100_000) }),
            """
            {
              "type": "object",
              "additionalProperties": false,
              "properties": {
                "inner": { "type": "string", "default": "margin", "description": "The strategy that ranks the rows." },
                "factor": { "type": "integer", "minimum": 1, "maximum": 100000, "default": 10, "description": "Rows that are ranked for each row to be chosen." }
              }
            }
            """),
        PluginDescriptor.For(
            options => new KgCoverage(new KgCoverageOptions { Triples = options.Word("triples", ""), Uncertainty = options.Number("uncertainty", 1, 0, 1000) }),
            """
            {
              "type": "object",
              "additionalProperties": false,
              "properties": {
                "triples": { "type": "string", "description": "The file of triples: head, relation and tail with tabs between them, a line for each row; or row, head, relation and tail." },
                "uncertainty": { "type": "number", "minimum": 0, "maximum": 1000, "default": 1, "description": "How much more an entity or relation counts whose rows the model is uncertain of." }
              }
            }
            """),
        PluginDescriptor.For<Lal>(_ => new Lal()),
        PluginDescriptor.For<PolicyGradient>(_ => new PolicyGradient()),
    ];

    private static CombinationOptions Combine(PluginOptions options) => new()
    {
        Inner = options.Word("inner", "margin+entropy"),
        Weights = options.Word("weights", ""),
        Scale = options.Word("scale", "minmax", "minmax", "rank", "none") switch
        {
            "rank" => ScoreScale.Rank,
            "none" => ScoreScale.None,
            _ => ScoreScale.MinMax,
        },
    };
}
