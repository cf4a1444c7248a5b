namespace PluginAL.Engine.Streams;

/// <summary>How a <see cref="StreamSession"/> works.</summary>
public sealed record StreamOptions
{
    /// <summary>The one seed that governs the session.</summary>
    public ulong Seed { get; init; }

    /// <summary>The share of rows that may be asked for, in [0, 1].</summary>
    public double Budget { get; init; } = 0.1;

    /// <summary>The first rows, which are all asked for, beside the budget: without labels no model says anything.</summary>
    public int Initial { get; init; } = 25;

    /// <summary>New labels after which the model is trained again, at least 1.</summary>
    public int FitEvery { get; init; } = 1;

    /// <summary>The latest labels that the model is trained on, where older ones are to be forgotten; 0: all of them.</summary>
    public int Window { get; init; }

    /// <summary>Members of a committee that is trained by bagging where a strategy needs one and the learner gives none.</summary>
    public int Committee { get; init; } = 8;

    /// <summary>Starts each training from the last model, where the learner can.</summary>
    public bool WarmStart { get; init; } = true;
}
