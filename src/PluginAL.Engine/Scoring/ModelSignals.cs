using PluginAL.Abstractions;
using PluginAL.Engine.Data;

namespace PluginAL.Engine.Scoring;

/// <summary>Signals that a model computes from the pool's features, block by block; the (N, C) matrix is never whole.</summary>
/// <param name="model">The model; null where no probabilities are needed.</param>
/// <param name="features">The pool's features.</param>
/// <param name="needs">The signals that the strategy needs.</param>
public sealed class ModelSignals(IClassifier? model, FeatureMatrix features, Signals needs) : SignalSource
{
    private readonly bool _probabilities = needs.HasFlag(Signals.Probabilities) && model is not null;

    /// <inheritdoc/>
    public override long RowCount => features.RowCount;

    /// <inheritdoc/>
    public override int ClassCount => _probabilities ? model!.ClassCount : 0;

    /// <inheritdoc/>
    public override SignalReader CreateReader() => new Reader(this, model, features, needs);

    private sealed class Reader(ModelSignals source, IClassifier? model, FeatureMatrix features, Signals needs) : SignalReader
    {
        private float[] _probabilities = [];
        private FeatureMatrix? _gathered;

        public override SignalBlock Read(long firstRow, int maxRows)
        {
            if (!source._probabilities && !needs.HasFlag(Signals.Features))
            {
                return new SignalBlock { Count = maxRows, FirstRow = firstRow };
            }

            return Complete(features.Block(firstRow, maxRows), firstRow, default);
        }

        public override SignalBlock Gather(ReadOnlySpan<long> rows)
        {
            if (!source._probabilities && !needs.HasFlag(Signals.Features))
            {
                return new SignalBlock { Count = rows.Length, Rows = rows };
            }

            _gathered = RowGatherer.EmptyLike(features);
            foreach (var row in rows)
            {
                RowGatherer.Append(features, row, _gathered);
            }

            return Complete(_gathered.Block(0, rows.Length), 0, rows);
        }

        private SignalBlock Complete(FeatureBlock block, long firstRow, ReadOnlySpan<long> rows)
        {
            var length = block.Count * source.ClassCount;
            if (_probabilities.Length < length)
            {
                _probabilities = new float[length];
            }

            var probabilities = _probabilities.AsSpan(0, length);
            if (source._probabilities)
            {
                model!.PredictProbabilities(block, probabilities);
            }

            return new SignalBlock
            {
                Count = block.Count,
                FirstRow = firstRow,
                Rows = rows,
                ClassCount = source.ClassCount,
                Probabilities = probabilities,
                Features = needs.HasFlag(Signals.Features) ? block : default,
            };
        }
    }
}
