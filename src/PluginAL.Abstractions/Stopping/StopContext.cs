namespace PluginAL.Abstractions;

/// <summary>What has happened in a session so far. Lists by round have one entry for each round whose model was measured.</summary>
public sealed record StopContext
{
    /// <summary>The round that ended, from 0.</summary>
    public required int Round { get; init; }

    /// <summary>Labels so far.</summary>
    public required int LabelCount { get; init; }

    /// <summary>What they cost, in units of the budget.</summary>
    public required double Cost { get; init; }

    /// <summary>Rows that can still be chosen.</summary>
    public required long CandidateCount { get; init; }

    /// <summary>
    /// The first metric on the test part (accuracy for classification) after each round; empty where there is no test part. More is better, and 1 is the best: BLEU
    /// is divided by 100, for <see cref="LearningTask.Regression"/> it is R² and for <see cref="LearningTask.Sequence"/> the F1 of entities, since most tokens are none.
    /// </summary>
    public required IReadOnlyList<double> MetricHistory { get; init; }

    /// <summary>The name of the metric in <see cref="MetricHistory"/>, as reasons tell it.</summary>
    /// <value><c>metric</c>.</value>
    public string MetricName { get; init; } = "metric";

    /// <summary>Whether the metric is the share of the <see cref="TestCount"/> rows that the model is right about, so that a bound of it follows from their number.</summary>
    /// <value>True.</value>
    public bool IsShareOfRows { get; init; } = true;

    /// <summary>Labels after each round; as long as <see cref="MetricHistory"/>, or as <see cref="StopSet"/> where there is no test part.</summary>
    public IReadOnlyList<int> LabelHistory { get; init; } = [];

    /// <summary>How many rows the metric was measured on; 0 without a test part.</summary>
    public long TestCount { get; init; }

    /// <summary>How long the session has run.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>The names of the classes, by index.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>How many labels each class has, by index.</summary>
    public IReadOnlyList<int> LabelsByClass { get; init; } = [];

    /// <summary>
    /// What the model of each round said of the stop set: rows drawn at random from the pool at the beginning, the same in every round, whose
    /// labels nobody need know. Empty where the model gives no probabilities.
    /// </summary>
    public IReadOnlyList<StopSetRound> StopSet { get; init; } = [];

    /// <summary>The largest normalised entropy, in [0, 1], of the rows chosen last, as the model saw them then; NaN where nothing was chosen by a model.</summary>
    public double BatchUncertainty { get; init; } = double.NaN;

    /// <summary>
    /// Tells the 95 % interval, in [0, 1], of the accuracy that the model is expected to have on the test part, whose labels are not looked at. Models are trained
    /// for it, so ask only where it matters. Null without a test part, and for tasks other than classification.
    /// </summary>
    public Func<(double Low, double High)>? PredictAccuracy { get; init; }
}
