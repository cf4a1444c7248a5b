using PluginAL.Abstractions;
using PluginAL.Learners.Internals;
using PluginAL.Scoring;

namespace PluginAL.Learners;

/// <summary>Labelled rows and their texts, which become the candidates of rows near them. See <see cref="TranslationMemory"/>.</summary>
public sealed class TranslationMemoryModel : ITextGenerator
{
    private readonly UnitRows _rows;
    private readonly string[] _sources;
    private readonly string[] _targets;

    internal TranslationMemoryModel(UnitRows rows, string[] sources, string[] targets, int neighbours, float temperature)
    {
        (_rows, _sources, _targets, Neighbours, Temperature) = (rows, sources, targets, neighbours, temperature);
    }

    /// <inheritdoc/>
    public int Width => _rows.Width;

    /// <summary>The number of labelled rows.</summary>
    public int Count => _rows.Count;

    internal int Neighbours { get; }

    internal float Temperature { get; }

    /// <inheritdoc/>
    /// <exception cref="PluginALException">The rows have another layout or width than the model was fitted on.</exception>
    public IReadOnlyList<IReadOnlyList<Candidate>> Generate(in FeatureBlock rows, ReadOnlySpan<string> texts, RandomSource random, CancellationToken cancellation)
    {
        FeatureCheck.Rows(rows, _rows.Layout, Width, TranslationMemory.Name);
        FeatureCheck.Columns(rows);
        var (lists, cosines) = (new IReadOnlyList<Candidate>[rows.Count], new double[Count]);
        for (var i = 0; i < rows.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            _rows.Cosines(rows, i, cosines);
            lists[i] = Candidates(cosines);
        }

        return lists;
    }

    /// <inheritdoc/>
    public void Save(Stream stream) => TranslationMemoryFile.Write(this, _rows, _sources, _targets, stream);

    private List<Candidate> Candidates(double[] cosines)
    {
        var nearest = new PriorityQueue<int, (double, int)>(Neighbours + 1);
        for (var row = 0; row < cosines.Length; row++)
        {
            // NaN is no neighbour either. The farthest, and of equals the last, stands first and falls out.
            if (cosines[row] > 0 && (nearest.Count < Neighbours || nearest.TryPeek(out _, out var worst) && cosines[row] > worst.Item1))
            {
                nearest.Enqueue(row, (cosines[row], -row));
                if (nearest.Count > Neighbours)
                {
                    nearest.Dequeue();
                }
            }
        }

        int[] rows = [.. nearest.UnorderedItems.Select(item => item.Element).OrderByDescending(row => cosines[row]).ThenBy(row => row)];
        double[] weights = [.. rows.Select(row => PortableMath.Exp((cosines[row] - cosines[rows[0]]) / Temperature))];
        var total = weights.Sum();
        var alone = rows.Length == 0;
        if (alone)
        {
            // Nothing speaks for one text more than for another: each row's is as probable as any, and those that were labelled first stand for all.
            rows = [.. Enumerable.Range(0, Math.Min(Neighbours, Count))];
            (weights, total) = ([.. rows.Select(_ => 1.0)], Count);
        }

        // Rows of one text are one candidate; its round trip is the nearest's.
        return [.. rows.Zip(weights)
            .GroupBy(pair => _targets[pair.First], StringComparer.Ordinal)
            .Select(group => (Row: group.First().First, Weight: group.Sum(pair => pair.Second)))
            .OrderByDescending(candidate => candidate.Weight)
            .Select(candidate => new Candidate(_targets[candidate.Row], PortableMath.Log(Math.Max(candidate.Weight / total, 1e-300)), alone ? 1 : Words(_targets[candidate.Row]))
            {
                RoundTrip = _sources[candidate.Row],
            })];
    }

    /// <summary>Stretches without white space, at least 1.</summary>
    private static int Words(string text)
    {
        var (words, inside) = (0, false);
        foreach (var c in text)
        {
            var white = char.IsWhiteSpace(c);
            words += !white && !inside ? 1 : 0;
            inside = !white;
        }

        return Math.Max(1, words);
    }
}
