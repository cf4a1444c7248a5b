using System.Text.Json;
using System.Text.Json.Nodes;
using PluginAL.Abstractions;
using PluginAL.Scoring;

namespace PluginAL.Hosting.Isolation;

/// <summary>What a strategy may look at while it chooses, seen from its own process: small things came with the call, large ones are asked for.</summary>
internal sealed class RemoteQueryContext : QueryContext
{
    private const int PageRows = 8192;

    [ThreadStatic]
    private static int _depth;

    private readonly RpcPeer _host;
    private readonly SharedArrays _arrays;
    private readonly Lazy<PastSelection[]> _history;

    public RemoteQueryContext(JsonElement asked, RpcPeer host, SharedArrays arrays, IPluginLog log, CancellationToken cancellation)
    {
        (_host, _arrays, Log, Cancellation) = (host, arrays, log, cancellation);
        Round = asked.Int("round");
        Task = Enum.Parse<LearningTask>(asked.Text("task"));
        Classes = Array.AsReadOnly(asked.Texts("classes"));
        Candidates = Wire.Rows(asked.GetProperty("candidates"), arrays);
        LabelledRows = Array.AsReadOnly(arrays.Get<long>(asked.GetProperty("labelledRows")).ToArray());
        Labels = Array.AsReadOnly(Wire.Labels(asked.GetProperty("labels"), arrays));
        Random = Wire.Random(asked.GetProperty("random"));
        Features = asked.GetProperty("features") is { ValueKind: JsonValueKind.Object } features ? new RemoteFeatures(features, host, arrays) : null;
        Model = asked.GetProperty("model") is { ValueKind: JsonValueKind.Object } model ? ModelOf(model) : null;
        _history = new Lazy<PastSelection[]>(ReadHistory);
    }

    public override int Round { get; }

    public override LearningTask Task { get; }

    public override IReadOnlyList<string> Classes { get; }

    public override RowSet Candidates { get; }

    public override IReadOnlyList<long> LabelledRows { get; }

    public override IReadOnlyList<Label> Labels { get; }

    public override IReadOnlyList<PastSelection> History => _history.Value;

    public override IModel? Model { get; }

    public override FeatureMatrix? Features { get; }

    public override RandomSource Random { get; }

    public override IPluginLog Log { get; }

    public override CancellationToken Cancellation { get; }

    /// <summary>A place for arrays that no other thread and no visit within which this one is uses.</summary>
    public static string Slot(int depth) => $"{Environment.CurrentManagedThreadId}-{depth}";

    public static JsonNode? ServeNothing(string method, JsonElement asked) => throw new InvalidDataException($"there is no method '{method}' while the plugin waits for an answer");

    public override double Cost(long row) => _host.Call("context/cost", new JsonObject { ["row"] = row }, ServeNothing).GetDouble();

    public override IReadOnlyList<SelectedRow> Best(IPointwiseStrategy strategy, int count)
    {
        var best = new TopK(count);
        var scores = Array.Empty<float>();
        ForEachBlock((in block) =>
        {
            if (scores.Length < block.Count)
            {
                scores = new float[block.Count];
            }

            strategy.Score(block, Random, scores.AsSpan(0, block.Count));
            for (var i = 0; i < block.Count; i++)
            {
                best.Add(scores[i], block.Row(i));
            }
        });
        return [.. best.ToArray().Select(row => new SelectedRow(row.Row, row.Score))];
    }

    public override void ForEachBlock(SignalVisitor visitor)
    {
        foreach (var page in Candidates.Rows().Chunk(PageRows))
        {
            ForEachBlock(page, visitor);
        }
    }

