using PluginAL.Abstractions;
using PluginAL.Engine.Metrics;
using PluginAL.Engine.Sessions;
using PluginAL.Hosting;

namespace PluginAL.Engine.Tests.Isolation;

/// <summary>The samples in Python, and what goes wrong with plugins in Python.</summary>
[Collection("processes")]
public sealed class PythonTests : IDisposable
{
    private readonly Plugins _plugins = new(Python.TrustAll);
    private readonly TemporaryFolder _folder = new();
    private readonly Clusters _data = new();

    public void Dispose()
    {
        _plugins.Dispose();
        _folder.Dispose();
    }

    [PythonFact("numpy")]
    public void A_strategy_in_Python_chooses_what_the_same_strategy_in_CSharp_chooses() =>
        Assert.Equal(Rows("margin"), Rows(Python.Sample("margin_strategy.py")));

    [PythonFact("numpy, sklearn")]
    public void A_learner_of_scikit_learn_learns_is_saved_and_brought_back()
    {
        var learner = _plugins.Learner(Python.Sample("sklearn_learner.py"));
        var session = new ActiveLearningSession(_data, learner, _plugins.Strategy("margin"), new SessionOptions { Name = "s", Seed = 1 }, null, _plugins);
        for (var round = 0; round < 4; round++)
        {
            session.Tell(session.Ask(15).Select(Truth));
        }

        var model = (IClassifier)session.Fit();
        Assert.True(Accuracy(model) > 0.8, $"accuracy {Accuracy(model)}");
        using var bytes = new MemoryStream();
        model.Save(bytes);
        bytes.Position = 0;
        var again = (IClassifier)_plugins.Learner(Python.Sample("sklearn_learner.py")).Instance.Load(bytes);
        Assert.Equal(Probabilities(model), Probabilities(again));
    }

    [PythonFact("numpy, torch")]
    public void A_network_of_torch_is_fine_tuned_and_embeds()
    {
        var learner = _plugins.Learner(Python.Sample("fine_tune.py") + ":epochs=20;hidden=16");
        var session = new ActiveLearningSession(_data, learner, _plugins.Strategy("badge"), new SessionOptions { Name = "s", Seed = 1 }, null, _plugins);
        for (var round = 0; round < 4; round++)
        {
            session.Tell(session.Ask(15).Select(Truth));
        }

        var model = (IClassifier)session.Fit();
        Assert.Equal(16, Assert.IsAssignableFrom<IEmbedder>(model).EmbeddingWidth);
        Assert.True(Accuracy(model) > 0.8, $"accuracy {Accuracy(model)}");
    }

    [PythonFact("numpy")]
    public void Whatever_goes_wrong_in_Python_is_named()
    {
        Fails("def select(self, context, count): return [][1]", "strategy 'broken' 1.2.3 (broken.py) threw IndexError in Select: list index out of range; report it");
        Fails("def select(self, context, count): return context.candidates[:count - 1]", "strategy 'broken' 1.2.3 (broken.py) chose 9 rows");
        Fails("def select(self, context, count): import os; os._exit(3)", "strategy 'broken' 1.2.3 (broken.py) failed in Select: its process ended with exit code 3");
        Fails("def select(self, context, count): import os; os.write(1, b'hello'); print('more'); return context.candidates[:count]", null);
        Fails("def select(self, context, count): return list(context.blocks([3, 1]))", "rows ascend");
        Fails("def score(self, block, random): return block.rows * float('nan')", "gave 390 scores that are not finite");
    }

    [PythonFact("numpy")]
    public void Whoever_takes_too_much_memory_outside_of_NET_is_ended_too()
    {
        using var plugins = new Plugins(Python.TrustAll with { Isolation = new PluginIsolation { MemoryLimit = 256 << 20 } });
        const string Hoards = "def select(self, context, count): import numpy, time; return [(numpy.ones(2**22), time.sleep(.01)) for _ in range(200)]";
        using var session = new ActiveLearningSession(_data, plugins.Learner(), plugins.Strategy(Write(Hoards)), new SessionOptions { Name = "s", Seed = 1 }, null, plugins);
        session.Tell(session.Ask(10).Select(Truth));
        var error = Assert.Throws<PluginALException>(() => session.Ask(10)).Message;
        Assert.Matches("strategy 'broken' 1.2.3 \\(broken.py\\) failed in Select: it took [0-9]+ MiB of memory, and its limit is 256 MiB", error);
    }

