using System.Text.Json;
using System.Text.Json.Nodes;
using PluginAL.Abstractions;

namespace PluginAL.Hosting.Isolation;

/// <summary>A strategy in a process of its own.</summary>
internal class IsolatedStrategy(IsolatedPlugin plugin) : IQueryStrategy, IDisposable
{
    protected IsolatedPlugin Plugin => plugin;

    /// <summary>The proxy that has the contracts that the plugin has.</summary>
    public static IQueryStrategy For(IsolatedPlugin plugin) => (plugin.About.Flag("pointwise"), plugin.About.Flag("composite"), plugin.About.Flag("stateful")) switch
    {
        (true, _, _) when !plugin.About.Flag("selects") => new IsolatedPointwise(plugin),
        (_, true, true) => new IsolatedStatefulComposite(plugin),
        (_, true, false) => new IsolatedComposite(plugin),
        (_, false, true) => new IsolatedStateful(plugin),
        _ => new IsolatedStrategy(plugin),
    };

    public IReadOnlyList<SelectedRow> Select(QueryContext context, int count) => plugin.Call<IReadOnlyList<SelectedRow>>(
        "Select",
        "strategy/select",
        arrays =>
        {
            var labelled = context.LabelledRows.ToArray();
            return new JsonObject
            {
                ["count"] = count,
                ["round"] = context.Round,
                ["task"] = context.Task.ToString(),
                ["classes"] = Wire.Texts(context.Classes),
                ["candidates"] = Wire.Of(context.Candidates, arrays, "candidates"),
                ["labelledRows"] = arrays.Put<long>("labelled", labelled, labelled.Length),
                ["labels"] = Wire.Of(context.Labels, arrays, "labels"),
                ["random"] = Wire.Of(context.Random),
                ["features"] = context.Features is { } features
                    ? new JsonObject { ["layout"] = Layout(features), ["rows"] = features.RowCount, ["width"] = features.Width }
                    : null,
                ["model"] = context.Model is { } model ? ModelTable.Describe(0, model) : null,
            };
        },
        (answer, arrays) => answer.ValueKind == JsonValueKind.Null ? null! : Wire.Selected(answer, arrays),
        arrays => new ContextServer(context, arrays).Serve,
        context.Log,
        cancellation: context.Cancellation);

    public void Dispose() => plugin.Dispose();

    private static string Layout(FeatureMatrix features) => features.Layout == FeatureLayout.Dense ? "dense" : "sparse";
}

/// <summary>A pointwise strategy in a process of its own: blocks, threads and the best rows are this process's work, as for any other.</summary>
internal sealed class IsolatedPointwise(IsolatedPlugin plugin) : IRemotePointwise, IDisposable
{
    public void Score(in SignalBlock block, RandomSource random, Span<float> scores)
    {
        using var turn = plugin.Enter("Score");
        var parameters = new JsonObject
        {
            ["block"] = Wire.Of(block, turn.Arrays, "block"),
            ["random"] = Wire.Of(random),
            ["scores"] = turn.Arrays.Room<float>("scores", out var room, block.Count),
        };
        turn.Call("strategy/score", parameters);
        room.CopyTo(scores);
    }

    public void Dispose() => plugin.Dispose();
}

/// <summary>A composite strategy in a process of its own.</summary>
internal sealed class IsolatedComposite(IsolatedPlugin plugin) : IsolatedStrategy(plugin), ICompositeStrategy
{
    public IReadOnlyList<string> Inner { get; } = plugin.About.Texts("inner");
}

/// <summary>A strategy that remembers, in a process of its own.</summary>
internal sealed class IsolatedStateful(IsolatedPlugin plugin) : IsolatedStrategy(plugin), IStatefulStrategy
{
    private readonly IsolatedState _state = new(plugin);

    public void SaveState(Stream stream) => _state.Save(stream);

    public void RestoreState(Stream stream) => _state.Restore(stream);
}

/// <summary>A composite strategy that remembers, in a process of its own.</summary>
internal sealed class IsolatedStatefulComposite(IsolatedPlugin plugin) : IsolatedStrategy(plugin), ICompositeStrategy, IStatefulStrategy
{
    private readonly IsolatedState _state = new(plugin);

    public IReadOnlyList<string> Inner { get; } = plugin.About.Texts("inner");

    public void SaveState(Stream stream) => _state.Save(stream);

    public void RestoreState(Stream stream) => _state.Restore(stream);
}

/// <summary>The state of a strategy that remembers, as bytes.</summary>
internal sealed class IsolatedState(IsolatedPlugin plugin)
{
    public void Save(Stream stream) => stream.Write(plugin.Call(
        "SaveState", "strategy/saveState", _ => [], (answer, arrays) => arrays.Get<byte>(answer.GetProperty("state")).ToArray()));

    public void Restore(Stream stream)
    {
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        plugin.Call(
            "RestoreState",
            "strategy/restoreState",
            arrays => new JsonObject { ["state"] = arrays.Put<byte>("state", bytes.GetBuffer().AsSpan(0, (int)bytes.Length), bytes.Length) },
            (_, _) => 0);
    }
}
