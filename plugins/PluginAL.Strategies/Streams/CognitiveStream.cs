using PluginAL.Abstractions;
using PluginAL.Scoring;

namespace PluginAL.Strategies;

/// <summary>
/// The cognitive dual query strategy (Liu, Xue, Wu, Zhou, Yang, Li and Cao 2023, "Online active learning for drifting data streams"): a few representative rows are
/// remembered as a person would, and a row is worth asking about if it is nearer to at least d of them than every row before; then it is worth its
/// uncertainty.
/// </summary>
/// <remarks>
/// A remembered row that was met n times, last at time τ, has at time t the strength exp(−(t − τ) ÷ (n + 1)), Ebbinghaus's curve of forgetting; beyond w rows the
/// weakest is forgotten (of equal ones the oldest). Usual budget managers: <c>random</c>, <c>fixed-uncertainty</c>, <c>variable-uncertainty</c> or
/// <c>random-variable-uncertainty</c>, the four variants of the paper. O(w · E) for each row.
/// </remarks>
/// <param name="options">The window and the density.</param>
[StreamStrategy("cognitive", Summary = "The uncertainty of rows that are the nearest so far to one of a few remembered rows.", Needs = Signals.Probabilities | Signals.Embeddings)]
public sealed class CognitiveStream(CognitiveStreamOptions options) : IStreamStrategy
{
    private readonly NearestSoFar _remembered = new();
    private readonly List<(long Last, int Met)> _memory = [];
    private long _time;

    /// <inheritdoc/>
    public void Score(in SignalBlock rows, StreamContext context, Span<double> utilities)
    {
        var uncertainty = new float[rows.Count];
        Uncertainty.Score(UncertaintyMeasure.LeastConfidence, rows.Probabilities, rows.ClassCount, uncertainty);
        for (var i = 0; i < rows.Count; i++, _time++)
        {
            var factor = _remembered.Add(rows.Embeddings.Slice(i * rows.EmbeddingWidth, rows.EmbeddingWidth), at => _memory[at] = (_time, _memory[at].Met + 1));
            _memory.Add((_time, 0));
            utilities[i] = factor >= options.Density ? uncertainty[i] : double.NaN;
            if (_memory.Count > options.Window)
            {
                Forget();
            }
        }
    }

    /// <inheritdoc/>
    public void SaveState(Stream stream) => StreamState.Save(stream, writer =>
    {
        _remembered.Save(writer);
        writer.Write(_time);
        foreach (var (last, met) in _memory)
        {
            writer.Write(last);
            writer.Write(met);
        }
    });

    /// <inheritdoc/>
    public void RestoreState(Stream stream) => StreamState.Restore(stream, reader =>
    {
        _remembered.Restore(reader);
        _time = reader.ReadInt64();
        _memory.Clear();
        for (var i = 0; i < _remembered.Count; i++)
        {
            _memory.Add((reader.ReadInt64(), reader.ReadInt32()));
        }
    });

    private void Forget()
    {
        // The greatest age for each time it was met has the least strength. The row that has just come has age 0.
        var weakest = 0;
        for (var i = 1; i < _memory.Count; i++)
        {
            weakest = Age(i) > Age(weakest) ? i : weakest;
        }

        _remembered.RemoveAt(weakest);
        _memory.RemoveAt(weakest);

        double Age(int i) => (double)(_time - _memory[i].Last) / (_memory[i].Met + 1);
    }
}
