using System.ComponentModel.DataAnnotations;

namespace PluginAL.Learners;

/// <summary>Options of <see cref="Ridge"/>.</summary>
public sealed record RidgeOptions
{
    /// <summary>The penalty λ on ‖w‖²: the greater, the smaller the weights. One labelled row counts as much as λ = 1 does along a feature of that length.</summary>
    /// <value>1, meant for standardised columns.</value>
    [Range(1e-9, 1e12)]
    public double L2 { get; init; } = 1;
}
