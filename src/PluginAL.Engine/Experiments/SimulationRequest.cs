using PluginAL.Pools;

namespace PluginAL.Engine.Experiments;

/// <summary>What <c>pluginal simulate</c> is asked to do.</summary>
public sealed record SimulationRequest
{
    /// <summary>The pool's data: a file, or a pool.</summary>
    public required string Train { get; init; }

    /// <summary>The test part: a file, or a pool.</summary>
    public required string Test { get; init; }

    /// <summary>Which fields of the records play which part, where files are given.</summary>
    public FieldRequest Fields { get; init; } = new();

    /// <summary>What is compared.</summary>
    public required ExperimentOptions Options { get; init; }

    /// <summary>The folder for the ledger, the pools and the results. Run again with the same request, the experiment goes on there.</summary>
    public required string Out { get; init; }

    /// <summary>The command line, for the report.</summary>
    public required string CommandLine { get; init; }

    /// <summary>The version of the tool, for the report.</summary>
    public required string ToolVersion { get; init; }

    /// <summary>Told which fields of a file were taken for what; null: nobody is.</summary>
    public Action<string>? Notice { get; init; }
}
