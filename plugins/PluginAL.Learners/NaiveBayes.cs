using PluginAL.Abstractions;
using PluginAL.Learners.Internals;

namespace PluginAL.Learners;

/// <summary>
/// Naive Bayes for counts and other non-negative features such as TF-IDF. With N_cj the sum of column j over the rows of class c,
/// N_j that over all rows and α the smoothing, <em>multinomial</em> scores a row x by ln P(c) + Σⱼ xⱼ ln((N_cj + α) / Σₘ(N_cm + α)),
/// P(c) being the share of c among the labelled rows (Manning, Raghavan and Schütze 2008, section 13.2); <em>complement</em> by
/// −Σⱼ xⱼ ln((N_j − N_cj + α) / Σₘ(N_m − N_cm + α)) (Rennie, Shih, Teevan and Karger 2003, without their normalisation). The
/// probabilities are the softmax of the scores. Fitting costs O(non-zeros + columns that occur × K); an earlier model is not used.
/// </summary>
[Learner("naive-bayes", Gives = Signals.Probabilities, Summary = "Naive Bayes for counts: multinomial or complement, fitted in one pass.")]
public sealed class NaiveBayes : ILearner
{
    private const string Name = "naive-bayes";
    private const double LeastAlpha = 1e-10;
    private readonly NaiveBayesOptions _options;

    /// <summary>Creates the learner.</summary>
    /// <param name="options">Its options.</param>
    /// <exception cref="PluginALException">Alpha is negative or not finite, or the kind unknown.</exception>
    public NaiveBayes(NaiveBayesOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (!(options.Alpha >= 0 && double.IsFinite(options.Alpha)) || !Enum.IsDefined(options.Kind))
        {
            throw PluginALException.Usage(
                FormattableString.Invariant($"'{Name}' was given kind {options.Kind} and alpha {options.Alpha}; ")
                + "give multinomial or complement, and a finite number from 0.");
        }

        _options = options;
    }

    /// <inheritdoc/>
    public IModel Fit(TrainingSet data, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(context);
        var rows = TrainingRows.Read(data, Name);
        RefuseNegative(rows);
        context.Cancellation.ThrowIfCancellationRequested();
        var k = rows.Present.Length;
        var (columns, counts) = rows.Layout == FeatureLayout.Dense ? CountDense(rows, k) : CountSparse(rows, k);

        // Sums over all D columns; those that never occur count α each.
        var alpha = Math.Max(_options.Alpha, LeastAlpha);
        var complement = _options.Kind == NaiveBayesKind.Complement;
        var totals = new double[k];
        for (var j = 0; j < counts.Length / k; j++)
        {
            var count = counts.AsSpan(j * k, k);
            if (complement)
            {
                double all = 0;
                foreach (var value in count)
                {
                    all += value;
                }

                // Of sums in different order, a difference that should be nothing can be less.
                foreach (ref var value in count)
                {
                    value = Math.Max(all - value, 0);
                }
            }

            for (var c = 0; c < k; c++)
            {
                totals[c] += count[c];
            }
        }

        var sign = complement ? -1 : 1;
        var others = new float[k];
        var intercepts = new float[k];
        var perClass = new int[k];
        foreach (var label in rows.Labels)
        {
            perClass[label]++;
        }

        // ln α of every entry is left out of all: it is the same for each class and falls out of the softmax.
        var logAlpha = Elementary.Log(alpha);
        for (var c = 0; c < k; c++)
        {
            totals[c] = Elementary.Log(totals[c] + alpha * rows.Width) - logAlpha;
            others[c] = (float)(-sign * totals[c]);
            intercepts[c] = complement ? 0 : (float)(Elementary.Log(perClass[c]) - Elementary.Log(rows.Count));
        }

        var weights = new float[counts.Length];
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] = (float)(sign * (Elementary.Log(counts[i] + alpha) - logAlpha - totals[i % k]));
        }

        return new LinearClassifier(Name, data.ClassCount, rows.Present, new LinearWeights(rows.Layout, rows.Width, columns, weights, intercepts, others));
    }

    /// <inheritdoc/>
    public IModel Load(Stream stream) => LinearModelFile.Read(stream, Name);

    private static void RefuseNegative(TrainingRows rows)
    {
        var (row, column, value) = rows.FirstNegative();
        if (row >= 0)
        {
            throw PluginALException.Input(
                FormattableString.Invariant($"'{Name}' found {value} in row {row} of the training set, column {column}; it counts, so features ")
                + "must not be negative. Give text or counts (a pool of NPY features; numeric fields are standardised), or choose 'logistic'.");
        }
    }

    private static (int[] Columns, double[] Counts) CountDense(TrainingRows rows, int k)
    {
        var counts = new double[rows.Width * k];
        for (var i = 0; i < rows.Count; i++)
        {
            var row = DenseProblem.Row(rows.Packed, i, rows.Width);
            for (var d = 0; d < rows.Width; d++)
            {
                counts[d * k + rows.Labels[i]] += row[d * DenseProblem.Panel];
            }
        }

        return ([], counts);
    }

    private static (int[] Columns, double[] Counts) CountSparse(TrainingRows rows, int k)
    {
        // Columns that occur, ascending.
        var slots = new int[rows.Width];
        foreach (var column in rows.Columns)
        {
            slots[column] = 1;
        }

        var columns = new List<int>();
        for (var j = 0; j < slots.Length; j++)
        {
            if (slots[j] != 0)
            {
                slots[j] = columns.Count;
                columns.Add(j);
            }
        }

        var counts = new double[columns.Count * k];
        for (var i = 0; i < rows.Count; i++)
        {
            for (var e = rows.Offsets[i]; e < rows.Offsets[i + 1]; e++)
            {
                counts[slots[rows.Columns[e]] * k + rows.Labels[i]] += rows.Packed[e];
            }
        }

        return ([.. columns], counts);
    }
}
