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
    public IModel With(long row, int @class) => _context.Fit([.. _context.LabelledRows, row], [.. _context.Labels, new ClassLabel(@class)]);

    /// <summary>What a model says of the rows: (n, C).</summary>
    public float[] Predict(IModel model)
    {
        var classifier = model as IClassifier
            ?? throw PluginALException.Usage("This strategy trains and asks classifiers; choose another learner or another strategy.");
        var probabilities = new float[_features.RowCount * _classes];
        for (var row = 0L; row < _features.RowCount;)
        {
            var block = _features.Block(row, 4096);
            classifier.PredictProbabilities(block, probabilities.AsSpan((int)row * _classes, block.Count * _classes));
            row += block.Count;
        }

        return probabilities;
    }
}