    [PythonFact("numpy")]
    public void An_option_that_is_wrong_is_refused_as_usage()
    {
        var error = Assert.Throws<PluginALException>(() => _plugins.Strategy(Python.Sample("margin_strategy.py") + ":powr=2"));
        Assert.Equal(ErrorKind.Usage, error.Kind);
        Assert.Contains("there is no option 'powr'; known: power", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_Python_that_is_not_there_is_named_with_the_remedy()
    {
        var path = Write("def score(self, block, random): return block.rows");
        using var host = new PluginHost(Python.TrustAll with { LoadLimit = TimeSpan.FromSeconds(30) });
        var before = Environment.GetEnvironmentVariable("PLUGINAL_PYTHON");
        Environment.SetEnvironmentVariable("PLUGINAL_PYTHON", "no-such-python");
        try
        {
            var error = Assert.Throws<PluginALException>(() => host.Create<IQueryStrategy>(PluginKind.Strategy, PluginReference.Parse(path)));
            Assert.Contains("no-such-python", error.Message, StringComparison.Ordinal);
            Assert.Contains("PLUGINAL_PYTHON", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            Environment.SetEnvironmentVariable("PLUGINAL_PYTHON", before);
        }
    }

    [Fact]
    public void A_source_that_is_not_trusted_is_not_run_and_one_that_says_nothing_of_itself_is_refused()
    {
        using var host = new PluginHost(new PluginHostOptions { Trust = new PluginTrust(TrustMode.Strict, new TrustStore(_folder.File("trust.json"))) });
        var path = Write("def score(self, block, random): return block.rows");
        Assert.Equal(("broken", "1.2.3", Signals.Probabilities), host.Find(PluginKind.Strategy, PluginReference.Parse(path)) is var info ? (info.Name, info.Version, info.Needs) : default);
        Assert.Contains("you have not trusted it", Assert.Throws<PluginALException>(() => host.Create<IQueryStrategy>(PluginKind.Strategy, PluginReference.Parse(path))).Message, StringComparison.Ordinal);
        var silent = _folder.File("silent.py");
        File.WriteAllText(silent, "print(1)\n");
        Assert.Contains("does not say what plugin it is", Assert.Throws<PluginALException>(() => host.Find(PluginKind.Strategy, PluginReference.Parse(silent))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_helper_is_short_and_needs_NumPy_alone()
    {
        var lines = File.ReadAllLines(Python.Sample("pluginal.py"));
        Assert.True(lines.Length <= 300, $"{lines.Length} lines");
        string[] standard = ["inspect", "json", "os", "queue", "sys", "threading", "_thread", "types", "numpy"];
        Assert.All(
            lines.Where(line => line.StartsWith("import ", StringComparison.Ordinal) || line.StartsWith("from ", StringComparison.Ordinal)),
            line => Assert.Contains(line.Split(' ')[1], standard));
    }

    private void Fails(string method, string? message)
    {
        using var strategy = _plugins.Strategy(Write(method));
        using var session = new ActiveLearningSession(_data, _plugins.Learner(), strategy, new SessionOptions { Name = "s", Seed = 1 }, null, _plugins);
        session.Tell(session.Ask(10).Select(Truth));
        if (message is null)
        {
            Assert.Equal(10, session.Ask(10).Count);
            return;
        }

        Assert.Contains(message, Assert.Throws<PluginALException>(() => session.Ask(10)).Message, StringComparison.Ordinal);
    }

    private string Write(string method)
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("pluginal-python-").FullName, "broken.py");
        File.WriteAllText(path, $"# /// pluginal\n# kind = \"strategy\"\n# name = \"broken\"\n# version = \"1.2.3\"\n# needs = [\"probabilities\"]\n# ///\nimport pluginal\n\n\nclass Broken:\n    {method}\n\n\npluginal.run(Broken)\n");
        return path;
    }

    private List<long> Rows(string strategy)
    {
        using var session = new ActiveLearningSession(_data, _plugins.Learner(), _plugins.Strategy(strategy), new SessionOptions { Name = "s", Seed = 3 }, null, _plugins);
        var rows = new List<long>();
        for (var round = 0; round < 3; round++)
        {
            var tickets = session.Ask(8);
            rows.AddRange(tickets.Select(ticket => ticket.Row));
            session.Tell(tickets.Select(Truth));
        }

        return rows;
    }

    private double Accuracy(IClassifier model) => ConfusionMatrix.Evaluate(model, _data.Features, _data.TrueClasses, 3).Accuracy;

    private float[] Probabilities(IClassifier model)
    {
        var probabilities = new float[50 * 3];
        model.PredictProbabilities(_data.Features.Block(0, 50), probabilities);
        return probabilities;
    }

    private Answer Truth(Ticket ticket) => new(ticket.Id, _data.Truth(ticket.Row), "truth");
}
