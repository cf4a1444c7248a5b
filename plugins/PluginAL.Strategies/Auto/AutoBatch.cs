using PluginAL.Abstractions;
using PluginAL.Scoring;

namespace PluginAL.Strategies;

/// <summary>A batch that grows by typical, doubtful and random rows, none of which all but repeats another or a labelled one.</summary>
internal sealed class AutoBatch
{
    /// <summary>Two rows repeat one another where the squared distance is this part of the squared length.</summary>
    private const float Same = 1e-4f;

    private const int Neighbours = 20;

    /// <summary>Of k-means.</summary>
    private const int Iterations = 8;

    private readonly QueryContext _context;
    private readonly int _count;
    private readonly List<SelectedRow> _rows = [];
    private readonly HashSet<long> _taken = [];
    private readonly HashSet<long> _random = [];
    private readonly ShortList _labelled;
    private readonly List<float[]> _chosen = [];

    public AutoBatch(QueryContext context, int count)
    {
        _context = context;
        _count = count;
        _labelled = ShortList.Read(context, context.LabelledRows.Distinct());
    }

    /// <summary>The unit of lists to choose from; null: their own.</summary>
    public double? Unit => _labelled.Unit;

    public bool IsRandom(long row) => _random.Contains(row);

    /// <summary>One row from each of the largest clusters that hold no label.</summary>
    public void AddTypical(ShortList sample, int count)
    {
        if (sample.Rows.Length == 0 || count == 0)
        {
            return;
        }

        // Labelled and sampled rows are clustered together; labelled ones only cover.
        var labelled = Math.Min(_labelled.Rows.Length, sample.Rows.Length);
        var n = sample.Rows.Length + labelled;
        var vectors = new float[n * sample.Width];
        sample.Vectors.CopyTo(vectors, 0);
        Array.Copy(_labelled.Vectors, 0, vectors, sample.Vectors.Length, labelled * sample.Width);
        var weights = new float[n];
        Array.Fill(weights, 1);
        var clusters = WeightedKMeans.Fit(
            vectors, sample.Width, weights, Math.Min(n, labelled + count), Iterations, _context.Random.For("typical"), _context.Cancellation).Assignments;
        var covered = clusters.Skip(sample.Rows.Length).ToHashSet();
        var groups = Enumerable.Range(0, sample.Rows.Length)
            .Where(i => clusters[i] >= 0)
            .GroupBy(i => clusters[i])
            .OrderBy(group => covered.Contains(group.Key))
            .ThenByDescending(group => group.Count())
            .ThenBy(group => group.Key);
        var added = 0;
        foreach (var group in groups)
        {
            if (added == count)
            {
                return;
            }

            added += TakeFirst(sample, ByTypicality(sample, [.. group])) ? 1 : 0;
        }
    }

    /// <summary>
    /// The row nearest to the centre of each of as many clusters, weighted by the square of the doubt; of the heaviest of twice as many
    /// clusters, where classes are to be evened out: the next is always of the class with the fewest labels and rows.
    /// </summary>
    /// <param name="list">The rows to choose from.</param>
    /// <param name="count">How many.</param>
    /// <param name="labels">How many labels each class has, where classes are to be evened out.</param>
    public void AddDoubtful(ShortList list, int count, int[]? labels)
    {
        if (list.Rows.Length == 0 || count == 0)
        {
            return;
        }

        float[] weights = [.. list.Doubts.Select(doubt => (float)(doubt * doubt))];
        var clusters = WeightedKMeans.Fit(
            list.Vectors, list.Width, weights, Math.Min(labels is null ? count : 2 * count, weights.Length), Iterations, _context.Random.For("diverse"), _context.Cancellation);
        var groups = Enumerable.Range(0, weights.Length)
            .Where(i => clusters.Assignments[i] >= 0)
            .GroupBy(i => clusters.Assignments[i])
            .Select(group => (Key: group.Key, Weight: group.Sum(i => (double)weights[i]), Order: group.OrderBy(i => clusters.SquaredDistances[i]).ToList()))
            .OrderByDescending(group => group.Weight)
            .ThenBy(group => group.Key)
            .Select(group => group.Order)
            .ToList();
        var added = 0;
        foreach (var order in labels is null ? groups : EvenedOut(groups, list, labels))
        {
            if (added == count)
            {
                return;
            }

            added += TakeFirst(list, order) ? 1 : 0;
        }

        // Clusters that were empty or held repeats only: the most doubtful rows instead.
        var rest = Enumerable.Range(0, weights.Length).OrderByDescending(i => list.Doubts[i]).ToList();
        while (added < count && TakeFirst(list, rest))
        {
            added++;
        }
    }

