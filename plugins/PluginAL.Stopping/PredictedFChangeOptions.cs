using System.ComponentModel.DataAnnotations;

namespace PluginAL.Stopping;

/// <summary>Options of <see cref="PredictedFChange"/>.</summary>
public sealed record PredictedFChangeOptions
{
    /// <summary>The predicted change of F below which labels no longer pay.</summary>
    [Range(0.0, 1.0)]
    public double Threshold { get; init; } = 0.02;

    /// <summary>Over how many successive pairs of models the mean is taken.</summary>
    [Range(1, 1000)]
    public int Window { get; init; } = 3;

    /// <summary>The class whose F is meant; empty: the mean over all classes that either model predicts.</summary>
    public string Class { get; init; } = "";
}
