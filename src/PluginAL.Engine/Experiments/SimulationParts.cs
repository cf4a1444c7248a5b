using PluginAL.Abstractions;
using PluginAL.Pools;

namespace PluginAL.Engine.Experiments;

/// <summary>Which records of the files an experiment learns from and measures on.</summary>
/// <param name="Train">The part of the training file; null: all of it.</param>
/// <param name="Test">The part of the test file; null: all of it.</param>
internal sealed record SimulationParts(string? Train, string? Test)
{
    /// <summary>One file for both is split by its field, where it has one. Of what a user may not have meant there is a warning.</summary>
    /// <param name="request">The files.</param>
    /// <param name="same">Whether both hold the same data.</param>
    /// <param name="notices">Told which parts are taken.</param>
    /// <param name="warnings">Told of the same rows for both, and of parts that are not told apart.</param>
    public static SimulationParts Of(SimulationRequest request, bool same, List<string> notices, List<string> warnings)
    {
        if (same && PartsOf(request.Train, request.Fields) is { } parts)
        {
            notices.Add($"{request.Train}: learned from where '{RecordParts.Field}' is '{parts.Train}', measured on where it is '{parts.Test}' ({parts})");
            return new SimulationParts(parts.Train, parts.Test);
        }

        if (same)
        {
            warnings.Add(
                $"--data and --test hold the same rows, so the model is measured on rows that it learned from; give rows of their own with --test, or a file with a field '{RecordParts.Field}' that holds train and test for both.");
            return new SimulationParts(null, null);
        }

        foreach (var (option, path) in (ReadOnlySpan<(string, string)>)[("--data", request.Train), ("--test", request.Test)])
        {
            if (PartsOf(path, request.Fields) is { } mixed)
            {
                warnings.Add($"{path} has a field '{RecordParts.Field}' ({mixed}), and all of its rows are taken for {option}; give {path} for both --data and --test to use its parts.");
            }
        }

        return new SimulationParts(null, null);
    }

    private static RecordParts? PartsOf(string path, FieldRequest fields) => File.Exists(path) ? RecordParts.Read(path, fields) : null;
}
