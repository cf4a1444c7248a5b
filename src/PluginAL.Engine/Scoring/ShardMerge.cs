using System.Globalization;
using System.Text;
using PluginAL.Abstractions;
using PluginAL.Scoring;

namespace PluginAL.Engine.Scoring;

/// <summary>Joins the results of all shards into exactly what one machine would have given.</summary>
public sealed class ShardMerge
{
    private readonly Dictionary<long, string> _ids = [];

    private ShardMerge(IReadOnlyList<ShardRecord> records, TopK best, Dictionary<long, string>? ids)
    {
        Records = records;
        Best = best.ToArray();
        HasIds = ids is not null;
        _ids = ids ?? [];
    }

    /// <summary>What the shards say of themselves, in order.</summary>
    public IReadOnlyList<ShardRecord> Records { get; }

    /// <summary>The best rows of the whole pool, best first.</summary>
    public IReadOnlyList<ScoredRow> Best { get; }

    /// <summary>Whether rows have ids.</summary>
    public bool HasIds { get; }

    /// <summary>The number of rows of the pool.</summary>
    public long Rows => Records[0].Rows;

    /// <summary>How many rows were scored.</summary>
    public long ScoredRows => Records.Sum(record => record.ScoredRows);

    /// <summary>How many rows had a score that is not finite.</summary>
    public long NonFinite => Records.Sum(record => record.NonFinite);

    /// <summary>The lowest such row, or −1.</summary>
    public long FirstNonFiniteRow => Records.Where(record => record.FirstNonFiniteRow >= 0).Select(record => record.FirstNonFiniteRow).DefaultIfEmpty(-1).Min();

    /// <summary>Reads and joins.</summary>
    /// <param name="files">The shards' results, in any order.</param>
    /// <param name="top">How many rows to keep.</param>
    /// <returns>The result.</returns>
    /// <exception cref="PluginALException">
    /// The shards are of different pools, strategies or models, one is missing or there twice, or one has fewer rows than are needed.
    /// </exception>
    public static ShardMerge Read(IReadOnlyList<string> files, int top)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(files.Count, nameof(files));
        var shards = files.Select(file => (File: file, Record: ShardRecord.Load(file))).OrderBy(shard => shard.Record.Shard).ToArray();
        var (firstFile, first) = shards[0];
        foreach (var (file, record) in shards)
        {
            RequireSame(file, firstFile, "parts of a pool", record.Shards, first.Shards);
            RequireSame(file, firstFile, "rows", record.Rows, first.Rows);
            RequireSame(file, firstFile, "pool (its fingerprint)", record.Source, first.Source);
            RequireSame(file, firstFile, "model (its SHA-256)", record.Model, first.Model);
            RequireSame(file, firstFile, "strategy", record.Strategy, first.Strategy);
            RequireSame(file, firstFile, "seed", record.Seed, first.Seed);
            RequireSame(file, firstFile, "--normalise", record.Normalise, first.Normalise);
            RequireSame(file, firstFile, "rows to consider (--exclude, --only)", record.Candidates, first.Candidates);
        }

        for (var i = 0; i < shards.Length; i++)
        {
            if (i > 0 && shards[i].Record.Shard == shards[i - 1].Record.Shard)
            {
                throw PluginALException.Input($"{shards[i - 1].File} and {shards[i].File} are both shard {new Shard(shards[i].Record.Shard, first.Shards)}; give each shard once.");
            }
        }

        var missing = Enumerable.Range(0, first.Shards).Except(shards.Select(shard => shard.Record.Shard)).ToArray();
        if (missing.Length > 0)
        {
            throw PluginALException.Input(
                $"{missing.Length} of {first.Shards} shards {(missing.Length == 1 ? "is" : "are")} missing: {string.Join(", ", missing.Take(10).Select(index => new Shard(index, first.Shards)))}{(missing.Length > 10 ? ", ..." : "")}; score {(missing.Length == 1 ? "it" : "them")} and give all files.");
        }

