using System.CommandLine;
using System.Runtime.ExceptionServices;
using PluginAL.Abstractions;
using PluginAL.Engine.Data;
using PluginAL.Engine.Models;
using PluginAL.Engine.Scoring;
using PluginAL.Hosting;
using PluginAL.Pools;
using PluginAL.Scoring;

namespace PluginAL.Cli.Commands;

/// <summary><c>pluginal score</c>: ranks the rows of a pool.</summary>
internal static class ScoreCommand
{
    public static Command Create()
    {
        var probabilities = new Option<string?>("--probabilities") { Description = "Class probabilities, an NPY file of float32 (N, C).", HelpName = "P.npy" };
        var members = new Option<string?>("--members") { Description = "Class probabilities of a committee's members, an NPY file of float32 (N, M, C).", HelpName = "M.npy" };
        var features = new Option<string?>("--features") { Description = "Features, an NPY file of float32 or float16 (N, D); with --model.", HelpName = "F.npy" };
        var encoding = new Option<string?>("--encoding") { Description = "With --features of uint16: bfloat16.", HelpName = "E" };
        var scale = new Option<string?>("--scale") { Description = "With --features of int8: what one unit stands for, an NPY file of float32 (1,) or (N,).", HelpName = "S.npy" };
        var pool = new Option<string?>("--pool") { Description = "A pool; with --model.", HelpName = "POOL" };
        var model = new Option<string?>("--model") { Description = "A model that 'pluginal fit' wrote.", HelpName = "MODEL" };
        var strategy = new Option<string>("--strategy") { Description = "What scores the rows, such as margin or entropy.", HelpName = "S", Required = true };
        var top = new Option<int>("--top") { Description = "How many rows to write.", HelpName = "K", Required = true };
        var output = new Option<string>("--out") { Description = "The file for the ranked rows.", HelpName = "FILE.csv", Required = true };
        var all = new Option<string?>("--all") { Description = "A file for the scores of all rows, float32 in row order.", HelpName = "SCORES.npy" };
        var threads = new Option<int>("--threads") { Description = "Threads; the result is the same for any number.", HelpName = "T", DefaultValueFactory = _ => 1 };
        var shard = new Option<string?>("--shard")
        {
            Description = "Score one part of the pool: part I (from 0) of N. What 'pluginal merge' needs is written to FILE.csv.shard.json; --all then has the part's rows.",
            HelpName = "I/N",
        };
        var exclude = new Option<string?>("--exclude") { Description = "Rows to leave out: a file of row numbers, or numbers with commas.", HelpName = "ROWS" };
        var only = new Option<string?>("--only") { Description = "The only rows to consider, in the same form.", HelpName = "ROWS" };
        var normalise = new Option<bool>("--normalise") { Description = "Divide each row of probabilities, or each member's, by its sum." };
        var seed = new Option<ulong>("--seed") { Description = "Governs strategies that draw at random.", HelpName = "N" };

        var command = new Command("score", "Scores a pool and writes the rows most worth labelling.")
        {
            probabilities, members, features, encoding, scale, pool, model, strategy, top, output, all, threads, shard, exclude, only, normalise, seed,
            Tool.PluginTimeoutOption, Tool.IsolateOption, Tool.PluginMemoryOption,
        };
        command.WithExample("pluginal score --probabilities P.npy --strategy entropy --top 1000 --out best.csv");
        Tool.SetAction(command, async (tool, parsed) =>
        {
            Tool.RequirePositive(parsed, top, threads);
            var k = parsed.GetValue(top);
            var threadCount = parsed.GetValue(threads);
            var part = parsed.GetValue(shard) is { } text ? Shard.Parse(text) : (Shard?)null;
            var outPath = parsed.GetRequiredValue(output);
            RequireOther(parsed, all, output, probabilities, members, features);
            RankedRowsCsv.RequireReplaceable(outPath);
            using var host = Tool.OpenHost(tool);
            var plugin = host.Create<IQueryStrategy>(PluginKind.Strategy, PluginReference.Parse(parsed.GetRequiredValue(strategy)));
            if (plugin.Instance is not IPointwiseStrategy pointwise)
            {
                throw PluginALException.Usage(
                    $"Strategy '{plugin.Name}' looks at more than what a model says of a row (labels so far, other rows, or the inside of the model), so it has no score for a row by itself; "
                    + "use it in 'pluginal simulate', or give a strategy that scores rows one by one, such as margin.");
            }

            using var source = ScoreSource.Open(
                tool, host, parsed.GetValue(probabilities), parsed.GetValue(members), parsed.GetValue(features), parsed.GetValue(encoding), parsed.GetValue(scale),
                parsed.GetValue(pool), parsed.GetValue(model), plugin.Info, parsed.GetValue(normalise));
            var signals = source.Signals;
            var (first, end) = part?.Rows(signals.RowCount) ?? (0, signals.RowCount);
            var candidates = Candidates(parsed.GetValue(exclude), parsed.GetValue(only), signals.RowCount);
            using var column = parsed.GetValue(all) is { } path ? new ScoreColumnWriter(path, end - first, first) : null;
            var result = await ProgressBar.RunAsync("score", report => Task.FromResult(Score(plugin, k, tool.Cancellation, new PoolScorer(signals, pointwise)
            {
                Candidates = candidates,
                FirstRow = first,
                EndRow = end,
                Random = new RandomSource(parsed.GetValue(seed), "select/" + plugin.Name),
                Threads = threadCount,
                Rehearse = true,
                Sink = column is null ? null : column.Add,
                Progress = done => report("", (double)done / Math.Max(1, end - first)),
            }))).ConfigureAwait(false);

            column?.Complete();
            RankedRowsCsv.Write(outPath, result.Best, source.Id);
            if (part is { } one)
            {
                new ShardRecord
                {
                    Shard = one.Index,
                    Shards = one.Count,
                    Rows = signals.RowCount,
                    Source = source.Fingerprint(),
                    Model = source.ModelHash,
                    Strategy = $"{plugin.Label} {plugin.Version}",
                    Seed = parsed.GetValue(seed),
                    Normalise = parsed.GetValue(normalise),
                    Candidates = ShardRecord.HashOf(candidates),
                    Top = k,
                    Written = result.Best.Count,
                    ScoredRows = result.ScoredRows,
                    NonFinite = result.NonFinite,
                    FirstNonFiniteRow = result.FirstNonFiniteRow,
                }.Save(outPath);
            }

            var seconds = result.Elapsed.TotalSeconds;
            var bytes = (source.BytesPerRow + (column is null ? 0 : sizeof(float))) * (end - first);
            if (tool.Json)
            {
                Tool.PrintJson(new
                {
                    rows = signals.RowCount,
                    classes = source.Classes,
                    members = source.Members,
                    strategy = plugin.Name,
                    shard = part?.ToString(),
                    scored_rows = result.ScoredRows,
                    seconds,
                    gigabytes_per_second = bytes / seconds / 1e9,
                    kernel = Kernel.NameOf(Kernel.Active),
                    threads = threadCount,
                    non_finite = result.NonFinite,
                    first_non_finite_row = result.FirstNonFiniteRow < 0 ? (long?)null : result.FirstNonFiniteRow,
                    written = result.Best.Count,
                    @out = outPath,
                });
            }
            else
            {
                Console.WriteLine(FormattableString.Invariant(
                    $"{Tool.Count(result.ScoredRows, "row")} scored by {plugin.Name} in {seconds:F3} s ({bytes / seconds / 1e9:G3} GB/s, {Kernel.NameOf(Kernel.Active)}, {Tool.Count(threadCount, "thread")}); the best {result.Best.Count} are in {outPath}."));
            }

            if (result.Best.Count == 0)
            {
                tool.Warning(result.ScoredRows == 0
                    ? $"nothing to choose from: --exclude, --only or --shard leave none of the {Tool.Count(signals.RowCount, "row")}; {outPath} has a header alone."
                    : $"nothing was chosen: none of the {Tool.Count(result.ScoredRows, "score")} is finite; {outPath} has a header alone.");
            }

            if (result.NonFinite > 0)
            {
                tool.Warning($"{Tool.Count(result.NonFinite, "score")} not finite (first: row {result.FirstNonFiniteRow}, counted from 0); such rows are not among the best.");
            }
        });
        return command;
    }

