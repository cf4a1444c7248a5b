using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>Scores of several inner strategies for the candidates of a selection, brought to one scale.</summary>
internal static class Combined
{
    /// <summary>The candidates with the highest combined scores.</summary>
    /// <param name="context">The selection.</param>
    /// <param name="count">How many.</param>
    /// <param name="inner">The inner strategies.</param>
    /// <param name="scale">How their scores are made comparable.</param>
    /// <param name="start">The combination of none.</param>
    /// <param name="add">The combination so far, the strategy's position and its score: the combination with it.</param>
    public static IReadOnlyList<SelectedRow> Select(
        QueryContext context, int count, IReadOnlyList<string> inner, ScoreScale scale, double start, Func<double, int, double, double> add)
    {
        long[] rows = [.. context.Candidates.Rows()];
        var scores = new float[rows.Length];
        var combined = new double[rows.Length];
        Array.Fill(combined, start);
        for (var s = 0; s < inner.Count; s++)
        {
            context.Score(inner[s], rows, scores);
            Rescale(scores, scale);
            for (var i = 0; i < rows.Length; i++)
            {
                combined[i] = add(combined[i], s, scores[i]);
            }
        }

        return Best(rows, combined, count);
    }

    /// <summary>Scores on another scale, in place. What is not finite becomes NaN.</summary>
    internal static void Rescale(Span<float> scores, ScoreScale scale)
    {
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] = float.IsFinite(scores[i]) ? scores[i] : float.NaN;
        }

        if (scale == ScoreScale.MinMax)
        {
            var (least, most) = (float.PositiveInfinity, float.NegativeInfinity);
            foreach (var score in scores)
            {
                (least, most) = (score < least ? score : least, score > most ? score : most);
            }

            var width = (double)most - least;
            for (var i = 0; i < scores.Length; i++)
            {
                scores[i] = width > 0 ? (float)((scores[i] - (double)least) / width) : scores[i] - scores[i];
            }
        }
        else if (scale == ScoreScale.Rank)
        {
            var sorted = scores.ToArray();
            Array.Sort(sorted);
            var invalid = sorted.Count(float.IsNaN);
            for (var i = 0; i < scores.Length; i++)
            {
                scores[i] = float.IsNaN(scores[i]) ? scores[i] : (float)(LowerBound(sorted, scores[i]) - invalid) / (sorted.Length - invalid);
            }
        }
    }

    /// <summary>The rows with the highest scores, equal scores by row; rows without a finite score come last, with score 0.</summary>
    internal static IReadOnlyList<SelectedRow> Best(ReadOnlySpan<long> rows, ReadOnlySpan<double> scores, int count)
    {
        var best = new PriorityQueue<int, (double Score, long Row)>(count + 1);
        for (var i = 0; i < rows.Length; i++)
        {
            // The worst is on top: the lowest score, of equals the highest row.
            var score = double.IsFinite(scores[i]) ? scores[i] : double.NegativeInfinity;
            if (best.Count < count)
            {
                best.Enqueue(i, (score, -rows[i]));
            }
            else if (best.TryPeek(out _, out var worst) && (score, -rows[i]).CompareTo(worst) > 0)
            {
                best.EnqueueDequeue(i, (score, -rows[i]));
            }
        }

        var chosen = new List<SelectedRow>(best.Count);
        while (best.TryDequeue(out var i, out var key))
        {
            chosen.Add(new SelectedRow(rows[i], double.IsFinite(key.Score) ? key.Score : 0));
        }

        chosen.Reverse();
        return chosen;
    }

    // NaN sorts before every number.
    private static int LowerBound(float[] sorted, float value)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = sorted[middle].CompareTo(value) < 0 ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
