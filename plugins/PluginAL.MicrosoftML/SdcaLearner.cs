using Microsoft.ML;
using Microsoft.ML.Trainers;
using PluginAL.Abstractions;

namespace PluginAL.MicrosoftML;

/// <summary>Multinomial logistic regression by stochastic dual coordinate ascent (Shalev-Shwartz and Zhang 2013), on one thread.</summary>
/// <param name="options">Its options.</param>
[Learner("ml-sdca", Gives = Signals.Probabilities, Summary = "Microsoft.ML's multinomial logistic regression by stochastic dual coordinate ascent.")]
public sealed class SdcaLearner(SdcaOptions options) : EstimatorLearner("ml-sdca", (ml, _) => ml.MulticlassClassification.Trainers.SdcaMaximumEntropy(
    new SdcaMaximumEntropyMulticlassTrainer.Options
    {
        L2Regularization = (float?)options.L2,
        MaximumNumberOfIterations = options.Iterations,
        NumberOfThreads = 1,
    }));
