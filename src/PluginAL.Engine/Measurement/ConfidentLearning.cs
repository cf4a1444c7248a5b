using PluginAL.Abstractions;

namespace PluginAL.Engine.Measurement;

/// <summary>
/// Finds labels that are probably wrong, from predictions of models that did not see them (Northcutt, Jiang and Chuang 2021, "Confident
/// Learning"). A row counts as truly of class j where p(j) reaches the mean p(j) of the rows labelled j; of several such classes the likeliest
/// counts. The counts by given and true class make the confident joint; rows off its diagonal are suspects.
/// </summary>
public static class ConfidentLearning
{
    /// <summary>The confident joint.</summary>
    /// <param name="labels">The given classes of n rows, in [0, C).</param>
    /// <param name="probabilities">n × C probabilities, from models that did not train on the row.</param>
    /// <param name="classCount">The number of classes C.</param>
    /// <returns>C × C counts: rows by given class, columns by true class, scaled so that each row's sum is the number of rows with that label.</returns>
    public static double[,] Joint(ReadOnlySpan<int> labels, ReadOnlySpan<float> probabilities, int classCount)
    {
        var thresholds = Thresholds(labels, probabilities, classCount);
        var counts = new double[classCount, classCount];
        var totals = new double[classCount];
        for (var i = 0; i < labels.Length; i++)
        {
            totals[labels[i]]++;
            if (Confident(probabilities.Slice(i * classCount, classCount), thresholds) is var j and >= 0)
            {
                counts[labels[i], j]++;
            }
        }

        for (var given = 0; given < classCount; given++)
        {
            var sum = 0.0;
            for (var j = 0; j < classCount; j++)
            {
                sum += counts[given, j];
            }

            if (sum == 0)
            {
                counts[given, given] = totals[given];
                continue;
            }

            for (var j = 0; j < classCount; j++)
            {
                counts[given, j] *= totals[given] / sum;
            }
        }

        return counts;
    }

    /// <summary>Suspect labels, most suspect first.</summary>
    /// <param name="labels">The given classes of n rows, in [0, C).</param>
    /// <param name="probabilities">n × C probabilities, from models that did not train on the row.</param>
    /// <param name="classCount">The number of classes C.</param>
    /// <returns>Rows whose confident class is not the given one, by ascending quality; equal ones by position.</returns>
    public static IReadOnlyList<LabelIssue> FindIssues(ReadOnlySpan<int> labels, ReadOnlySpan<float> probabilities, int classCount)
    {
        var thresholds = Thresholds(labels, probabilities, classCount);
        var issues = new List<LabelIssue>();
        for (var i = 0; i < labels.Length; i++)
        {
            var row = probabilities.Slice(i * classCount, classCount);
            var confident = Confident(row, thresholds);
            if (confident >= 0 && confident != labels[i] && row[confident] > row[labels[i]])
            {
                issues.Add(new LabelIssue(i, labels[i], confident, row[labels[i]]));
            }
        }

        return [.. issues.OrderBy(issue => issue.Quality).ThenBy(issue => issue.Index)];
    }

    /// <summary>For each class the mean probability that its own rows give it; above 1 for a class without rows, which none then reaches.</summary>
    private static double[] Thresholds(ReadOnlySpan<int> labels, ReadOnlySpan<float> probabilities, int classCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 2);
        if (probabilities.Length != (long)labels.Length * classCount)
        {
            throw new ArgumentException($"{probabilities.Length} probabilities for {labels.Length} rows of {classCount} classes.", nameof(probabilities));
        }

        var sums = new double[classCount];
        var counts = new long[classCount];
        for (var i = 0; i < labels.Length; i++)
        {
            if ((uint)labels[i] >= (uint)classCount)
            {
                throw PluginALException.Input($"Row {i} has class {labels[i]}; there are classes from 0 to {classCount - 1}.");
            }

            sums[labels[i]] += probabilities[(i * classCount) + labels[i]];
            counts[labels[i]]++;
        }

        for (var j = 0; j < classCount; j++)
        {
            sums[j] = counts[j] == 0 ? 2 : sums[j] / counts[j];
        }

        return sums;
    }

    private static int Confident(ReadOnlySpan<float> row, double[] thresholds)
    {
        var best = -1;
        for (var j = 0; j < row.Length; j++)
        {
            // A hair below the mean still reaches it: means of equal numbers are rounded.
            if (row[j] >= thresholds[j] - 1e-6 && (best < 0 || row[j] > row[best]))
            {
                best = j;
            }
        }

        return best;
    }
}
