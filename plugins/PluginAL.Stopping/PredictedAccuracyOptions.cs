using System.ComponentModel.DataAnnotations;

namespace PluginAL.Stopping;

/// <summary>Options of <see cref="PredictedAccuracy"/>.</summary>
public sealed record PredictedAccuracyOptions
{
    /// <summary>How far the 95 % interval may reach to either side.</summary>
    /// <value>0.03.</value>
    [Range(0.001, 0.5)]
    public double Within { get; init; } = 0.03;
}
