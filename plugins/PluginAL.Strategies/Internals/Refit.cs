using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>Models trained on one label more, and what they say of given rows.</summary>
internal sealed class Refit
{
    private readonly QueryContext _context;
    private readonly FeatureMatrix _features;
    private readonly int _classes;

    /// <summary>Copies the features of the rows that predictions are wanted for.</summary>
    /// <param name="context">The selection.</param>
    /// <param name="rows">Ascending rows.</param>
    public Refit(QueryContext context, long[] rows)
    {
        _context = context;
        _classes = context.Classes.Count;
        DenseFeatures? dense = null;
        SparseFeatures? sparse = null;
        context.ForEachBlock(rows, (in SignalBlock block) =>
        {
            if (block.Features.Layout == FeatureLayout.Dense)
            {
                (dense ??= new DenseFeatures(block.Features.Width, rows.Length)).Append(block.Features.Values);
                return;
            }

            sparse ??= new SparseFeatures(block.Features.Width);
            var offsets = block.Features.RowOffsets;
            for (var i = 0; i < block.Count; i++)
            {
                var (from, to) = ((int)(offsets[i] - offsets[0]), (int)(offsets[i + 1] - offsets[0]));
                sparse.Append(block.Features.Columns[from..to], block.Features.Values[from..to]);
            }
        });
        _features = (FeatureMatrix?)dense ?? sparse!;
    }

    /// <summary>The session's learner, trained with one label more.</summary>
    public IModel With(long row, int @class) => With([row], [new ClassLabel(@class)]);

    /// <summary>The session's learner, trained with some labels more.</summary>
    public IModel With(IReadOnlyList<long> rows, IReadOnlyList<Label> labels) => _context.Fit([.. _context.LabelledRows, .. rows], [.. _context.Labels, .. labels]);

    /// <summary>What a model says of the rows: (n, C).</summary>
    public float[] Predict(IModel model)
    {
        var classifier = model as IClassifier
            ?? throw PluginALException.Usage("This strategy trains and asks classifiers; choose another learner or another strategy.");
        var probabilities = new float[_features.RowCount * _classes];
        ForEachBlock((int first, in FeatureBlock block) => classifier.PredictProbabilities(block, probabilities.AsSpan(first * _classes, block.Count * _classes)));
        return probabilities;
    }

    /// <summary>What a model says of the rows' labels: (n, L).</summary>
    public float[] PredictLabels(IModel model)
    {
        var classifier = model as IMultiLabelClassifier
            ?? throw PluginALException.Usage("This strategy trains and asks learners of any number of labels; choose another learner or another strategy.");
        var probabilities = new float[_features.RowCount * classifier.LabelCount];
        ForEachBlock((int first, in FeatureBlock block) => classifier.PredictLabels(
            block, probabilities.AsSpan(first * classifier.LabelCount, block.Count * classifier.LabelCount)));
        return probabilities;
    }

    /// <summary>The numbers that a model predicts for the rows.</summary>
    public (float[] Means, float[] Variances) PredictNumbers(IModel model)
    {
        var regressor = model as IRegressor
            ?? throw PluginALException.Usage("This strategy trains and asks learners of numbers; choose another learner or another strategy.");
        var (means, variances) = (new float[_features.RowCount], new float[_features.RowCount]);
        ForEachBlock((int first, in FeatureBlock block) => regressor.PredictNumbers(block, means.AsSpan(first, block.Count), variances.AsSpan(first, block.Count)));
        return (means, variances);
    }

    private void ForEachBlock(BlockVisitor visitor)
    {
        for (var row = 0L; row < _features.RowCount;)
        {
            var block = _features.Block(row, 4096);
            visitor((int)row, block);
            row += block.Count;
        }
    }

    private delegate void BlockVisitor(int first, in FeatureBlock block);
}
