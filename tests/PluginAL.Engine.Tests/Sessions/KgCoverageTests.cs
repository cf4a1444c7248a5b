using PluginAL.Abstractions;
using PluginAL.Engine.Sessions;

namespace PluginAL.Engine.Tests.Sessions;

public sealed class KgCoverageTests : IDisposable
{
    private readonly Plugins _plugins = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _plugins.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void What_has_no_label_yet_is_covered_greedily_as_by_brute_force()
    {
        var random = new RandomSource(3, "graph");
        var data = new Clusters(60);
        string[][] triples = [.. Enumerable.Range(0, 60).Select(row => (string[])[$"e{random.Below(12, row)}", $"r{random.Below(3, row, 1)}", $"e{random.Below(12, row, 2)}"])];
        var file = _folder.File("triples.tsv");
        File.WriteAllLines(file, triples.Select(triple => string.Join('\t', triple)).Prepend("head\trelation\ttail"));
        using var session = new ActiveLearningSession(
            data, _plugins.Learner(), _plugins.Strategy($"kg-coverage:triples={file};uncertainty=0"), new SessionOptions { Name = "s", Seed = 1 }, null, _plugins);
        var labelled = session.Ask(5).Select(ticket => ticket.Row).ToList();
        session.Tell(session.OpenTickets.ToList().Select(ticket => new Answer(ticket.Id, data.Truth(ticket.Row), "truth")));

        var items = triples.Select(triple => new[] { "e " + triple[0], "r " + triple[1], "e " + triple[2] }.Distinct().ToArray()).ToArray();
        var expected = new List<(long, double)>();
        for (var place = 0; place < 20; place++)
        {
            var best = Enumerable.Range(0, 60).Where(row => !labelled.Contains(row)).Select(row => (Row: (long)row, Worth: items[row].Sum(item =>
                Math.Sqrt(items.Count(other => other.Contains(item))) / (1 + labelled.Count(other => items[other].Contains(item)))))).OrderByDescending(pair => Math.Round(pair.Worth, 9)).ThenBy(pair => pair.Row).First();
            expected.Add((best.Row, Math.Round(best.Worth, 9)));
            labelled.Add(best.Row);
        }

        var actual = session.Ask(20).Select(ticket => (ticket.Row, Math.Round(ticket.Score, 9))).ToList();
        Assert.Equal(expected.Select(pair => pair.Item2), actual.Select(pair => pair.Item2));
    }

    [Fact]
    public void Uncertain_entities_come_first_and_rows_may_have_many_triples_or_none()
    {
        var data = new Clusters(100);
        var file = _folder.File("triples.tsv");


        File.WriteAllLines(file, Enumerable.Range(0, 90).SelectMany(row => (string[])[$"{row}\tclass {data.TrueClasses[row]}\tis\tthing", $"{row}\tthing\tis\trow {row}"]));
        using var session = new ActiveLearningSession(
            data, _plugins.Learner(), _plugins.Strategy($"kg-coverage:triples={file};uncertainty=5"), new SessionOptions { Name = "s", Seed = 1 }, null, _plugins);
        session.Tell(session.Ask(5).Select(ticket => new Answer(ticket.Id, data.Truth(ticket.Row), "truth")));
        var rows = session.Ask(30).Select(ticket => ticket.Row).ToList();
        Assert.Equal(30, rows.Distinct().Count());
        Assert.All(rows, row => Assert.InRange(row, 0, 89));
        Assert.Equal(65, session.Ask(70).Count);
    }

    [Theory]
    [InlineData("a\tb", "line 1: found 2 columns")]
    [InlineData("a\tb\tc\nd\te", "line 2: found 2 columns")]
    [InlineData("x\ta\tb\tc", "line 1: found 4 columns")]
    public void A_file_that_is_none_of_triples_is_refused_with_its_line(string text, string message)
    {
        var file = _folder.File("bad.tsv");
        File.WriteAllText(file, text);
        var error = Assert.Throws<PluginALException>(() => _plugins.Strategy("kg-coverage:triples=" + file));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(ErrorKind.Usage, Assert.Throws<PluginALException>(() => _plugins.Strategy("kg-coverage")).Kind);
    }
}
