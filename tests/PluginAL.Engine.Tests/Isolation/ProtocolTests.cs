using System.Text.Json;
using System.Text.RegularExpressions;
using PluginAL.Abstractions;
using PluginAL.Engine.Plugins;
using PluginAL.Engine.Sessions;
using PluginAL.Hosting;

namespace PluginAL.Engine.Tests.Isolation;

/// <summary>What is said between host and plugins is what docs/protocol.md and its schema say.</summary>
[Collection("processes")]
public sealed partial class ProtocolTests : IDisposable
{
    private static readonly MessageSchema Schema = new(
        JsonDocument.Parse(File.ReadAllText(Path.Combine(Python.Root(), "docs", "protocol.schema.json"))).RootElement);

    private readonly TemporaryFolder _folder = new();
    private readonly Clusters _data = new();

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("PLUGINAL_PROTOCOL_LOG", null);
        _folder.Dispose();
    }

    [Fact]
    public void The_document_and_the_schema_name_the_same_methods()
    {
        var table = File.ReadLines(Path.Combine(Python.Root(), "docs", "protocol.md")).Where(line => line.StartsWith("| `", StringComparison.Ordinal));
        var named = table.SelectMany(line => Method().Matches(line.Split('|')[1]).Select(match => match.Groups[1].Value)).ToList();
        Assert.Equal(Schema.Methods.Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Real_traffic_is_as_the_schema_says()
    {
        var file = _folder.File("traffic.jsonl");
        Environment.SetEnvironmentVariable("PLUGINAL_PROTOCOL_LOG", file);
        using (var plugins = new Plugins(new PluginHostOptions { Isolation = PluginIsolation.All }))
        {
            foreach (var strategy in (ReadOnlySpan<string>)["margin", "k-center", "albl", "expected-error-reduction", "visits-blocks", "hostile-strategy:how=talks"])
            {
                Run(plugins, strategy);
            }

            // Reads the features before it crashes.
            Run(plugins, "ends-process:how=writes-to-map", policy: PluginFailurePolicy.Random);

            using var oracle = plugins.Host.Create<IOracle>(PluginKind.Oracle, PluginReference.Parse("hostile-oracle"));
            await oracle.AskAsync([new Ticket("0-1", 1, 0, double.NaN, null)], new Truths(_data, plugins), _data, default);
        }

        if (Python.With("numpy, sklearn") is not null)
        {
            using var plugins = new Plugins(Python.TrustAll);
            Run(plugins, Python.Sample("margin_strategy.py"), Python.Sample("sklearn_learner.py"));
        }

        Environment.SetEnvironmentVariable("PLUGINAL_PROTOCOL_LOG", null);
        var asked = new Dictionary<string, string>();
        var seen = new HashSet<string>();
        foreach (var line in File.ReadLines(file))
        {
            var entry = JsonDocument.Parse(line).RootElement;
            var message = entry.GetProperty("message");
            Assert.Empty(Schema.Message(message));
            var from = entry.GetProperty("from").GetString();
            if (message.TryGetProperty("method", out var method))
            {
                seen.Add(method.GetString()!);
                if (message.TryGetProperty("id", out var id))
                {
                    asked[$"{entry.GetProperty("process")} {from} {id}"] = method.GetString()!;
                }
            }
            else if (message.TryGetProperty("result", out var result))
            {
                var to = from == "host" ? "plugin" : "host";
                Assert.Empty(Schema.Result(asked[$"{entry.GetProperty("process")} {to} {message.GetProperty("id")}"], result));
            }
        }

        string[] expected =
        [
            "initialize", "strategy/score", "strategy/select", "strategy/saveState", "learner/fit", "learner/load", "model/predict", "model/save", "oracle/ask",
            "context/signals", "context/features", "context/fit", "context/select", "oracle/truth", "log",
        ];
        Assert.Empty(expected.Except(seen));
    }

    private void Run(Plugins plugins, string strategy, string learner = "logistic", PluginFailurePolicy policy = PluginFailurePolicy.Stop)
    {
        using var chooser = plugins.Strategy(strategy);
        using var teacher = plugins.Learner(learner);
        using var ledger = Storage.Ledger.Open(_folder.File(Guid.NewGuid().ToString("N")));
        using var session = new ActiveLearningSession(_data, teacher, chooser, new SessionOptions { Name = "s", Seed = 3, Committee = 3, OnPluginFailure = policy }, ledger, plugins, plugins.Host);
        for (var round = 0; round < 3; round++)
        {
            session.Tell(session.Ask(8).Select(ticket => new Answer(ticket.Id, _data.Truth(ticket.Row), "truth")));
        }

        using var bytes = new MemoryStream();
        session.Fit().Save(bytes);
        teacher.Load(bytes.ToArray());
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Method();
}
