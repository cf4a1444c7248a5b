using PluginAL.Abstractions;
using PluginAL.Engine.Data;

namespace PluginAL.Engine.Scoring;

/// <summary>
/// All that a strategy may need of a classification pool: what the model says, and beside it a committee's members and dense rows,
/// of the model or made from the features. Gradients of the last layer are given by their factors, probabilities and embeddings.
/// </summary>
public sealed class SuppliedSignals : SignalSource
{
    private readonly ModelSignals _inner;
    private readonly IModel? _model;
    private readonly ICommittee? _committee;
    private readonly FeatureMatrix _features;
    private readonly FeatureMatrix? _dense;
    private readonly Signals _needs;
    private readonly int _embeddingWidth;

    private SuppliedSignals(IClassifier? model, ICommittee? committee, FeatureMatrix features, Func<FeatureMatrix> dense, Signals needs)
    {
        _inner = new ModelSignals(model, features, (needs & Signals.Probabilities) | Signals.Features);
        _committee = needs.HasFlag(Signals.Members) ? committee : null;
        _model = model;
        _features = features;
        _needs = needs;
        if (needs.HasFlag(Signals.Embeddings))
        {
            _dense = model is IEmbedder ? null : dense();
            _embeddingWidth = model is IEmbedder embedder ? embedder.EmbeddingWidth : _dense!.Width;
        }
    }

    /// <inheritdoc/>
    public override long RowCount => _features.RowCount;

    /// <inheritdoc/>
    public override int ClassCount => Math.Max(_inner.ClassCount, _committee?.ClassCount ?? 0);

    /// <inheritdoc/>
    public override int MemberCount => _committee?.MemberCount ?? 0;

    /// <inheritdoc/>
    public override int BlockRows => Math.Clamp((1 << 16) / Math.Max(1, ClassCount * Math.Max(1, MemberCount)), 16, Math.Min(_inner.BlockRows, 1024));

    /// <summary>The signals for a strategy.</summary>
    /// <param name="model">The model; null in a cold start.</param>
    /// <param name="committee">The committee, where members are needed.</param>
    /// <param name="features">The pool's features.</param>
    /// <param name="dense">The features as dense rows, asked for where embeddings are needed and the model gives none.</param>
    /// <param name="needs">What the strategy needs.</param>
    /// <returns>The source.</returns>
    public static SignalSource For(IClassifier? model, ICommittee? committee, FeatureMatrix features, Func<FeatureMatrix> dense, Signals needs)
    {
        needs = Factors(needs);
        var ofModel = needs & ~Signals.Features;
        if (ofModel == Signals.Members && committee is not null)
        {
            // Members alone: the committee is all the model that is needed, and may be scored in one pass.
            return new ModelSignals(committee, features, needs);
        }

        return (ofModel & ~Signals.Probabilities) == 0 || (model is not null && model == committee && !needs.HasFlag(Signals.Embeddings))
            ? new ModelSignals(model, features, needs)
            : new SuppliedSignals(model, committee, features, dense, needs);
    }

    /// <inheritdoc/>
    public override SignalReader CreateReader() => new Reader(this);

    /// <summary>Gradients as their factors.</summary>
    internal static Signals Factors(Signals needs) =>
        needs.HasFlag(Signals.Gradients) ? (needs & ~Signals.Gradients) | Signals.Probabilities | Signals.Embeddings : needs;

    private sealed class Reader(SuppliedSignals source) : SignalReader
    {
        private readonly SignalReader _reader = source._inner.CreateReader();
        private float[] _members = [];
        private float[] _embeddings = [];

        public override SignalBlock Read(long firstRow, int maxRows) => Complete(_reader.Read(firstRow, maxRows));

        public override SignalBlock Gather(ReadOnlySpan<long> rows) => Complete(_reader.Gather(rows));

        private SignalBlock Complete(SignalBlock block)
        {
            // The members before the embeddings: some matrices give one block at a time.
            var members = Room(ref _members, block.Count * source.MemberCount * source.ClassCount);
            source._committee?.PredictMembers(block.Features, members);
            return block with
            {
                ClassCount = source.ClassCount,
                MemberCount = source.MemberCount,
                Members = members,
                EmbeddingWidth = source._embeddingWidth,
                Embeddings = Embed(block),
                Features = source._needs.HasFlag(Signals.Features) ? block.Features : default,
            };
        }

        private ReadOnlySpan<float> Embed(SignalBlock block)
        {
            if (source._embeddingWidth == 0)
            {
                return default;
            }

            if (source._dense == source._features)
            {
                return block.Features.Values;
            }

            var target = Room(ref _embeddings, block.Count * source._embeddingWidth);
            if (source._dense is not { } dense)
            {
                ((IEmbedder)source._model!).Embed(block.Features, target);
                return target;
            }

            for (var done = 0; done < block.Count;)
            {
                var part = dense.Block(block.Row(done), block.Rows.IsEmpty ? block.Count - done : 1);
                part.Values.CopyTo(target[(done * dense.Width)..]);
                done += part.Count;
            }

            return target;
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