    public override void ForEachBlock(ReadOnlySpan<long> rows, SignalVisitor visitor)
    {
        for (; !rows.IsEmpty; rows = rows[Math.Min(PageRows, rows.Length)..])
        {
            Cancellation.ThrowIfCancellationRequested();
            var page = rows[..Math.Min(PageRows, rows.Length)];
            var slot = Slot(_depth);
            var answer = _host.Call(
                "context/signals", new JsonObject { ["rows"] = _arrays.Put("rows-" + slot, page, page.Length), ["slot"] = slot }, ServeNothing);
            _depth++;
            try
            {
                foreach (var block in answer.GetProperty("blocks").EnumerateArray())
                {
                    visitor(Wire.Signals(block, _arrays));
                }
            }
            finally
            {
                _depth--;
            }
        }
    }

    public override IModel Fit(IReadOnlyList<long> rows, IReadOnlyList<Label> labels)
    {
        var parameters = Wire.Of(labels, _arrays, "fit-labels");
        long[] numbers = [.. rows];
        parameters["rows"] = _arrays.Put<long>("fit-rows", numbers, numbers.Length);
        return ModelOf(_host.Call("context/fit", parameters, ServeNothing));
    }

    public override IReadOnlyList<SelectedRow> Select(string strategy, RowSet candidates, int count) => Wire.Selected(
        _host.Call(
            "context/select",
            new JsonObject { ["strategy"] = strategy, ["candidates"] = Wire.Of(candidates, _arrays, "inner"), ["count"] = count },
            ServeNothing),
        _arrays);

    public override void Score(string strategy, ReadOnlySpan<long> rows, Span<float> scores)
    {
        _host.Call(
            "context/score",
            new JsonObject
            {
                ["strategy"] = strategy,
                ["rows"] = _arrays.Put("inner-rows", rows, rows.Length),
                ["scores"] = _arrays.Room<float>("inner-scores", out var room, scores.Length),
            },
            ServeNothing);
        room.CopyTo(scores);
    }

    private RemoteModel ModelOf(JsonElement about) => RemoteModel.For(new HostChannel(_host, _arrays, about.Int("model")), about);

    private PastSelection[] ReadHistory()
    {
        var answer = _host.Call("context/history", [], ServeNothing);
        var rounds = _arrays.Get<int>(answer.GetProperty("rounds")).ToArray();
        return [.. Wire.Selected(answer, _arrays).Select((row, i) => new PastSelection(rounds[i], row.Row, row.Score, row.Probability))];
    }

    /// <summary>The way to a model of the host.</summary>
    private sealed class HostChannel(RpcPeer host, SharedArrays arrays, int id) : IModelChannel
    {
        public void Predict(string member, string what, in FeatureBlock rows, Span<float> output, params ReadOnlySpan<long> shape)
        {
            var slot = Slot(0);
            host.Call(
                "model/predict",
                new JsonObject
                {
                    ["model"] = id,
                    ["what"] = what,
                    ["rows"] = Wire.Of(rows, arrays, "predict-" + slot),
                    ["output"] = arrays.Room<float>("output-" + slot, out var room, shape),
                },
                ServeNothing);
            room.CopyTo(output);
        }

        public byte[] Save() => arrays.Get<byte>(host.Call("model/save", new JsonObject { ["model"] = id }, ServeNothing).GetProperty("bytes")).ToArray();
    }
}

/// <summary>What an oracle may look at, seen from its own process.</summary>
internal sealed class RemoteOracleContext(JsonElement asked, RpcPeer host, IPluginLog log) : OracleContext
{
    public override LearningTask Task { get; } = Enum.Parse<LearningTask>(asked.Text("task"));

    public override IReadOnlyList<string> Classes { get; } = Array.AsReadOnly(asked.Texts("classes"));

    public override IPluginLog Log => log;

    public override Label? Truth(long row) => Wire.Label(host.Call("oracle/truth", new JsonObject { ["row"] = row }, RemoteQueryContext.ServeNothing));

    public override double Cost(long row) => host.Call("oracle/cost", new JsonObject { ["row"] = row }, RemoteQueryContext.ServeNothing).GetDouble();

    public override string Describe(long row) =>
        host.Call("oracle/describe", new JsonObject { ["row"] = row }, RemoteQueryContext.ServeNothing).GetString() ?? "";
}