    /// <summary>All of the scoring as one call of the strategy, which has a time limit and is given up when it ignores a cancellation; what else fails is not put down to it.</summary>
    private static PoolScores Score(PluginInstance<IQueryStrategy> strategy, int count, CancellationToken cancellation, PoolScorer scorer)
    {
        ExceptionDispatchInfo? failure = null;
        var scores = strategy.Call(
            "Score",
            _ =>
            {
                try
                {
                    return scorer.Run(count, cancellation);
                }
                catch (Exception exception) when (exception is not (PluginALException or OperationCanceledException))
                {
                    failure = ExceptionDispatchInfo.Capture(exception);
                    return null;
                }
            },
            cancellation);
        failure?.Throw();
        return scores!;
    }

    /// <summary>Refuses scores that would replace another file of the same command line.</summary>
    private static void RequireOther(ParseResult parsed, Option<string?> all, params ReadOnlySpan<Option> others)
    {
        foreach (var other in others)
        {
            if (parsed.GetValue(all) is { } path && parsed.GetValue<string?>(other.Name) is { } taken && Path.GetFullPath(path) == Path.GetFullPath(taken))
            {
                throw PluginALException.Usage($"{all.Name} and {other.Name} are both {path}; give {all.Name} a file of its own.");
            }
        }
    }

    private static RowSet? Candidates(string? exclude, string? only, long rowCount)
    {
        if (only is null)
        {
            return exclude is null ? null : RowSet.AllExcept(rowCount, RowList.Read(exclude, rowCount));
        }

        var rows = RowList.Read(only, rowCount);
        if (exclude is not null)
        {
            rows = [.. rows.Except(RowList.Read(exclude, rowCount))];
        }

        return RowSet.Only(rowCount, rows);
    }
}
