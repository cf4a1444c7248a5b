using System.ComponentModel.DataAnnotations;

namespace PluginAL.Learners;

/// <summary>Options of <see cref="TranslationMemory"/>.</summary>
public sealed record TranslationMemoryOptions
{
    /// <summary>The number of nearest labelled rows whose texts become candidates, k.</summary>
    /// <value>5.</value>
    [Range(1, 1000)]
    public int Neighbours { get; init; } = 5;

    /// <summary>The temperature τ of the softmax over similarities: the smaller, the surer the model is of the nearest.</summary>
    /// <value>0.1.</value>
    [Range(0.001, 1000)]
    public double Temperature { get; init; } = 0.1;
}
