using PluginAL.Abstractions;
using PluginAL.Scoring;

namespace PluginAL.Strategies;

/// <summary>
/// Uncertainty where the stream is dense: a row is worth asking about only if it is nearer to at least one of the last w rows than every row since that one (its
/// local density factor is above 0); then it is worth its uncertainty (Ienco, Žliobaitė and Pfahringer 2014, "High density-focused uncertainty sampling for
/// active learning over evolving stream data").
/// </summary>
/// <remarks>Usual budget manager: <c>density-split</c>. The first row has no neighbours and is not asked for. O(w · E) for each row.</remarks>
/// <param name="options">The window and the measure.</param>
[StreamStrategy("density", Summary = "The uncertainty of rows that are the nearest so far to one of the last rows.", Needs = Signals.Probabilities | Signals.Embeddings)]
public sealed class DensityStream(DensityStreamOptions options) : IStreamStrategy
{
    private readonly NearestSoFar _window = new();

    /// <inheritdoc/>
    public void Score(in SignalBlock rows, StreamContext context, Span<double> utilities)
    {
        var uncertainty = new float[rows.Count];
        Uncertainty.Score(options.Measure, rows.Probabilities, rows.ClassCount, uncertainty);
        for (var i = 0; i < rows.Count; i++)
        {
            utilities[i] = _window.Add(rows.Embeddings.Slice(i * rows.EmbeddingWidth, rows.EmbeddingWidth)) > 0 ? uncertainty[i] : double.NaN;
            if (_window.Count > options.Window)
            {
                _window.RemoveAt(0);
            }
        }
    }

    /// <inheritdoc/>
    public void SaveState(Stream stream) => StreamState.Save(stream, _window.Save);

    /// <inheritdoc/>
    public void RestoreState(Stream stream) => StreamState.Restore(stream, _window.Restore);
}
