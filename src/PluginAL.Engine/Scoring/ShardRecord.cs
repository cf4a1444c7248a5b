using System.Security.Cryptography;
using System.Text.Json;
using PluginAL.Abstractions;

namespace PluginAL.Engine.Scoring;

/// <summary>What a shard's result says of itself, in a file beside it: <c>FILE.csv.shard.json</c>.</summary>
public sealed record ShardRecord
{
    private const string ThisFormat = "pluginal-shard/1";

    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>What the file is.</summary>
    public string Format { get; init; } = ThisFormat;

    /// <summary>Which part, from 0.</summary>
    public required int Shard { get; init; }

    /// <summary>Of how many.</summary>
    public required int Shards { get; init; }

    /// <summary>The number of rows of the whole pool.</summary>
    public required long Rows { get; init; }

    /// <summary>Identifies what was scored; see <see cref="SourceFingerprint"/>.</summary>
    public required string Source { get; init; }

    /// <summary>SHA-256 of the model's file; null where probabilities were scored.</summary>
    public string? Model { get; init; }

    /// <summary>The strategy with its options and its version.</summary>
    public required string Strategy { get; init; }

    /// <summary>The seed.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Whether rows were divided by their sum.</summary>
    public bool Normalise { get; init; }

    /// <summary>SHA-256 over the rows that were left out or were alone considered; null where all were.</summary>
    public string? Candidates { get; init; }

    /// <summary>How many rows were asked for.</summary>
    public required int Top { get; init; }

    /// <summary>How many are in the result.</summary>
    public required int Written { get; init; }

    /// <summary>How many rows were scored.</summary>
    public required long ScoredRows { get; init; }

    /// <summary>How many of them had a score that is not finite.</summary>
    public required long NonFinite { get; init; }

    /// <summary>The lowest such row, or −1.</summary>
    public required long FirstNonFiniteRow { get; init; }

    /// <summary>SHA-256 of the result's file.</summary>
    public string Result { get; init; } = "";

    /// <summary>The file that goes with a result.</summary>
    /// <param name="result">The result's file.</param>
    /// <returns>Its path.</returns>
    public static string PathOf(string result) => result + ".shard.json";

    /// <summary>SHA-256 over the rows of a set; null for all rows.</summary>
    /// <param name="candidates">The set, or null.</param>
    /// <returns>The hash in hexadecimal digits, or null.</returns>
    public static string? HashOf(RowSet? candidates)
    {
        if (candidates is null)
        {
            return null;
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData([candidates.IsList ? (byte)1 : (byte)0]);
        hash.AppendData(System.Runtime.InteropServices.MemoryMarshal.AsBytes(candidates.IsList ? candidates.Listed : candidates.Excluded));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Writes the file beside a result that has been written.</summary>
    /// <param name="result">The result's file.</param>
    public void Save(string result) =>
        AtomicFile.Write(PathOf(result), JsonSerializer.Serialize(this with { Result = HashOf(result) }, Json) + "\n");

    /// <summary>Reads what a result says of itself, and checks that it is that result.</summary>
    /// <param name="result">The result's file.</param>
    /// <returns>What it says.</returns>
    /// <exception cref="PluginALException">There is no such file, or it goes with another result.</exception>
    public static ShardRecord Load(string result)
    {
        var path = PathOf(result);
        if (!File.Exists(result) || !File.Exists(path))
        {
            throw PluginALException.Input($"{(File.Exists(result) ? path : result)} does not exist; merge takes files that 'pluginal score --shard I/N' wrote, each with its .shard.json beside it.");
        }

        ShardRecord? record;
        try
        {
            record = JsonSerializer.Deserialize<ShardRecord>(File.ReadAllText(path), Json);
        }
        catch (JsonException exception)
        {
            throw PluginALException.Input($"{path} is not what 'pluginal score --shard' writes: {exception.Message.ReplaceLineEndings(" ")} Score the shard again.", exception);
        }

        if (record is null || record.Format != ThisFormat || record.Shards < 1 || record.Shard < 0 || record.Shard >= record.Shards)
        {
            throw PluginALException.Input($"{path} is not of format {ThisFormat}; score the shard again with this version.");
        }

        return record.Result == HashOf(result)
            ? record
            : throw PluginALException.Input($"{result} is not the file that {path} was written for: its SHA-256 differs; score the shard again.");
    }

    private static string HashOf(string path)
    {
        using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
