using PluginAL.Abstractions;
using PluginAL.Hosting;
using PluginAL.Strategies;

namespace TrainSelectors;

/// <summary>
/// Learns a softmax policy by REINFORCE (Williams 1992): several episodes on the same simulated pool; what an episode returned beyond
/// their mean makes its choices more probable, or less.
/// </summary>
internal static class PolicyTraining
{
    private const int Iterations = 300;
    private const int Rollouts = 8;
    private const int Steps = 12;
    private const double Rate = 0.3;

    public static double[] Run(PluginInstance<ILearner> learner)
    {
        var weights = new double[SelectorFeatures.Terms];
        for (var iteration = 0; iteration < Iterations; iteration++)
        {
            var task = new SimulatedTask(1_000_000 + (ulong)iteration);
            var episodes = Enumerable.Range(0, Rollouts)
                .Select(rollout => Episode(learner, task, weights, new RandomSource((ulong)iteration, $"policy/{rollout}")))
                .ToList();
            var mean = episodes.Average(episode => episode.Return);
            var deviation = Math.Max(1e-6, Math.Sqrt(episodes.Average(episode => (episode.Return - mean) * (episode.Return - mean))));
            for (var i = 1; i < weights.Length; i++)
            {
                weights[i] += Rate / Rollouts * episodes.Sum(episode => (episode.Return - mean) / deviation * episode.Gradient[i]);
            }
        }

        return weights;
    }

    /// <summary>One episode: what it returned, and the gradient of the log-probability of its choices.</summary>
    private static (double Return, double[] Gradient) Episode(PluginInstance<ILearner> learner, SimulatedTask task, double[] weights, RandomSource random)
    {
        var labelled = task.First.ToList();
        var gradient = new double[weights.Length];
        var (total, model) = (0.0, task.Fit(learner, labelled));
        for (var step = 0; step < Steps; step++)
        {
            var free = SimulatedTask.Pool.Except(labelled).ToList();
            var terms = free.Select(row => task.Terms(model, row, labelled)).ToList();
            double[] logits = [.. terms.Select(term => SelectorFeatures.Value(weights, term))];
            var most = logits.Max();
            double[] shares = [.. logits.Select(logit => Math.Exp(logit - most))];
            var sum = shares.Sum();

            var target = random.Uniform(step) * sum;
            var chosen = 0;
            while (chosen < shares.Length - 1 && (target -= shares[chosen]) >= 0)
            {
                chosen++;
            }

            for (var i = 0; i < gradient.Length; i++)
            {
                gradient[i] += (terms[chosen][i] - terms.Select((term, row) => term[i] * shares[row] / sum).Sum()) / Steps;
            }

            labelled.Add(free[chosen]);
            model = task.Fit(learner, labelled);
            total += task.Measure(model);
        }

        return (total / Steps, gradient);
    }
}
