using PluginAL.Abstractions;

namespace PluginAL.Engine.Annotators;

/// <summary>What a strategy that chooses rows and annotators may look at.</summary>
public sealed record AnnotatorContext
{
    /// <summary>The labels so far.</summary>
    public required AnnotatorLabels Labels { get; init; }

    /// <summary>The rows without a label that may be chosen, ascending.</summary>
    public required IReadOnlyList<long> Candidates { get; init; }

    /// <summary>(candidates, C) probabilities of the model, row after row; empty before the first model.</summary>
    public ReadOnlyMemory<float> CandidateProbabilities { get; init; }

    /// <summary>(labelled rows, C) probabilities from models that did not train on the row, in the order of <see cref="AnnotatorLabels.Rows"/>; empty before the first model.</summary>
    public ReadOnlyMemory<float> LabelledProbabilities { get; init; }

    /// <summary>The consensus class of each labelled row, in the same order.</summary>
    public IReadOnlyList<int> Consensus { get; init; } = [];

    /// <summary>Dense features of all rows, (N, E).</summary>
    public required FeatureMatrix Features { get; init; }

    /// <summary>What each annotator costs for a label; empty: 1 each.</summary>
    public IReadOnlyList<double> Costs { get; init; } = [];

    /// <summary>Whether an annotator may be asked about a row. Whoever has labelled it is not asked again in any case.</summary>
    public Func<long, int, bool> MayAsk { get; init; } = (_, _) => true;

    /// <summary>What governs draws.</summary>
    public required RandomSource Random { get; init; }

    /// <summary>Cancels the selection.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>Whether an annotator can be asked about a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="annotator">The annotator.</param>
    /// <returns>True if so.</returns>
    public bool CanAsk(long row, int annotator) => !Labels.Has(row, annotator) && MayAsk(row, annotator);

    /// <summary>What an annotator costs for a label.</summary>
    /// <param name="annotator">The annotator.</param>
    /// <returns>The cost, above 0.</returns>
    public double Cost(int annotator) => Costs.Count == 0 ? 1 : Costs[annotator];

    /// <summary>How uncertain the model is about each candidate, 1 − p₁; 1 before the first model.</summary>
    /// <returns>One number for each candidate.</returns>
    public double[] Uncertainty()
    {
        var uncertainty = new double[Candidates.Count];
        for (var i = 0; i < uncertainty.Length; i++)
        {
            uncertainty[i] = 1;
            if (!CandidateProbabilities.IsEmpty)
            {
                foreach (var p in CandidateProbabilities.Span.Slice(i * Labels.ClassCount, Labels.ClassCount))
                {
                    uncertainty[i] = Math.Min(uncertainty[i], 1 - p);
                }
            }
        }

        return uncertainty;
    }
}
