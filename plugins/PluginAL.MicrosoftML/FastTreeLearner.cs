using Microsoft.ML;
using Microsoft.ML.Trainers.FastTree;
using PluginAL.Abstractions;

namespace PluginAL.MicrosoftML;

/// <summary>Boosted regression trees (MART, Friedman 2001), for each class against the rest, on one thread; calibrated after Platt.</summary>
/// <param name="options">Its options.</param>
[Learner("ml-fasttree", Gives = Signals.Probabilities, Summary = "Microsoft.ML's boosted trees, each class against the rest.")]
public sealed class FastTreeLearner(TreeOptions options) : EstimatorLearner("ml-fasttree", (ml, seed) => ml.MulticlassClassification.Trainers.OneVersusAll(
    ml.BinaryClassification.Trainers.FastTree(new FastTreeBinaryTrainer.Options
    {
        NumberOfTrees = options.Trees,
        NumberOfLeaves = options.Leaves,
        MinimumExampleCountPerLeaf = options.RowsPerLeaf,
        LearningRate = options.Rate,
        Seed = seed,
        FeatureSelectionSeed = seed,
        NumberOfThreads = 1,
    })));
