using PluginAL.Abstractions;
using PluginAL.Hosting;
using PluginAL.Strategies;

namespace TrainSelectors;

/// <summary>
/// Learns how much a row's label is worth: in many simulated tasks rows are labelled one at a time on trial, and a ridge regression
/// learns the growth that followed (Konyushkova, Sznitman and Fua 2017, the independent variant).
/// </summary>
internal static class LalTraining
{
    private const int Tasks = 3000;
    private const int Trials = 25;
    private const double Ridge = 1;

    public static double[] Run(PluginInstance<ILearner> learner)
    {
        var size = SelectorFeatures.Terms;
        var (square, right) = (new double[size, size], new double[size]);
        for (var number = 0; number < Tasks; number++)
        {
            var task = new SimulatedTask((ulong)number);
            var random = new RandomSource((ulong)number, "lal");
            var model = task.Fit(learner, task.First);
            var before = task.Measure(model);
            var free = SimulatedTask.Pool.Except(task.First).OrderBy(row => random.Bits(row)).Take(Trials);
            var samples = free
                .Select(row => (Terms: task.Terms(model, row, task.First), Growth: task.Measure(task.Fit(learner, [.. task.First, row])) - before))
                .ToList();

            // Of each task the deviation from its mean: which row to choose is the question, not how easy the task is.
            var mean = samples.Average(sample => sample.Growth);
            double[] centre = [.. Enumerable.Range(0, size).Select(i => samples.Average(sample => sample.Terms[i]))];
            var scale = Math.Max(1e-6, Math.Sqrt(samples.Average(sample => (sample.Growth - mean) * (sample.Growth - mean))));
            foreach (var (terms, growth) in samples)
            {
                for (var i = 0; i < size; i++)
                {
                    right[i] += (terms[i] - centre[i]) * (growth - mean) / scale;
                    for (var j = 0; j < size; j++)
                    {
                        square[i, j] += (terms[i] - centre[i]) * (terms[j] - centre[j]);
                    }
                }
            }
        }

        for (var i = 0; i < size; i++)
        {
            square[i, i] += Ridge;
        }

        return Solve(square, right);
    }

    /// <summary>Gaussian elimination; the matrix is positive definite, so no pivoting is needed.</summary>
    private static double[] Solve(double[,] a, double[] b)
    {
        var n = b.Length;
        for (var k = 0; k < n; k++)
        {
            for (var i = k + 1; i < n; i++)
            {
                var factor = a[i, k] / a[k, k];
                for (var j = k; j < n; j++)
                {
                    a[i, j] -= factor * a[k, j];
                }

                b[i] -= factor * b[k];
            }
        }

        for (var i = n - 1; i >= 0; i--)
        {
            for (var j = i + 1; j < n; j++)
            {
                b[i] -= a[i, j] * b[j];
            }

            b[i] /= a[i, i];
        }

        return b;
    }
}
