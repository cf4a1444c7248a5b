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
    private readonly ICommittee? _committee = needs.HasFlag(Signals.Members) ? model as ICommittee : null;
    private PaddedWeights? _padded;

    /// <inheritdoc/>
    public override long RowCount => features.RowCount;

    /// <inheritdoc/>
    public override int ClassCount => _probabilities || _committee is not null ? model!.ClassCount : 0;

    /// <inheritdoc/>
    public override int MemberCount => _committee?.MemberCount ?? 0;

    /// <inheritdoc/>
    public override int BlockRows => Math.Clamp((1 << 16) / (Math.Max(1, ClassCount) * Math.Max(1, MemberCount)), 64, 8192);

    /// <inheritdoc/>
    public override SignalReader CreateReader() => new Reader(this, model, features, needs);

    /// <inheritdoc/>
    public override int MeasureBlockRows => 480;

    /// <inheritdoc/>
    /// <remarks>
    /// For linear models, and over dense features for layered ones. A linear model that lacks classes goes this way wherever the bits are the
    /// same: measures that compare do not see probabilities of zero; for those that add, the zeros must have their places, and so must the terms of the
    /// softmax (<see cref="Softmax.MaxClassesInOrder"/>).
    /// </remarks>
    public override MeasureReader? CreateMeasureReader(UncertaintyMeasure measure)
    {
        if (!_probabilities || features.Width != model!.Width)
        {
            return null;
        }

        if (model is ILayeredClassifier layered && features.Layout == FeatureLayout.Dense)
        {
            return new LayeredScorer(layered, features, measure);
        }

        if (model is not ILinearClassifier linear || Weights(linear).IsEmpty)
        {
            return null;
        }

        if (linear.WeightedClasses.Length == linear.ClassCount
            || measure is UncertaintyMeasure.LeastConfidence or UncertaintyMeasure.Margin or UncertaintyMeasure.Ratio)
        {
            return new LinearScorer(linear, features, measure, null);
        }

        if (linear.ClassCount > Softmax.MaxClassesInOrder)
        {
            return null;
        }

        var padded = LazyInitializer.EnsureInitialized(
            ref _padded, () => new PaddedWeights(Weights(linear), linear.Bias, linear.WeightedClasses, linear.ClassCount));
        return new LinearScorer(linear, features, measure, padded);
    }

    /// <inheritdoc/>
    /// <remarks>For committees of linear models.</remarks>
    public override MeasureReader? CreateMeasureReader(CommitteeMeasure measure)
    {
        if (_committee is not ILinearCommittee linear || features.Width != linear.Width)
        {
            return null;
        }

        var weights = features.Layout == FeatureLayout.Dense ? linear.DenseWeights : linear.SparseWeights;
        return weights.IsEmpty ? null : new CommitteeScorer(linear, features, measure);
    }

    private ReadOnlySpan<float> Weights(ILinearClassifier linear) =>
        features.Layout == FeatureLayout.Dense ? linear.DenseWeights : linear.SparseWeights;

    private sealed class Reader(ModelSignals source, IClassifier? model, FeatureMatrix features, Signals needs) : SignalReader
    {
        private float[] _probabilities = [];
        private float[] _members = [];
        private readonly bool _reads = source.ClassCount > 0 || needs.HasFlag(Signals.Features);
        private FeatureMatrix? _gathered;

        public override SignalBlock Read(long firstRow, int maxRows)
        {
            if (!_reads)
            {
                return new SignalBlock { Count = maxRows, FirstRow = firstRow };
            }

            return Complete(features.Block(firstRow, maxRows), firstRow, default);
        }

        public override SignalBlock Gather(ReadOnlySpan<long> rows)
        {
            if (!_reads)
            {
                return new SignalBlock { Count = rows.Length, Rows = rows };
            }

            _gathered = RowGatherer.Emptied(_gathered, features);
            foreach (var row in rows)
            {
                RowGatherer.Append(features, row, _gathered);
            }

            return Complete(_gathered.Block(0, rows.Length), 0, rows);
        }

        private SignalBlock Complete(FeatureBlock block, long firstRow, ReadOnlySpan<long> rows)
        {
            var probabilities = Room(ref _probabilities, source._probabilities ? block.Count * source.ClassCount : 0);
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

            var members = Room(ref _members, block.Count * source.MemberCount * source.ClassCount);
            source._committee?.PredictMembers(block, members);
            return new SignalBlock
            {
                Count = block.Count,
                FirstRow = firstRow,
                Rows = rows,
                ClassCount = source.ClassCount,
                Probabilities = probabilities,
                MemberCount = source.MemberCount,
                Members = members,
                Features = needs.HasFlag(Signals.Features) ? block : default,
            };
        }

        private static Span<float> Room(ref float[] buffer, int length)
        {
            if (buffer.Length < length)
            {
                buffer = new float[length];
            }

            return buffer.AsSpan(0, length);
        }
    }
}
