namespace PluginAL.Engine.Reports;

/// <summary>One round of one run: a line of <c>curve.csv</c>.</summary>
/// <param name="Strategy">The strategy's name.</param>
/// <param name="Seed">The seed of the run.</param>
/// <param name="Round">The round, from 0 (the initial sample).</param>
/// <param name="Labels">How many labels the model of this round was fitted on.</param>
/// <param name="Metric1">The first metric of <see cref="MetricNames"/>, on the test data; NaN where it is undefined.</param>
/// <param name="Metric2">The second metric of <see cref="MetricNames"/>, on the test data; NaN where it is undefined.</param>
/// <param name="FitSeconds">How long fitting took.</param>
/// <param name="PredictSeconds">How long predicting the pool took.</param>
/// <param name="SelectSeconds">How long choosing the batch took; 0 for a last round that chose none.</param>
public sealed record CurvePoint(
    string Strategy,
    ulong Seed,
    int Round,
    int Labels,
    double Metric1,
    double Metric2,
    double FitSeconds,
    double PredictSeconds,
    double SelectSeconds);
