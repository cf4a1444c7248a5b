using PluginAL.Abstractions;
using PluginAL.Engine.Data;
using PluginAL.Hosting;
using PluginAL.Scoring;

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

    /// <inheritdoc/>
    public override int MeasureBlockRows => 480;

    /// <inheritdoc/>
    /// <remarks>
    /// For linear models over dense features. Where classes without weights have probability zero, only for measures that compare
    /// and do not add: the order of a sum shows in its last bit.
    /// </remarks>
    public override MeasureReader? CreateMeasureReader(UncertaintyMeasure measure)
    {
        if (!_probabilities || model is not ILinearClassifier linear || linear.DenseWeights.IsEmpty
            || features.Layout != FeatureLayout.Dense || features.Width != linear.Width)
        {
            return null;
        }

        var whole = linear.WeightedClasses.Length == linear.ClassCount
            || measure is UncertaintyMeasure.LeastConfidence or UncertaintyMeasure.Margin or UncertaintyMeasure.Ratio;
        return whole ? new LinearScorer(linear, features, measure) : null;
    }

    /// <summary>Linear model, softmax and measure in one pass over the rows.</summary>
    private sealed class LinearScorer(ILinearClassifier model, FeatureMatrix features, UncertaintyMeasure measure) : MeasureReader
    {
        private readonly int _width = features.Width;
        private float[] _gathered = [];

        public override int Score(long firstRow, Span<float> scores)
        {
            var block = features.Block(firstRow, scores.Length);
            Score(block.Values, scores[..block.Count]);
            return block.Count;
        }

        public override void Gather(ReadOnlySpan<long> rows, Span<float> scores)
        {
            var length = rows.Length * _width;
            if (_gathered.Length < length)
            {
                _gathered = new float[length];
            }

            for (var i = 0; i < rows.Length; i++)
            {
                features.Block(rows[i], 1).Values.CopyTo(_gathered.AsSpan(i * _width));
            }

            Score(_gathered.AsSpan(0, length), scores);
        }

        private void Score(ReadOnlySpan<float> rows, Span<float> scores) =>
            LinearUncertainty.Score(measure, rows, _width, model.DenseWeights, model.Bias, model.WeightedClasses.Length, scores);
    }

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
                try
                {
                    model!.PredictProbabilities(block, probabilities);
                }
                catch (Exception e) when (PluginOrigin.Blames(model, e))
                {
                    throw PluginOrigin.Failure(model!, "PredictProbabilities", e);
                }
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
