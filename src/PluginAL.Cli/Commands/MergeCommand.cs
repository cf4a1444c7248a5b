using System.CommandLine;
using PluginAL.Abstractions;
using PluginAL.Engine.Scoring;

namespace PluginAL.Cli.Commands;

/// <summary><c>pluginal merge</c>: joins the results of shards.</summary>
internal static class MergeCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("FILE") { Description = "The files that 'pluginal score --shard' wrote, each with its .shard.json beside it.", Arity = ArgumentArity.OneOrMore };
        var top = new Option<int>("--top") { Description = "How many rows to write; at most what each shard was asked for.", HelpName = "K", Required = true };
        var output = new Option<string>("--out") { Description = "The file for the ranked rows.", HelpName = "FILE", Required = true };
        var command = new Command("merge", "Joins the results of all shards of a pool into exactly what one machine would have given.")
        {
            files, top, output,
        };
        command.WithExample("pluginal merge part0.csv part1.csv --top 1000 --out best.csv");
        Tool.SetAction(command, (tool, parsed) =>
        {
            Tool.RequirePositive(parsed, top);
            var paths = parsed.GetRequiredValue(files);
            var outPath = parsed.GetRequiredValue(output);
            if (paths.FirstOrDefault(path => Path.GetFullPath(path) == Path.GetFullPath(outPath)) is { } same)
            {
                throw PluginALException.Usage($"--out is {same}, one of the shards; give a file of its own.");
            }

            RankedRowsCsv.RequireReplaceable(outPath);
            var merged = ShardMerge.Read(paths, parsed.GetValue(top));
            merged.Write(outPath);
            if (tool.Json)
            {
                Tool.PrintJson(new
                {
                    rows = merged.Rows,
                    shards = merged.Records.Count,
                    strategy = merged.Records[0].Strategy,
                    scored_rows = merged.ScoredRows,
                    non_finite = merged.NonFinite,
                    first_non_finite_row = merged.FirstNonFiniteRow < 0 ? (long?)null : merged.FirstNonFiniteRow,
                    written = merged.Best.Count,
                    @out = outPath,
                });
            }
            else
            {
                Console.WriteLine(FormattableString.Invariant(
                    $"{Tool.Count(merged.Records.Count, "shard")} of {Tool.Count(merged.Rows, "row")} merged; the best {merged.Best.Count} are in {outPath}."));
            }

            if (merged.NonFinite > 0)
            {
                tool.Warning($"{Tool.Count(merged.NonFinite, "score")} not finite (first: row {merged.FirstNonFiniteRow}, counted from 0); such rows are not among the best.");
            }

            return Task.CompletedTask;
        });
        return command;
    }
}
