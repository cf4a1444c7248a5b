using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using PluginAL.Abstractions;
using PluginAL.Hosting.Internals;

namespace PluginAL.Hosting.Isolation;

/// <summary>The one plugin of a process of its own: answers the host's calls by calling it.</summary>
internal sealed class ChildPlugin(RpcPeer host)
{
    /// <summary>Rows that the plugin is given at a time: as many as one block has elsewhere.</summary>
    private const int BlockRows = 8192;

    private readonly Lock _cancelling = new();
    private object? _plugin;
    private SharedArrays? _arrays;
    private ModelTable? _models;
    private HostLog? _log;
    private CancellationTokenSource _cancellation = new();

    private SharedArrays Arrays => _arrays ?? throw new InvalidOperationException("the first call is 'initialize'");

    /// <summary>Answers one message.</summary>
    public void Serve(JsonElement message)
    {
        _arrays?.Tidy();
        host.Serve(message, Answer);
        lock (_cancelling)
        {
            if (_cancellation.IsCancellationRequested)
            {
                _cancellation.Dispose();
                _cancellation = new CancellationTokenSource();
            }
        }
    }

    /// <summary>Cancels the call that runs; from another thread.</summary>
    public void Cancel()
    {
        lock (_cancelling)
        {
            _cancellation.Cancel();
        }
    }

    private JsonNode? Answer(string method, JsonElement asked)
    {
        switch (method)
        {
            case "initialize":
                return Initialize(asked);
            case "strategy/select":
                return Select(asked);
            case "strategy/score":
                Score(asked);
                return null;
            case "strategy/saveState":
                using (var bytes = new MemoryStream())
                {
                    ((IStatefulStrategy)_plugin!).SaveState(bytes);
                    return new JsonObject { ["state"] = Arrays.Put<byte>("state", bytes.GetBuffer().AsSpan(0, (int)bytes.Length), bytes.Length) };
                }

            case "strategy/restoreState":
                ((IStatefulStrategy)_plugin!).RestoreState(new MemoryStream(Arrays.Get<byte>(asked.GetProperty("state")).ToArray(), writable: false));
                return null;
            case "learner/fit":
                return Fit(asked);
            case "learner/load":
                return Describe(((ILearner)_plugin!).Load(new MemoryStream(Arrays.Get<byte>(asked.GetProperty("bytes")).ToArray(), writable: false)));
            case "oracle/ask":
                return Ask(asked);
            default:
                return _models!.Serve(method, asked);
        }
    }

    private JsonObject Initialize(JsonElement asked)
    {
        if (asked.Int("protocol") != IsolatedPlugin.Protocol)
        {
            throw new InvalidOperationException($"the host speaks version {asked.Int("protocol")} of the protocol, and this process version {IsolatedPlugin.Protocol}: they are of different builds");
        }

        _arrays = new SharedArrays(asked.Text("folder"), "plugin-");
        _models = new ModelTable(_arrays);
        _log = new HostLog(host);
        var path = asked.Text("path");
        var kind = Enum.Parse<PluginKind>(asked.Text("kind"), ignoreCase: true);
        var assembly = LoadedAssembly.Load(path, new LoadLog(path));
        var given = asked.GetProperty("options");
        _plugin = assembly.Create(kind, asked.Text("name"), given.ValueKind == JsonValueKind.Null ? null : given, _log)
            ?? throw new InvalidOperationException("it was made as null");
        var contract = kind == PluginKind.Strategy ? typeof(IQueryStrategy) : kind == PluginKind.Learner ? typeof(ILearner) : typeof(IOracle);
        if (!contract.IsInstanceOfType(_plugin))
        {
            throw PluginALException.Input($"{_plugin.GetType()} is marked as a {Words.Of(kind)}, but does not implement {contract.Name}; mend the plugin's class or its attribute.");
        }

        return new JsonObject
        {
            ["protocol"] = IsolatedPlugin.Protocol,
            ["optionsSchema"] = JsonNode.Parse(assembly.OptionsSchema(kind, asked.Text("name"))),
            ["pointwise"] = _plugin is IPointwiseStrategy,
            ["selects"] = _plugin is IPointwiseStrategy && ChoosesItself(_plugin.GetType()),
            ["composite"] = _plugin is ICompositeStrategy,
            ["inner"] = _plugin is ICompositeStrategy composite ? Wire.Texts(composite.Inner) : null,
            ["stateful"] = _plugin is IStatefulStrategy,
        };
    }

    /// <summary>Whether a pointwise strategy has a Select of its own, and not that of its contract.</summary>
    private static bool ChoosesItself(Type type) =>
        type.GetInterfaceMap(typeof(IQueryStrategy)).TargetMethods is [MethodInfo { DeclaringType: { } owner }] && owner != typeof(IPointwiseStrategy);

