namespace PluginAL.Scoring.Sequences;

// The best paths.
public sealed partial class Lattice
{
    // The scores of the best paths to each tag of one token and of the one before, K × P; and for each token where they came from: previous tag · P + rank.
    private double[] _scores = [];
    private double[] _earlier = [];
    private int[] _from = [];

    /// <summary>The most probable path (Viterbi 1967).</summary>
    /// <param name="tags">T tags; of equally probable paths that of <see cref="BestPaths"/>.</param>
    /// <returns>ln p(path); −∞ where no path is possible, and the tags are 0.</returns>
    public double Viterbi(Span<int> tags)
    {
        Span<double> one = stackalloc double[1];
        BestPaths(one, tags);
        return one[0];
    }

    /// <summary>
    /// The P most probable paths, by a Viterbi algorithm that keeps P paths to each tag (Schwartz and Chow 1990, "The N-best algorithm"). Paths of equal score
    /// come in the order of their last tag, then of the one before it, and so on.
    /// </summary>
    /// <param name="logProbabilities">P values ln p(path), best first; −∞ where the sequence has fewer possible paths, NaN where an emission is NaN.</param>
    /// <param name="tags">P × T tags; 0 where there is no path. May be empty: then only the probabilities are wanted.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public void BestPaths(Span<double> logProbabilities, Span<int> tags)
    {
        var paths = logProbabilities.Length;
        ArgumentOutOfRangeException.ThrowIfZero(paths, nameof(logProbabilities));
        if (!tags.IsEmpty)
        {
            ArgumentOutOfRangeException.ThrowIfNotEqual(tags.Length, paths * Length, nameof(tags));
        }

        tags.Clear();
        logProbabilities.Fill(double.IsNaN(LogPartition) ? double.NaN : double.NegativeInfinity);
        if (Length == 0)
        {
            logProbabilities[0] = 0;
            return;
        }

        if (double.IsNaN(LogPartition))
        {
            return;
        }

        Grow(paths);
        for (var j = 0; j < TagCount; j++)
        {
            var scores = _scores.AsSpan(j * paths, paths);
            scores.Fill(double.NegativeInfinity);
            scores[0] = Chain.First[j] + _emissions[j];
        }

        for (var t = 1; t < Length; t++)
        {
            (_scores, _earlier) = (_earlier, _scores);
            for (var j = 0; j < TagCount; j++)
            {
                var at = ((t * TagCount) + j) * paths;
                Merge(_scores.AsSpan(j * paths, paths), _from.AsSpan(at, paths), Chain.Pairs.AsSpan(j), Stride, _emissions[(t * Stride) + j], paths);
            }
        }

        // The last tags are chosen as if from one more token.
        (_scores, _earlier) = (_earlier, _scores);
        var from = _from.AsSpan(0, paths);
        Merge(logProbabilities, from, Chain.Last, 1, 0, paths);
        for (var path = 0; path < paths; path++)
        {
            if (double.IsNegativeInfinity(logProbabilities[path]))
            {
                continue;
            }

            logProbabilities[path] = Math.Min(0, logProbabilities[path] - LogPartition);
            var came = from[path];
            for (var t = Length - 1; t >= 0 && !tags.IsEmpty; t--)
            {
                var tag = came / paths;
                tags[(path * Length) + t] = tag;
                came = t == 0 ? 0 : _from[((t * TagCount) + tag) * paths + (came % paths)];
            }
        }
    }

    /// <summary>The best paths over all previous tags i and their ranks, each with the weight [i · stride].</summary>
    private void Merge(Span<double> scores, Span<int> from, ReadOnlySpan<double> weights, int stride, double emission, int paths)
    {
        scores.Fill(double.NegativeInfinity);
        for (var i = 0; i < TagCount; i++)
        {
            var weight = weights[i * stride];
            for (var rank = 0; rank < paths; rank++)
            {
                // Strictly better only: of equals, the lower tag and the better rank, which come first, stay before.
                var score = _earlier[(i * paths) + rank] + weight + emission;
                if (!(score > scores[^1]))
                {
                    break;
                }

                var place = paths - 1;
                for (; place > 0 && score > scores[place - 1]; place--)
                {
                    (scores[place], from[place]) = (scores[place - 1], from[place - 1]);
                }

                (scores[place], from[place]) = (score, (i * paths) + rank);
            }
        }
    }

    private void Grow(int paths)
    {
        var (row, all) = (TagCount * paths, checked(Math.Max(Length, 1) * TagCount * paths));
        if (_scores.Length < row)
        {
            (_scores, _earlier) = (new double[row], new double[row]);
        }

        if (_from.Length < all)
        {
            _from = new int[Math.Max(all, 2 * _from.Length)];
        }
    }
}
