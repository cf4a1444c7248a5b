using PluginAL.Hosting;
using PluginAL.Pools;

namespace PluginAL.Engine.Streams;

/// <summary>What <see cref="StreamSimulation"/> is to do.</summary>
public sealed record StreamRequest
{
    /// <summary>The rows in the order of their arrival, with labels: a JSONL or CSV file, or a pool.</summary>
    public required string Data { get; init; }

    /// <summary>Where a pool is made of a file for the time of the run: beside this path.</summary>
    public required string Scratch { get; init; }

    /// <summary>The fields that were named.</summary>
    public FieldRequest Fields { get; init; } = new();

    /// <summary>The learner.</summary>
    public PluginReference Learner { get; init; } = PluginReference.Parse("logistic");

    /// <summary>The strategies to compare.</summary>
    public required IReadOnlyList<PluginReference> Strategies { get; init; }

    /// <summary>The budget manager; null: the one that goes with each strategy.</summary>
    public PluginReference? Manager { get; init; }

    /// <summary>How sessions work; the seed is replaced by each of <see cref="Seeds"/>.</summary>
    public StreamOptions Options { get; init; } = new();

    /// <summary>The runs of each strategy.</summary>
    public IReadOnlyList<ulong> Seeds { get; init; } = [0];

    /// <summary>Rows between two points of a curve; 0: a twentieth of the rows.</summary>
    public int Every { get; init; }

    /// <summary>The version of the tool.</summary>
    public string ToolVersion { get; init; } = "";

    /// <summary>Told which fields of a file were taken for what.</summary>
    public Action<string>? Notice { get; init; }
}
