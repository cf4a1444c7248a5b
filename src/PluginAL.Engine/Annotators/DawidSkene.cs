using PluginAL.Abstractions;

namespace PluginAL.Engine.Annotators;

/// <summary>
/// What rows truly are and how each annotator errs, estimated together by expectation maximisation (Dawid and Skene 1979, "Maximum likelihood estimation of observer
/// error-rates using the EM algorithm"): each annotator a has a confusion matrix π_a[true class, given class], rows have the posterior p(c) ∝ prior_c Π_a π_a[c, given by a].
/// </summary>
/// <remarks>Starts from the shares of the votes. Counts are smoothed by <see cref="Smoothing"/>, so that an annotator who was never wrong so far is not taken as
/// unfailing. O(labels · C) for each iteration.</remarks>
public sealed class DawidSkene
{
    /// <summary>What is added to each cell of a confusion matrix.</summary>
    public const double Smoothing = 0.01;

    private const int MostIterations = 200;
    private const double Tolerance = 1e-7;

    private readonly Dictionary<long, double[]> _posteriors = [];

    private DawidSkene(int classes, int annotators)
    {
        Priors = new double[classes];
        Confusions = [.. Enumerable.Range(0, annotators).Select(_ => new double[classes, classes])];
    }

    /// <summary>The share of each class.</summary>
    public double[] Priors { get; }

    /// <summary>For each annotator C × C probabilities: rows by the true class, columns by the given one.</summary>
    public IReadOnlyList<double[,]> Confusions { get; }

    /// <summary>The iterations that it took.</summary>
    public int Iterations { get; private set; }

    /// <summary>The logarithm of the likelihood of all labels.</summary>
    public double LogLikelihood { get; private set; }

    /// <summary>The probability of each class of a row; the shares of the classes where it has no label.</summary>
    /// <param name="row">The row.</param>
    /// <returns>C probabilities.</returns>
    public IReadOnlyList<double> Posterior(long row) => _posteriors.TryGetValue(row, out var posterior) ? posterior : Priors;

    /// <summary>The likeliest class of a row; the lowest of equals.</summary>
    /// <param name="row">The row.</param>
    /// <returns>The class.</returns>
    public int Consensus(long row)
    {
        var posterior = Posterior(row);
        return Enumerable.Range(0, posterior.Count).MaxBy(c => posterior[c]);
    }

    /// <summary>How often an annotator is expected to be right: Σ_c prior_c π_a[c, c].</summary>
    /// <param name="annotator">The annotator.</param>
    /// <returns>The accuracy, in [0, 1].</returns>
    public double Accuracy(int annotator) => Enumerable.Range(0, Priors.Length).Sum(c => Priors[c] * Confusions[annotator][c, c]);

    /// <summary>Estimates from labels.</summary>
    /// <param name="labels">The labels, at least one.</param>
    /// <param name="cancellation">Stops between two iterations.</param>
    /// <returns>The estimate.</returns>
    /// <exception cref="PluginALException">There is no label.</exception>
    public static DawidSkene Fit(AnnotatorLabels labels, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(labels);
        if (labels.Count == 0)
        {
            throw PluginALException.Input("No annotator has given a label, and Dawid and Skene's estimate needs one; add labels first.");
        }

        var estimate = new DawidSkene(labels.ClassCount, labels.AnnotatorCount);
        foreach (var row in labels.Rows)
        {
            var shares = new double[labels.ClassCount];
            foreach (var label in labels.Of(row))
            {
                shares[label.Class] += 1.0 / labels.Of(row).Count;
            }

            estimate._posteriors.Add(row, shares);
        }

        var change = double.PositiveInfinity;
        for (; estimate.Iterations < MostIterations && change > Tolerance; estimate.Iterations++)
        {
            cancellation.ThrowIfCancellationRequested();
            estimate.Maximise(labels);
            change = estimate.Expect(labels);
        }

        return estimate;
    }

    private void Maximise(AnnotatorLabels labels)
    {
        var classes = Priors.Length;
        Array.Clear(Priors);
        foreach (var confusion in Confusions)
        {
            for (var i = 0; i < classes * classes; i++)
            {
                confusion[i / classes, i % classes] = Smoothing;
            }
        }

        foreach (var (row, posterior) in _posteriors)
        {
            for (var c = 0; c < classes; c++)
            {
                Priors[c] += posterior[c] / _posteriors.Count;
                foreach (var label in labels.Of(row))
                {
                    Confusions[label.Annotator][c, label.Class] += posterior[c];
                }
            }
        }

        foreach (var confusion in Confusions)
        {
            for (var c = 0; c < classes; c++)
            {
                var sum = Enumerable.Range(0, classes).Sum(given => confusion[c, given]);
                for (var given = 0; given < classes; given++)
                {
                    confusion[c, given] /= sum;
                }
            }
        }
    }

    /// <returns>The greatest change of a probability.</returns>
    private double Expect(AnnotatorLabels labels)
    {
        var (change, logs) = (0.0, new double[Priors.Length]);
        LogLikelihood = 0;
        foreach (var (row, posterior) in _posteriors)
        {
            for (var c = 0; c < logs.Length; c++)
            {
                logs[c] = Math.Log(Priors[c]) + labels.Of(row).Sum(label => Math.Log(Confusions[label.Annotator][c, label.Class]));
            }

            var most = logs.Max();
            var sum = logs.Sum(log => Math.Exp(log - most));
            LogLikelihood += most + Math.Log(sum);
            for (var c = 0; c < logs.Length; c++)
            {
                var now = Math.Exp(logs[c] - most) / sum;
                change = Math.Max(change, Math.Abs(now - posterior[c]));
                posterior[c] = now;
            }
        }

        return change;
    }
}