    private JsonObject? Select(JsonElement asked)
    {
        var count = asked.Int("count");
        var chosen = ((IQueryStrategy)_plugin!).Select(new RemoteQueryContext(asked, host, Arrays, _log!, _cancellation.Token), count);
        if (chosen is null)
        {
            return null;
        }

        // More than were asked for are one too many, however many the list says.
        var rows = new SelectedRow[Math.Clamp(chosen.Count, 0, count + 1)];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = chosen[i];
        }

        return Wire.Of(rows, Arrays, "selected");
    }

    private void Score(JsonElement asked)
    {
        var strategy = (IPointwiseStrategy)_plugin!;
        var block = Wire.Signals(asked.GetProperty("block"), Arrays);
        var random = Wire.Random(asked.GetProperty("random"));
        var scores = Arrays.GetWritable<float>(asked.GetProperty("scores"));
        for (var done = 0; done < block.Count; done += BlockRows)
        {
            var count = Math.Min(BlockRows, block.Count - done);
            strategy.Score(Part(block, done, count), random, scores.Slice(done, count));
        }
    }

    private static SignalBlock Part(SignalBlock block, int first, int count)
    {
        if (count == block.Count)
        {
            return block;
        }

        var memberWidth = block.MemberCount == 0 ? 0 : block.Members.Length / block.Count;
        return block with
        {
            Count = count,
            FirstRow = block.Rows.IsEmpty ? block.FirstRow + first : 0,
            Rows = block.Rows.IsEmpty ? default : block.Rows.Slice(first, count),
            Probabilities = block.Probabilities.IsEmpty ? default : block.Probabilities.Slice(first * block.ClassCount, count * block.ClassCount),
            Members = block.Members.IsEmpty ? default : block.Members.Slice(first * memberWidth, count * memberWidth),
            Embeddings = block.Embeddings.IsEmpty ? default : block.Embeddings.Slice(first * block.EmbeddingWidth, count * block.EmbeddingWidth),
            Features = block.Features.Width == 0 ? default : RemoteFeatures.Part(block.Features, first, count),
        };
    }

    private JsonObject? Fit(JsonElement asked)
    {
        foreach (var id in asked.GetProperty("release").EnumerateArray())
        {
            _models!.Remove(id.GetInt32());
        }

        var features = new BlockFeatures(asked.GetProperty("features"), Arrays);
        var labels = Wire.Labels(asked.GetProperty("labels"), Arrays);
        var task = Enum.Parse<LearningTask>(asked.Text("task"));
        var classes = asked.Int("classCount");
        var data = task == LearningTask.Classification
            ? new TrainingSet(features, [.. labels.Select(label => ((ClassLabel)label).Class)], classes)
            : new TrainingSet(features, task, labels, classes);
        var previous = asked.GetProperty("previous");
        return Describe(((ILearner)_plugin!).Fit(data, new FitContext
        {
            Previous = previous.ValueKind == JsonValueKind.Number ? _models!.Find(previous.GetInt32()) : null,
            Random = Wire.Random(asked.GetProperty("random")),
            Log = _log!,
            Cancellation = _cancellation.Token,
        }));
    }

    private JsonObject? Describe(IModel? model) => model is null ? null : _models!.Add(model);

    private JsonArray? Ask(JsonElement asked)
    {
        var tickets = asked.GetProperty("tickets").EnumerateArray().Select(ticket => new Ticket(
            ticket.Text("id"), ticket.Long("row"), ticket.Int("round"),
            ticket.GetProperty("score").ValueKind == JsonValueKind.Number ? ticket.GetProperty("score").GetDouble() : double.NaN,
            ticket.GetProperty("probability").ValueKind == JsonValueKind.Number ? ticket.GetProperty("probability").GetDouble() : null)).ToList();
        var answers = ((IOracle)_plugin!).AskAsync(tickets, new RemoteOracleContext(asked, host, _log!), _cancellation.Token).AsTask().GetAwaiter().GetResult();
        return answers is null ? null : new JsonArray([.. answers.Take(tickets.Count + 1).Select(answer => answer is null ? null : (JsonNode)new JsonObject
        {
            ["ticket"] = answer.TicketId,
            ["label"] = Wire.Of(answer.Label),
            ["annotator"] = answer.Annotator,
            ["cost"] = IsolatedOracle.Number(answer.Cost),
        })]);
    }

    /// <summary>What the plugin says goes to the host, a limited number of times.</summary>
    private sealed class HostLog(RpcPeer host) : IPluginLog
    {
        private int _count;

        public void Information(string message) => Say("information", message);

        public void Warning(string message) => Say("warning", message);

        private void Say(string level, string message)
        {
            // A few more than the host passes on, so that it can say that there were more.
            if (Interlocked.Increment(ref _count) <= 10 * PluginLog.Most)
            {
                host.Notify("log", new JsonObject { ["level"] = level, ["message"] = Words.OneLine(message) });
            }
        }
    }
}
