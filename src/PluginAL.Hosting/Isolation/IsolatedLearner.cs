using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using PluginAL.Abstractions;

namespace PluginAL.Hosting.Isolation;

/// <summary>A learner in a process of its own, where its models live too.</summary>
internal sealed class IsolatedLearner(IsolatedPlugin plugin) : ILearner, IDisposable
{
    // Models that nobody here refers to any more; told with the next fit.
    private readonly ConcurrentQueue<int> _released = [];

    public IModel Fit(TrainingSet data, FitContext context) => plugin.Call<IModel>(
        "Fit",
        "learner/fit",
        arrays => new JsonObject
        {
            ["features"] = Blocks(data.Features, arrays),
            ["task"] = data.Task.ToString(),
            ["classCount"] = data.ClassCount,
            ["labels"] = data.Task == LearningTask.Classification
                ? new JsonObject { ["classes"] = arrays.Put("classes", data.Classes, data.Classes.Length) }
                : Wire.Of(data.Labels, arrays, "classes"),
            ["previous"] = (context.Previous as RemoteModel)?.Asked is Channel channel && channel.IsIn(this) ? channel.Id : null,
            ["random"] = Wire.Of(context.Random),
            ["release"] = Released(),
        },
        (answer, _) => Model(answer, null)!,
        log: context.Log,
        cancellation: context.Cancellation);

    public IModel Load(Stream stream)
    {
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return Load(bytes.ToArray());
    }

    public void Dispose() => plugin.Dispose();

    private IModel Load(byte[] bytes) => plugin.Call("Load", "learner/load", arrays => Bytes(bytes, arrays), (answer, _) => Model(answer, bytes))!;

    private static JsonObject Bytes(byte[] bytes, SharedArrays arrays) => new() { ["bytes"] = arrays.Put<byte>("model", bytes, bytes.Length) };

    private static JsonArray Blocks(FeatureMatrix features, SharedArrays arrays)
    {
        const int MostValues = 1 << 24;
        var blocks = new JsonArray();
        for (var row = 0L; row < features.RowCount;)
        {
            var block = features.Block(row, Math.Max(1, MostValues / features.Width));
            blocks.Add(Wire.Of(block, arrays, $"fit-{blocks.Count}"));
            row += block.Count;
        }

        return blocks;
    }

    private RemoteModel? Model(JsonElement answer, byte[]? bytes) =>
        answer.ValueKind == JsonValueKind.Null ? null : RemoteModel.For(new Channel(this, plugin, answer.Int("model"), bytes), answer);

    private JsonArray Released()
    {
        var ids = new JsonArray();
        while (_released.TryDequeue(out var id))
        {
            ids.Add((JsonNode)id);
        }

        return ids;
    }

    /// <summary>The way to one model. Where its process ended it is brought back from the bytes that it was saved as.</summary>
    private sealed class Channel(IsolatedLearner learner, IsolatedPlugin plugin, int id, byte[]? bytes) : IModelChannel
    {
        private int _generation = plugin.Generation;
        private int _id = id;
        private byte[]? _bytes = bytes;

        ~Channel()
        {
            if (_generation == plugin.Generation)
            {
                learner._released.Enqueue(_id);
            }
        }

        public int Id => _id;

        public bool IsIn(IsolatedLearner other) => learner == other && _generation == plugin.Generation;

        public void Predict(string member, string what, in FeatureBlock rows, Span<float> output, params ReadOnlySpan<long> shape)
        {
            BringBack(member);
            using var turn = plugin.Enter(member);
            var parameters = new JsonObject
            {
                ["model"] = _id,
                ["what"] = what,
                ["rows"] = Wire.Of(rows, turn.Arrays, "rows"),
                ["output"] = turn.Arrays.Room<float>("output", out var room, shape),
            };
            turn.Call("model/predict", parameters);
            room.CopyTo(output);
        }

        public byte[] Save()
        {
            BringBack("Save");
            return _bytes = plugin.Call(
                "Save", "model/save", _ => new JsonObject { ["model"] = _id }, (answer, arrays) => arrays.Get<byte>(answer.GetProperty("bytes")).ToArray());
        }

        private void BringBack(string member)
        {
            if (_generation == plugin.Generation && plugin.ProcessId != 0)
            {
                return;
            }

            if (_bytes is not { } saved)
            {
                throw PluginALException.Work($"{plugin} cannot answer {member}: its process ended, and the model had not been saved; train it again.");
            }

            _id = plugin.Call("Load", "learner/load", arrays => Bytes(saved, arrays), (answer, _) => answer.Int("model"));
            _generation = plugin.Generation;
        }
    }
}
