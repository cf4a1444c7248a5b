using System.ComponentModel.DataAnnotations;

namespace PluginAL.Strategies;

/// <summary>Options of <see cref="CostEmbedding"/>.</summary>
public sealed record CostEmbeddingOptions
{
    /// <summary>The costs C[true class, decision], at least 0: rows with / between them, numbers with spaces, such as <c>0 1 5/2 0 1/1 3 0</c>. Empty: 1 for each
    /// error.</summary>
    /// <value>Empty.</value>
    public string Costs { get; init; } = "";

    /// <summary>The dimensions of the space into which costs are embedded; 0: as many as classes, at most 16.</summary>
    /// <value>0.</value>
    [Range(0, 256)]
    public int Dimensions { get; init; }

    /// <summary>λ of the ridge regression from the features to that space.</summary>
    /// <value>0.001.</value>
    [Range(1e-9, 1e9)]
    public double Ridge { get; init; } = 0.001;

    /// <summary>The most candidates looked at: of more, a simple random sample. Half a gigabyte of signals is a limit in any case.</summary>
    /// <value>100,000,000.</value>
    [Range(1, int.MaxValue)]
    public int Candidates { get; init; } = 100_000_000;
}
