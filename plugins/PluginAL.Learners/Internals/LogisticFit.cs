using PluginAL.Abstractions;

namespace PluginAL.Learners.Internals;

/// <summary>Logistic problems over the same rows, and the way of their parameters from and to the weights of a model.</summary>
/// <param name="rows">The rows.</param>
internal abstract class LogisticFit(TrainingRows rows)
{
    protected TrainingRows Rows { get; } = rows;

    /// <summary>Sparse only: the columns that have weights, ascending.</summary>
    public abstract int[] Columns { get; }

    public static LogisticFit Over(TrainingRows rows) => rows.Layout == FeatureLayout.Dense ? new DenseFit(rows) : new SparseFit(rows);

    /// <summary>A problem with K scores.</summary>
    public abstract LogisticProblem Problem(int scores, int[] labels, double c);

    /// <summary>parameters ← where to start from.</summary>
    public abstract void Start(EarlierScores start, float[] parameters);

    /// <summary>The parameters of K scores as outputs from <paramref name="to"/> on of the weights of a model, row-major, and its intercepts.</summary>
    public abstract void Store(float[] parameters, int scores, float[] weights, float[] intercepts, int to);

    /// <summary>Room for the weights of so many outputs.</summary>
    public float[] Weights(int outputs) => new float[(Rows.Layout == FeatureLayout.Dense ? Rows.Width : Columns.Length) * outputs];
}
