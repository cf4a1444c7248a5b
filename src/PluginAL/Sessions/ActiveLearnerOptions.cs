using PluginAL.Abstractions;
using PluginAL.Encoding.Records;
using PluginAL.Hosting;

namespace PluginAL;

/// <summary>What an <see cref="ActiveLearner{T}"/> can be told beside its records, learner, strategy and seed.</summary>
public sealed record ActiveLearnerOptions
{
    /// <summary>The classes, where neither the type nor the records' own labels say them; those that they say come first, or are added.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>The file in which every question and answer is kept: opened again with the same records and plugins, the session goes on where it stopped. Null: nothing is kept.</summary>
    public string? Ledger { get; init; }

    /// <summary>The session's name in its ledger.</summary>
    /// <value><c>session</c>.</value>
    public string Name { get; init; } = "session";

    /// <summary>Whom the ledger names as the giver of the labels.</summary>
    /// <value><c>program</c>.</value>
    public string Annotator { get; init; } = "program";

    /// <summary>The most labels that are asked for, those that were known included; null: as many as there are records.</summary>
    public int? Budget { get; init; }

    /// <summary>Says after a round whether it was enough; null: the budget alone does.</summary>
    public IStoppingCriterion? Stop { get; init; }

    /// <summary>Whether each fit starts from the model of the round before.</summary>
    /// <value>True.</value>
    public bool WarmStart { get; init; } = true;

    /// <summary>Threads for scoring; the selection is the same for any number.</summary>
    /// <value>The number of processors.</value>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>What a fit pass learned elsewhere, to encode records in memory with; null: it is learned from them. A pool has its own.</summary>
    public FeatureState? State { get; init; }

    /// <summary>The folders with plugins.</summary>
    /// <value><c>plugins</c> beside the application, where the package puts the built-in ones.</value>
    public IReadOnlyList<string> PluginFolders { get; init; } = [Path.Combine(AppContext.BaseDirectory, "plugins")];

    /// <summary>A plugin host that several learners share, which outlives them; null: one of its own over <see cref="PluginFolders"/>.</summary>
    public PluginHost? Host { get; init; }

    /// <summary>Where the session and its plugins say things; null: nowhere.</summary>
    public IPluginLog? Log { get; init; }
}
