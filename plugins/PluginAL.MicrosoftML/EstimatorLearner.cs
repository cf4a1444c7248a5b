using Microsoft.ML;
using PluginAL.Abstractions;

namespace PluginAL.MicrosoftML;

/// <summary>
/// Any estimator of Microsoft.ML that gives scores, as a learner. The estimator reads the columns of <see cref="FeatureDataView"/> and gives a column Score of one number per
/// class or, of two classes, Probability or one Score. It sees the classes that have labelled rows, numbered anew; where that is one class only, it is not asked.
/// An earlier model is not used.
/// </summary>
/// <remarks>Microsoft.ML offers no way to end a training that runs: a fit is cancelled before and after it, and while rows are read.</remarks>
/// <param name="name">The learner's name, for messages and as the mark of saved models.</param>
/// <param name="estimator">Makes the estimator, given its context and a seed; one that is to give the same bits again must use one thread.</param>
/// <param name="scores">What the column Score holds.</param>
public class EstimatorLearner(string name, Func<MLContext, int, IEstimator<ITransformer>> estimator, ScoreKind scores = ScoreKind.Probabilities) : ILearner
{
    /// <inheritdoc/>
    public IModel Fit(TrainingSet data, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(context);
        if (data.Task != LearningTask.Classification)
        {
            throw PluginALException.Input($"'{name}' learns classes, and the task is {data.Task}; choose a learner for that task.");
        }

        CheckFinite(data.Features, context.Cancellation);
        int[] present = [.. new SortedSet<int>(data.Classes.ToArray())];
        var classes = data.Classes.ToArray();
        for (var i = 0; i < classes.Length; i++)
        {
            classes[i] = Array.BinarySearch(present, classes[i]);
        }

        var seed = (int)(context.Random.Bits(0) & int.MaxValue);
        var ml = new MLContext(seed);
        ITransformer? trained = null;
        if (present.Length > 1)
        {
            trained = estimator(ml, seed).Fit(new FeatureDataView(data.Features, classes, present.Length, context.Cancellation));
            context.Cancellation.ThrowIfCancellationRequested();
        }

        return new EstimatorModel(name, scores, ml, trained, data.Features.Width, data.ClassCount, present);
    }

    /// <inheritdoc/>
    public IModel Load(Stream stream) => EstimatorModel.Load(name, scores, stream);

    private void CheckFinite(FeatureMatrix features, CancellationToken cancellation)
    {
        for (var row = 0L; row < features.RowCount; row++)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var value in features.Block(row, 1).Values)
            {
                if (!float.IsFinite(value))
                {
                    throw PluginALException.Input(FormattableString.Invariant($"Labelled row {row} holds {value}; '{name}' learns from finite numbers only: mend the column or give it a value for what is missing."));
                }
            }
        }
    }
}
