using System.Text.Json;
using System.Text.Json.Nodes;
using PluginAL.Abstractions;
using PluginAL.Engine.Plugins;
using PluginAL.Storage;

namespace PluginAL.Engine.Sessions;

// What happened is kept as events; the state of a session is a view of them, together with the latest model.
public sealed partial class ActiveLearningSession
{
    private const string ModelCheckpoint = "model";

    private readonly List<LedgerEvent> _pending = [];
    private bool _modelChanged;

    /// <summary>The payloads of the rounds that were completed, in order; see <see cref="CompleteRound"/>.</summary>
    public List<string> CompletedRounds { get; } = [];

    /// <summary>Notes that a round is complete, with whatever the caller wants to find again: metrics, timings.</summary>
    /// <param name="round">The round.</param>
    /// <param name="payloadJson">A JSON document.</param>
    public void CompleteRound(int round, string payloadJson)
    {
        CompletedRounds.Add(payloadJson);
        Record(new RoundCompleted(round, payloadJson));
        CommitIfEach();
    }

    /// <summary>Writes what happened since the last commit, and the latest model, in one transaction; on disk when this returns.</summary>
    public void Commit()
    {
        if (_ledger is null)
        {
            _pending.Clear();
            return;
        }

        if (_pending.Count == 0 && !_modelChanged)
        {
            return;
        }

        // A model that cannot be saved takes no label with it: the events are committed all the same.
        PluginALException? failure = null;
        MemoryStream? model = null;
        try
        {
            model = _modelChanged ? LearnerCalls.Save(Model!) : null;
        }
        catch (PluginALException e)
        {
            failure = e;
        }

        using var batch = _ledger.Begin();
        batch.Append(_options.Name, _pending);
        if (model is not null)
        {
            batch.SaveCheckpoint(_options.Name, ModelCheckpoint, _modelRevision, model.GetBuffer().AsMemory(0, (int)model.Length));
        }

        foreach (var (path, state) in _states)
        {
            batch.SaveCheckpoint(_options.Name, StateName(path), Round, state);
        }

        batch.Commit();
        _pending.Clear();
        _states.Clear();
        _modelChanged = false;
        if (failure is not null)
        {
            throw failure;
        }
    }

    private void Record(LedgerEvent item)
    {
        if (_ledger is not null)
        {
            _pending.Add(item);
        }
    }

    private void CommitIfEach()
    {
        if (_options.CommitEachCall)
        {
            Commit();
        }
    }

    private string Configuration()
    {
        var configuration = new JsonObject
        {
            ["data"] = _data.Fingerprint,
            ["rows"] = _data.RowCount,
            ["classes"] = new JsonArray([.. _data.Classes.Select(name => JsonValue.Create(name))]),
            ["task"] = _data.Task.ToString(),
            ["learner"] = _learner.Label,
            ["strategy"] = _strategy.Label,
            ["seed"] = _options.Seed,
            ["warm_start"] = _options.WarmStart,
        };
        if (_options.Exploration > 0)
        {
            configuration["exploration"] = _options.Exploration;
        }

        if (NeedsCommittee)
        {
            configuration["committee"] = _options.Committee;
        }

        return configuration.ToJsonString();
    }

    private void Restore()
    {
        if (_ledger is null)
        {
            return;
        }

        var configuration = Configuration();
        var any = false;
        foreach (var entry in _ledger.Read(_options.Name))
        {
            any = true;
            Replay(entry.Event, configuration);
        }

        if (!any)
        {
            Record(new SessionStarted(configuration));
            CommitIfEach();
            return;
        }

        if (_ledger.LoadCheckpoint(_options.Name, ModelCheckpoint) is { } checkpoint)
        {
            Model = _learner.Load(checkpoint.Bytes.ToArray());
            _modelRevision = checkpoint.Round;
        }

        RestoreStates();
    }

    private void Replay(LedgerEvent item, string configuration)
    {
        switch (item)
        {
            case SessionStarted started:
                RequireSame(started.ConfigJson, configuration);
                break;
            case TicketIssued { Ticket: var ticket }:
                _open.Add(ticket.Id, ticket);
                Remember(ticket);
                Round = ticket.Round + 1;
                break;
            case LabelGiven given:
                _open.Remove(given.TicketId);
                _skipped.Remove(given.Row);
                AddLabel(given.TicketId, given.Row, given.Label, given.Cost);
                break;
            case TicketSkipped skipped:
                _open.Remove(skipped.TicketId);
                _skipped.Add(skipped.Row);
                _answered[skipped.TicketId] = new Answered(skipped.Row, -1);
                break;
            case LabelCorrected corrected:
                CorrectLabel(_answered[corrected.TicketId].LabelIndex, corrected.Label, corrected.Cost);
                break;
            case StrategyReplaced replaced:
                _replacements.Add(replaced);
                break;
            case RoundCompleted completed:
                CompletedRounds.Add(completed.PayloadJson);
                break;
        }
    }

    private void RequireSame(string stored, string now)
    {
        var before = JsonNode.Parse(stored)!.AsObject();
        var after = JsonNode.Parse(now)!.AsObject();
        foreach (var (name, value) in after)
        {
            if (!JsonNode.DeepEquals(before[name], value))
            {
                throw PluginALException.Input(
                    $"Session '{_options.Name}' in the ledger was made with {name} = {Short(before[name])}, and now it is {Short(value)}; "
                    + "give the same data, plugins and options as then, or another output folder.");
            }
        }

        static string Short(JsonNode? node)
        {
            var text = node?.ToJsonString() ?? "null";
            return text.Length <= 60 ? text : text[..57] + "...";
        }
    }
}
