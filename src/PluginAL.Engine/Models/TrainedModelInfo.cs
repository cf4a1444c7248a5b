using System.Text.Json.Serialization;
using PluginAL.Abstractions;

namespace PluginAL.Engine.Models;

/// <summary>Where a model comes from.</summary>
public sealed record TrainedModelInfo
{
    /// <summary>The learner as it was asked for, options included, such as <c>logistic:c=1</c>, or its full path with its name and options.</summary>
    public required string Learner { get; init; }

    /// <summary>The version of the learner's assembly.</summary>
    public required string LearnerVersion { get; init; }

    /// <summary>What it learned.</summary>
    /// <value>Classification.</value>
    [JsonConverter(typeof(JsonStringEnumConverter))]
    public LearningTask Task { get; init; }

    /// <summary>The names of the classes, labels or tags, by index.</summary>
    public required IReadOnlyList<string> Classes { get; init; }

    /// <summary>Identifies the features: a pool of the same hash needs no encoding.</summary>
    public required string SchemaHash { get; init; }

    /// <summary>How many rows it was trained on.</summary>
    public required long TrainingRows { get; init; }

    /// <summary>The seed.</summary>
    public required ulong Seed { get; init; }

    /// <summary>When it was trained, UTC.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>The version of PluginAL that trained it.</summary>
    public required string ToolVersion { get; init; }
}
