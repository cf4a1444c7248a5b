using System.ComponentModel.DataAnnotations;

namespace PluginAL.Strategies;

/// <summary>Options of <see cref="KgCoverage"/>.</summary>
public sealed record KgCoverageOptions
{
    /// <summary>
    /// The triples: UTF-8 lines of head, relation and tail with tabs between them, the n-th line for the n-th row of the pool; or of row
    /// (from 0), head, relation and tail, any number for a row. A first line of these words is a heading.
    /// </summary>
    public string Triples { get; init; } = "";

    /// <summary>How much more an entity or relation counts whose rows the model is uncertain of, β.</summary>
    /// <value>1.</value>
    [Range(0.0, 1000.0)]
    public double Uncertainty { get; init; } = 1;
}
