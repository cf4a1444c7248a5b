using PluginAL.Abstractions;

namespace PluginAL.Strategies.Tests;

/// <summary>Tokens, candidates and texts for rows of which class probabilities are known: enough to run every strategy on one pool.</summary>
internal sealed class FakeSignals
{
    private const int PathCount = 3;
    private readonly int _tags;
    private readonly List<int> _offsets = [0];
    private readonly List<float> _marginals = [];
    private readonly List<int> _bestTags = [];
    private readonly List<double> _paths = [];
    private readonly List<double> _entropies = [];
    private readonly List<int> _candidateOffsets = [0];
    private readonly List<Candidate> _candidates = [];
    private readonly List<string> _texts = [];

    /// <param name="rows">The rows.</param>
    /// <param name="probabilities">(n, C), or empty.</param>
    /// <param name="classes">C: as many tags, and as many candidates.</param>
    public FakeSignals(ReadOnlySpan<long> rows, float[] probabilities, int classes)
    {
        _tags = classes;
        for (var i = 0; i < rows.Length; i++)
        {
            _texts.Add(Text(rows[i]));
            if (probabilities.Length > 0)
            {
                Add(rows[i], probabilities.AsSpan(i * classes, classes).ToArray());
            }
        }
    }

    public TokenBlock Tokens => new()
    {
        Offsets = _offsets.ToArray(), TagCount = _tags, Marginals = _marginals.ToArray(), BestTags = _bestTags.ToArray(), PathCount = PathCount,
        PathLogProbabilities = _paths.ToArray(), Entropies = _entropies.ToArray(),
    };

    public CandidateBlock Candidates => new() { Offsets = _candidateOffsets.ToArray(), All = _candidates.ToArray() };

    public string[] Texts => [.. _texts];

    public static string Text(long row) => $"red {row % 3} of blue {row % 4}";

    // Independent tokens, all alike: every fifth row has none.
    private void Add(long row, float[] p)
    {
        var (length, best) = ((int)(row % 5), Array.IndexOf(p, p.Max()));
        double[] sorted = [.. p.OrderDescending().Select(value => (double)value), 0];
        for (var t = 0; t < length; t++)
        {
            _marginals.AddRange(p);
            _bestTags.Add(Math.Max(best, 0));
        }

        for (var path = 0; path < PathCount; path++)
        {
            _paths.Add(length == 0 ? path == 0 ? 0 : double.NegativeInfinity : ((length - 1) * Math.Log(sorted[0])) + Math.Log(sorted[Math.Min(path, sorted.Length - 1)]));
        }

        _entropies.Add(-length * p.Sum(value => value * Math.Log(value)));
        _offsets.Add(_bestTags.Count);
        foreach (var c in Enumerable.Range(0, p.Length).OrderByDescending(c => p[c]))
        {
            _candidates.Add(new Candidate($"said {c} of {row % 3}", Math.Log(p[c]), 4) { RoundTrip = Text(row + c) });
        }

        _candidateOffsets.Add(_candidates.Count);
    }
}
