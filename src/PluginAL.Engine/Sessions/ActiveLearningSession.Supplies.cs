using PluginAL.Abstractions;
using PluginAL.Engine.Costs;
using PluginAL.Engine.Data;
using PluginAL.Engine.Models;
using PluginAL.Engine.Plugins;

namespace PluginAL.Engine.Sessions;

// What the learner does not give: a committee, models on other labels; and the states of strategies that remember.
public sealed partial class ActiveLearningSession
{
    private readonly StrategyNode _tree;
    private readonly List<PastSelection> _history = [];
    private readonly Dictionary<string, byte[]> _states = new(StringComparer.Ordinal);

    // The committee of the labels counted by _committeeRevision.
    private ICommittee? _committee;
    private int _committeeRevision = -1;

    private bool NeedsCommittee => _tree.AllNeeds.HasFlag(Signals.Members) && !_learner.Gives.HasFlag(Signals.Members);

    /// <summary>Whether a selection needs the model, and not the pool's features alone.</summary>
    private bool NeedsModel
    {
        get
        {
            var ofPool = Signals.Features | (_learner.Gives.HasFlag(Signals.Embeddings) ? Signals.None : Signals.Embeddings);
            return (_tree.AllNeeds & ~ofPool) != Signals.None;
        }
    }

    private Selection NewSelection(RowSet candidates, bool cold, CancellationToken cancellation)
    {
        var model = NeedsModel && _labels.Count > 0 ? Fit(cancellation) : Model;
        return new Selection
        {
            Data = _data,
            Round = Round,
            Candidates = candidates,
            // Views: what is cast back to a list is not a way to forget labels.
            LabelledRows = _labelledRows.AsReadOnly(),
            Labels = _labels.AsReadOnly(),
            History = _history.AsReadOnly(),
            Model = model,
            IsCold = cold,
            Committee = () => Committee(model, cancellation),
            Fit = (rows, labels) => FitOther(rows, labels, cancellation),
            LearnedCost = new LearnedCost(() => _data.DenseFeatures, _labelledRows, _costs),
            Threads = _options.Threads,
            Rehearse = !_rehearsed,
            Log = _log,
            Cancellation = cancellation,
        };
    }

    private ICommittee? Committee(IModel? model, CancellationToken cancellation)
    {
        if (model is null or ICommittee)
        {
            return (ICommittee?)model;
        }

        if (_committee is null || _committeeRevision != _revision)
        {
            // A function of the labels alone, so that a session that was opened again has the same committee.
            _committee = Bagging.Fit(
                _learner, _labelledFeatures, [.. _labels.Select(label => ((ClassLabel)label).Class)], _data.Classes.Count, _options.Committee,
                _options.WarmStart ? model : null, new RandomSource(_options.Seed, "committee", _revision), _options.Threads, _log, cancellation);
            _committeeRevision = _revision;
        }

        return _committee;
    }

    private IModel FitOther(IReadOnlyList<long> rows, IReadOnlyList<Label> labels, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(labels);
        var set = new TrainingSet(RowGatherer.Gather(_data.Features, rows), _data.Task, labels, _data.Classes.Count);
        var context = new FitContext
        {
            Previous = _options.WarmStart ? Model : null,
            Random = new RandomSource(_options.Seed, "what-if", Round),
            Log = _log,
            Cancellation = cancellation,
        };
        return LearnerCalls.Fit(_learner, set, context);
    }

    private void Remember(Ticket ticket) => _history.Add(new PastSelection(ticket.Round, ticket.Row, ticket.Score, ticket.Probability));

    /// <summary>Takes down the states of strategies that remember, for the transaction that commits the selection.</summary>
    private void SaveStates()
    {
        if (_ledger is null)
        {
            return;
        }

        foreach (var node in _tree.Nodes().Where(node => node.Plugin.Instance is IStatefulStrategy))
        {
            using var bytes = new MemoryStream();
            node.Plugin.Call("SaveState", strategy =>
            {
                ((IStatefulStrategy)strategy).SaveState(bytes);
                return true;
            });
            _states[node.Path] = bytes.ToArray();
        }
    }

    private void RestoreStates()
    {
        foreach (var node in _tree.Nodes().Where(node => node.Plugin.Instance is IStatefulStrategy))
        {
            if (_ledger!.LoadCheckpoint(_options.Name, StateName(node.Path)) is { } checkpoint)
            {
                using var bytes = new MemoryStream(checkpoint.Bytes.ToArray(), writable: false);
                node.Plugin.Call("RestoreState", strategy =>
                {
                    ((IStatefulStrategy)strategy).RestoreState(bytes);
                    return true;
                });
            }
        }
    }

    private static string StateName(string path) => "strategy " + path;
}
