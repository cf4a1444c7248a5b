using PluginAL.Abstractions;
using PluginAL.Scoring;
using PluginAL.Scoring.Clustering;

namespace PluginAL.Strategies;

/// <summary>
/// Probabilistic active learning in streams: the expected fall of the error around the row when it and up to m − 1 rows like it are labelled
/// (<see cref="Mcpal"/>; Kottke, Krempl and Spiliopoulou 2015, "Probabilistic active learning in datastreams"). It is high where labels nearby are few or
/// contradict one another.
/// </summary>
/// <remarks>The labels around a row x are counted by k_c = p_c(x) Σ_l exp(−γ ‖x − x_l‖²) over the labelled rows. Usual budget manager: <c>quantile-filter</c>.
/// O(|L| · E + C^(m + 1)) for each row.</remarks>
/// <param name="options">The window around a row and how far it looks ahead.</param>
[StreamStrategy("probabilistic", Summary = "The expected fall of the error around the row.", Needs = Signals.Probabilities | Signals.Embeddings)]
public sealed class ProbabilisticStream(ProbabilisticStreamOptions options) : IStreamStrategy
{
    /// <inheritdoc/>
    public void Score(in SignalBlock rows, StreamContext context, Span<double> utilities)
    {
        ArgumentNullException.ThrowIfNull(context);
        var gain = new ErrorGain(rows.ClassCount, options.LookAhead, options.Prior);
        var labelled = context.LabelledEmbeddings is { RowCount: > 0 } before ? before.Block(0, (int)before.RowCount) : default;
        var (known, embeddings) = (labelled.Values.ToArray(), rows.Embeddings.ToArray());
        var unit = Unit.Of(known, rows.EmbeddingWidth);
        Unit.Divide(known, unit);
        Unit.Divide(embeddings, unit);
        var gamma = options.Gamma > 0 || labelled.Count == 0 ? options.Gamma * unit * unit : GaussianKernel.Scale(new RowTable(known, rows.EmbeddingWidth));
        var distances = new float[labelled.Count];
        var counts = new double[rows.ClassCount];
        for (var i = 0; i < rows.Count; i++)
        {
            Distances.ToRows(DistanceMetric.SquaredEuclidean, embeddings.AsSpan(i * rows.EmbeddingWidth, rows.EmbeddingWidth), known, distances);
            var nearby = 0.0;
            foreach (var distance in distances)
            {
                nearby += Math.Exp(-gamma * distance);
            }

            for (var c = 0; c < counts.Length; c++)
            {
                counts[c] = nearby * rows.Probabilities[(i * counts.Length) + c];
            }

            utilities[i] = gain.Of(counts);
        }
    }

    /// <inheritdoc/>
    public void SaveState(Stream stream)
    {
        // Nothing is remembered: the labels are in the context.
    }

    /// <inheritdoc/>
    public void RestoreState(Stream stream)
    {
        // Nothing is remembered.
    }
}
