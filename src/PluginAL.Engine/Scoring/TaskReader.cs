using PluginAL.Abstractions;
using PluginAL.Engine.Models;

namespace PluginAL.Engine.Scoring;

/// <summary>
/// What models of tasks other than classification say of a block of rows: labels, numbers, tokens, candidate texts; and the rows' own texts. For one
/// thread, with buffers of its own.
/// </summary>
internal sealed class TaskReader
{
    /// <summary>The signals that are added here.</summary>
    public const Signals Added = Signals.LabelProbabilities | Signals.MeanAndVariance | Signals.TokenMarginals | Signals.Candidates | Signals.Texts;

    private readonly IModel? _model;
    private readonly ScoredRows _rows;
    private readonly Signals _needs;
    private readonly TokenPredictions? _tokens;
    private float[] _first = [];
    private float[] _second = [];
    private string[] _texts = [];
    private int[] _offsets = [];
    private Candidate[] _candidates = [];

    public TaskReader(IModel? model, ScoredRows rows, Signals needs)
    {
        (_model, _rows, _needs) = (model, rows, needs);
        _tokens = needs.HasFlag(Signals.TokenMarginals) && model is ISequenceTagger tagger ? new TokenPredictions(tagger, Sequences(rows)) : null;
    }

    /// <summary>About how many values are written for a row.</summary>
    public static int ValuesPerRow(IModel? model, ScoredRows rows, Signals needs) => model switch
    {
        IMultiLabelClassifier labeller when needs.HasFlag(Signals.LabelProbabilities) => labeller.LabelCount,
        ISequenceTagger tagger when needs.HasFlag(Signals.TokenMarginals) =>
            (int)Math.Min(1 << 16, tagger.TagCount * (1 + (Sequences(rows).Features.RowCount / Math.Max(1, Sequences(rows).SequenceCount)))),
        ITextGenerator when needs.HasFlag(Signals.Candidates) => 1 << 10,
        _ => 1,
    };

    /// <summary>Adds the signals to a block that has its features. What is added is valid until the next call.</summary>
    public SignalBlock Add(SignalBlock block)
    {
        if ((_needs & (Signals.Texts | Signals.Candidates)) != Signals.None)
        {
            Room(ref _texts, block.Count);
            for (var i = 0; i < block.Count; i++)
            {
                _texts[i] = _rows.Text(block.Row(i));
            }
        }

        block = Predict(block);
        return _needs.HasFlag(Signals.Texts) ? block with { Texts = _texts.AsSpan(0, block.Count) } : block;
    }

    private SignalBlock Predict(SignalBlock block)
    {
        switch (_model)
        {
            case IMultiLabelClassifier labeller when _needs.HasFlag(Signals.LabelProbabilities):
                var labels = Room(ref _first, block.Count * labeller.LabelCount);
                ModelCalls.PredictLabels(labeller, block.Features, labels);
                return block with { LabelCount = labeller.LabelCount, LabelProbabilities = labels };
            case IRegressor regressor when _needs.HasFlag(Signals.MeanAndVariance):
                var means = Room(ref _first, block.Count);
                var variances = Room(ref _second, block.Count);
                ModelCalls.PredictNumbers(regressor, block.Features, means, variances);
                return block with { Means = means, Variances = variances };
            case ISequenceTagger when _tokens is not null:
                return block with { Tokens = block.Rows.IsEmpty ? _tokens.Read(block.FirstRow, block.Count) : _tokens.Gather(block.Rows) };
            case ITextGenerator generator when _needs.HasFlag(Signals.Candidates):
                return block with { Candidates = Write(generator, block) };
            default:
                return block;
        }
    }

    /// <summary>Row by row, each with its own share of randomness: what is written for a row does not depend on the rows beside it.</summary>
    private CandidateBlock Write(ITextGenerator generator, SignalBlock block)
    {
        var all = new List<Candidate>();
        Room(ref _offsets, block.Count + 1);
        for (var i = 0; i < block.Count; i++)
        {
            all.AddRange(ModelCalls.Generate(generator, block.Features, i, _texts[i], _rows.Random, block.Row(i)));
            _offsets[i + 1] = all.Count;
        }

        _candidates = [.. all];
        return new CandidateBlock { Offsets = _offsets.AsSpan(0, block.Count + 1), All = _candidates };
    }

    private static TokenMatrix Sequences(ScoredRows rows) => rows.Tokens
        ?? throw PluginALException.Input("What is scored has no tokens, which the model reads; give a pool of sequences (pluginal pool create --task sequence).");

    private static Span<T> Room<T>(ref T[] buffer, int length)
    {
        if (buffer.Length < length)
        {
            buffer = new T[length];
        }

        return buffer.AsSpan(0, length);
    }
}