    /// <summary>The batch, filled up with random rows, which stand between the others.</summary>
    public IReadOnlyList<SelectedRow> Complete(RandomSource random)
    {
        var missing = _count - _rows.Count;
        var probability = missing / Math.Max(1.0, _context.Candidates.Count - _taken.Count);
        var drawn = RowDraw.Uniform(_context.Candidates, _taken, missing, random.For("random"));
        for (var i = 0; i < drawn.Count; i++)
        {
            _random.Add(drawn[i]);
            _rows.Insert((int)((i + 1L) * _rows.Count / (drawn.Count + 1)), new SelectedRow(drawn[i], 0, probability));
        }

        return _rows;
    }

    /// <summary>The model's class for each row; −1 without a model.</summary>
    public IEnumerable<(long Row, int Class)> Predictions(IEnumerable<long> rows)
    {
        var list = ShortList.Read(_context, rows);
        return list.Rows.Zip(list.Predicted);
    }

    /// <summary>Clusters in such an order that the next is always of the class with the fewest labels, those before it among them.</summary>
    private static IEnumerable<List<int>> EvenedOut(List<List<int>> groups, ShortList list, int[] labels)
    {
        int[] have = [.. labels];
        var left = groups.ToLookup(order => list.Predicted[order[0]]).ToDictionary(group => group.Key, group => new Queue<List<int>>(group));
        while (left.Count > 0)
        {
            var next = left.Keys.MinBy(c => (have[c], c));
            have[next]++;
            yield return left[next].Dequeue();
            if (left[next].Count == 0)
            {
                left.Remove(next);
            }
        }
    }

    private bool TakeFirst(ShortList list, IReadOnlyList<int> order)
    {
        foreach (var i in order)
        {
            if (!_taken.Contains(list.Rows[i]) && _context.Candidates.Contains(list.Rows[i]) && !Repeats(list.Vector(i)))
            {
                _taken.Add(list.Rows[i]);
                _chosen.Add(list.Vector(i).ToArray());
                _rows.Add(new SelectedRow(list.Rows[i], list.Doubts[i]));
                return true;
            }
        }

        return false;
    }

    private bool Repeats(ReadOnlySpan<float> vector)
    {
        var near = Same * Distances.Dot(vector, vector);
        foreach (var chosen in _chosen)
        {
            if (Distances.SquaredEuclidean(vector, chosen) <= near)
            {
                return true;
            }
        }

        for (var i = 0; i < _labelled.Rows.Length; i++)
        {
            if (Distances.SquaredEuclidean(vector, _labelled.Vector(i)) <= near)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Rows of a cluster by their mean distance to the nearest others in it, the smallest first.</summary>
    private static List<int> ByTypicality(ShortList list, int[] rows)
    {
        // More than a thousand rows are measured against the first thousand: the order hardly changes.
        var others = rows.AsSpan(0, Math.Min(rows.Length, 1000)).ToArray();
        var mean = new double[rows.Length];
        var distances = new float[others.Length];
        var table = new float[others.Length * list.Width];
        for (var j = 0; j < others.Length; j++)
        {
            list.Vector(others[j]).CopyTo(table.AsSpan(j * list.Width));
        }

        for (var i = 0; i < rows.Length; i++)
        {
            Distances.ToRows(DistanceMetric.Euclidean, list.Vector(rows[i]), table, distances);
            Array.Sort(distances);
            mean[i] = distances.Take(Neighbours + 1).Sum(distance => (double)distance) / Math.Min(distances.Length, Neighbours + 1);
        }

        return [.. Enumerable.Range(0, rows.Length).OrderBy(i => mean[i]).ThenBy(i => rows[i]).Select(i => rows[i])];
    }
}
