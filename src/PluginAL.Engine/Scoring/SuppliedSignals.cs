using PluginAL.Abstractions;
using PluginAL.Engine.Data;

namespace PluginAL.Engine.Scoring;

/// <summary>
/// All that a strategy may need of a pool, for any task: what the model says, and beside it a committee's members and dense rows,
/// of the model or made from the features, and texts. Gradients of the last layer are given by their factors, probabilities and embeddings.
/// </summary>
public sealed class SuppliedSignals : SignalSource
{
    private readonly ModelSignals _inner;
    private readonly IModel? _model;
    private readonly IEnsemble? _committee;
    private readonly ScoredRows _rows;
    private readonly IEmbedder? _embedder;
    private readonly FeatureMatrix? _dense;
    private readonly Signals _needs;
    private readonly int _embeddingWidth;

    private SuppliedSignals(IModel? model, IEnsemble? committee, ScoredRows rows, Signals needs)
    {
        _inner = new ModelSignals(model as IClassifier, rows.Features, (needs & Signals.Probabilities) | Signals.Features);
        _committee = needs.HasFlag(Signals.Members) ? committee : null;
        _model = model;
        _rows = rows;
        _needs = needs;
        if (needs.HasFlag(Signals.Embeddings))
        {
            // A tagger's columns are those of tokens, which make no row.
            _embedder = model is ISequenceTagger ? null : model as IEmbedder;
            _dense = _embedder is null ? rows.Dense() : null;
            _embeddingWidth = _embedder?.EmbeddingWidth ?? _dense!.Width;
        }
    }

    /// <inheritdoc/>
    public override long RowCount => _rows.Features.RowCount;

    /// <inheritdoc/>
    public override int ClassCount => Math.Max(_inner.ClassCount, _committee?.OutputCount ?? 0);

    /// <inheritdoc/>
    public override int MemberCount => _committee?.MemberCount ?? 0;

    /// <inheritdoc/>
    public override int BlockRows => Math.Clamp((1 << 16) / Math.Max(TaskReader.ValuesPerRow(_model, _rows, _needs), ClassCount * Math.Max(1, MemberCount)), 16, Math.Min(_inner.BlockRows, 1024));

    /// <summary>The signals for a strategy.</summary>
    /// <param name="model">The model; null in a cold start.</param>
    /// <param name="committee">The committee, where members are needed.</param>
    /// <param name="rows">The pool's rows.</param>
    /// <param name="needs">What the strategy needs.</param>
    /// <returns>The source.</returns>
    public static SignalSource For(IModel? model, IEnsemble? committee, ScoredRows rows, Signals needs)
    {
        ArgumentNullException.ThrowIfNull(rows);
        needs = Factors(needs);
        var ofModel = needs & ~Signals.Features;
        if (ofModel == Signals.Members && committee is ICommittee voters)
        {
            // Members alone: the committee is all the model that is needed, and may be scored in one pass.
            return new ModelSignals(voters, rows.Features, needs);
        }

        return (ofModel & ~Signals.Probabilities) == 0
            || (model is ICommittee && model == committee && (ofModel & ~(Signals.Probabilities | Signals.Members)) == 0)
            ? new ModelSignals(model as IClassifier, rows.Features, needs)
            : new SuppliedSignals(model, committee, rows, needs);
    }

    /// <inheritdoc/>
    public override SignalReader CreateReader() => new Reader(this);

    /// <summary>Gradients as their factors.</summary>
    internal static Signals Factors(Signals needs) =>
        needs.HasFlag(Signals.Gradients) ? (needs & ~Signals.Gradients) | Signals.Probabilities | Signals.Embeddings : needs;

    private sealed class Reader(SuppliedSignals source) : SignalReader
    {
        private readonly SignalReader _reader = source._inner.CreateReader();
        private readonly TaskReader? _task = (source._needs & TaskReader.Added) == Signals.None ? null : new TaskReader(source._model, source._rows, source._needs);
        private float[] _members = [];
        private float[] _embeddings = [];

        public override SignalBlock Read(long firstRow, int maxRows) => Complete(_reader.Read(firstRow, maxRows));

        public override SignalBlock Gather(ReadOnlySpan<long> rows) => Complete(_reader.Gather(rows));

        private SignalBlock Complete(SignalBlock block)
        {
            // All that the model says before the embeddings: some matrices give one block at a time.
            var members = Room(ref _members, block.Count * source.MemberCount * source.ClassCount);
            source._committee?.PredictMembers(block.Features, members);
            block = _task is null ? block : _task.Add(block);
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

            if (source._dense == source._rows.Features)
            {
                return block.Features.Values;
            }

            var target = Room(ref _embeddings, block.Count * source._embeddingWidth);
            if (source._dense is not { } dense)
            {
                source._embedder!.Embed(block.Features, target);
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
