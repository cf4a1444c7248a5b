using Microsoft.ML;
using Microsoft.ML.Trainers;
using PluginAL.Abstractions;

namespace PluginAL.MicrosoftML;

/// <summary>Multinomial logistic regression by L-BFGS (with an L1 penalty: Andrew and Gao 2007), on one thread.</summary>
/// <param name="options">Its options.</param>
[Learner("ml-lbfgs", Gives = Signals.Probabilities, Summary = "Microsoft.ML's multinomial logistic regression by L-BFGS.")]
public sealed class LbfgsLearner(LbfgsOptions options) : EstimatorLearner("ml-lbfgs", (ml, _) => ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy(
    new LbfgsMaximumEntropyMulticlassTrainer.Options
    {
        L1Regularization = (float)options.L1,
        L2Regularization = (float)options.L2,
        MaximumNumberOfIterations = options.Iterations,
        NumberOfThreads = 1,
    }));