        foreach (var (file, record) in shards)
        {
            // A shard that wrote fewer rows than it was asked for has no more to give.
            if (record.Top < top && record.Written == record.Top)
            {
                throw PluginALException.Input($"{file} has the best {record.Top} rows of its shard, and --top is {top}; score the shards with --top {top} or more, or merge at most {shards.Min(shard => shard.Record.Top)}.");
            }
        }

        var best = new TopK(top);
        var ids = new Dictionary<long, string>();
        var withIds = 0;
        foreach (var (file, record) in shards)
        {
            withIds += ReadRows(file, record, best, ids) ? 1 : 0;
        }

        if (withIds != 0 && withIds != shards.Length)
        {
            throw PluginALException.Input($"{withIds} of {shards.Length} shards have ids; score all shards from the same pool.");
        }

        return new ShardMerge([.. shards.Select(shard => shard.Record)], best, withIds > 0 ? ids : null);
    }

    /// <summary>Writes the ranked rows.</summary>
    /// <param name="path">The file.</param>
    public void Write(string path) => RankedRowsCsv.Write(path, Best, HasIds ? row => _ids[row] : null);

    private static void RequireSame<T>(string file, string firstFile, string what, T found, T expected)
    {
        if (!EqualityComparer<T>.Default.Equals(found, expected))
        {
            throw PluginALException.Input(
                $"{file} has other {what} than {firstFile}: {found?.ToString() ?? "none"} and {expected?.ToString() ?? "none"}; merge the shards of one pool, scored with one strategy, one model and the same options.");
        }
    }

    /// <summary>Adds a result's rows; tells whether they have ids.</summary>
    private static bool ReadRows(string file, ShardRecord record, TopK best, Dictionary<long, string> ids)
    {
        using var reader = new StreamReader(file, new UTF8Encoding(false));
        var header = reader.ReadLine();
        if (header is not ("rank,row,score" or "rank,row,score,id"))
        {
            throw PluginALException.Input($"{file} begins with '{header}', expected 'rank,row,score'; score the shard again.");
        }

        var hasIds = header.EndsWith(",id", StringComparison.Ordinal);
        var (first, end) = new Shard(record.Shard, record.Shards).Rows(record.Rows);
        for (var rank = 1; rank <= record.Written; rank++)
        {
            var line = reader.ReadLine() ?? throw Damaged(file, rank);
            var parts = line.Split(',', hasIds ? 4 : 3);
            if (parts.Length != (hasIds ? 4 : 3)
                || !long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var row) || row < first || row >= end
                || !float.TryParse(parts[2], NumberStyles.Float, CultureInfo.InvariantCulture, out var score) || !float.IsFinite(score))
            {
                throw Damaged(file, rank);
            }

            best.Add(score, row);
            if (hasIds)
            {
                ids[row] = Unquoted(parts[3], reader, file, rank);
            }
        }

        return hasIds;
    }

    /// <summary>An id, which may go on over several lines where it is in quotes.</summary>
    private static string Unquoted(string text, StreamReader reader, string file, int rank)
    {
        if (!text.StartsWith('"'))
        {
            return text;
        }

        var whole = new StringBuilder(text);
        while (Quotes(whole) % 2 != 0)
        {
            whole.Append('\n').Append(reader.ReadLine() ?? throw Damaged(file, rank));
        }

        return whole.ToString(1, whole.Length - 2).Replace("\"\"", "\"", StringComparison.Ordinal);
    }

    private static int Quotes(StringBuilder text)
    {
        var count = 0;
        foreach (var chunk in text.GetChunks())
        {
            count += chunk.Span.Count('"');
        }

        return count;
    }

    private static PluginALException Damaged(string file, int rank) =>
        PluginALException.Input($"{file}: rank {rank} is not a row of its shard with a finite score; score the shard again.");
}
