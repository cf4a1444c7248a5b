using Microsoft.ML;
using Microsoft.ML.Trainers.LightGbm;
using PluginAL.Abstractions;

namespace PluginAL.MicrosoftML;

/// <summary>LightGBM (Ke et al. 2017) with a softmax over the classes, on one thread.</summary>
/// <param name="options">Its options.</param>
[Learner("ml-lightgbm", Gives = Signals.Probabilities, Summary = "LightGBM by way of Microsoft.ML.")]
public sealed class LightGbmLearner(TreeOptions options) : EstimatorLearner("ml-lightgbm", (ml, seed) => ml.MulticlassClassification.Trainers.LightGbm(
    new LightGbmMulticlassTrainer.Options
    {
        NumberOfIterations = options.Trees,
        NumberOfLeaves = options.Leaves,
        MinimumExampleCountPerLeaf = options.RowsPerLeaf,
        LearningRate = options.Rate,
        UseSoftmax = true,
        Seed = seed,
        NumberOfThreads = 1,
    }));
