using System.Text.Json;
using System.Text.Json.Nodes;
using PluginAL.Abstractions;

namespace PluginAL.Hosting.Isolation;

/// <summary>Models of this process that the other one may ask, by number.</summary>
internal sealed class ModelTable(SharedArrays arrays, params ReadOnlySpan<IModel?> models)
{
    private readonly Dictionary<int, IModel?> _models = models.ToArray().Select((model, index) => (index, model)).ToDictionary();
    private int _next = models.Length;

    /// <summary>What the other side must know of a model.</summary>
    public static JsonObject Describe(int id, IModel model)
    {
        var about = new JsonObject { ["model"] = id, ["width"] = model.Width };
        if (model is IClassifier classifier)
        {
            about["classes"] = classifier.ClassCount;
        }

        if (model is ICommittee committee)
        {
            about["members"] = committee.MemberCount;
        }

        if (model is IEmbedder embedder)
        {
            about["embedding"] = embedder.EmbeddingWidth;
        }

        return about;
    }

    public JsonObject Add(IModel model)
    {
        _models.Add(_next, model);
        return Describe(_next++, model);
    }

    public IModel? Find(int id) => _models.GetValueOrDefault(id);

    public void Remove(int id) => _models.Remove(id);

    public JsonNode? Serve(string method, JsonElement asked)
    {
        if (method is not ("model/predict" or "model/save"))
        {
            throw new InvalidDataException($"there is no method '{method}'");
        }

        var id = asked.Int("model");
        var model = Find(id) ?? throw new InvalidDataException($"there is no model {id}");
        if (method == "model/save")
        {
            using var bytes = new MemoryStream();
            model.Save(bytes);
            return new JsonObject { ["bytes"] = arrays.Put<byte>("model", bytes.GetBuffer().AsSpan(0, (int)bytes.Length), bytes.Length) };
        }

        var rows = Wire.Features(asked.GetProperty("rows"), arrays);
        var output = arrays.GetWritable<float>(asked.GetProperty("output"));
        switch (asked.Text("what"))
        {
            case "probabilities":
                ((IClassifier)model).PredictProbabilities(rows, output);
                break;
            case "members":
                ((ICommittee)model).PredictMembers(rows, output);
                break;
            case "embeddings":
                ((IEmbedder)model).Embed(rows, output);
                break;
            case var what:
                throw new InvalidDataException($"'{what}' is nothing that a model gives");
        }

        return null;
    }
}
