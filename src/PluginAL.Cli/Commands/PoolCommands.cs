using System.CommandLine;
using System.Diagnostics;
using PluginAL.Abstractions;
using PluginAL.Engine.Ingest;
using PluginAL.Pools;

namespace PluginAL.Cli.Commands;

/// <summary><c>pluginal pool</c>: makes, shows, checks and grows pools.</summary>
internal static class PoolCommands
{
    public static Command Create() => new Command("pool", "Makes, shows, checks and grows pools.") { CreateCreate(), CreateAppend(), CreateInfo(), CreateVerify() }
        .WithExample("pluginal pool create tickets.jsonl --text text --label label --out tickets.pool");

    private static Command CreateCreate()
    {
        var inputs = Inputs();
        var output = new Option<string>("--out") { Description = "The directory to be made.", HelpName = "POOL", Required = true };
        var features = new Option<string?>("--features") { Description = "Features of the same rows: an NPY file of shape (N, D). Adopted where it is, unless --copy.", HelpName = "NPY" };
        var labels = LabelsOption();
        var costs = CostsOption();
        var (encoding, scale) = ShortNumbers();
        var copy = new Option<bool>("--copy") { Description = "Copy NPY features into the pool instead of referring to them." };
        var command = new Command(
            "create",
            "Builds a pool from JSONL, CSV or NPY files, or from standard input (-), by streaming.")
        {
            inputs, output, features, encoding, scale, labels, costs, copy,
        };
        command.WithExample("pluginal pool create tickets.jsonl --text text --label label --out tickets.pool");
        var fields = new FieldOptions(command);
        Tool.SetAction(command, async (tool, parsed) =>
        {
            using var host = Tool.OpenHost();
            var path = parsed.GetRequiredValue(output);
            await BuildAsync(tool, path, "create", report => PoolBuilder.Create(
                path,
                Sources(parsed.GetRequiredValue(inputs)),
                new PoolBuildOptions
                {
                    Fields = fields.Read(parsed),
                    Featurisers = schema => Featurisers.For(host, schema),
                    FeaturesPath = parsed.GetValue(features),
                    FeatureEncoding = parsed.GetValue(encoding),
                    ScalePath = parsed.GetValue(scale),
                    LabelsPath = parsed.GetValue(labels),
                    CostsPath = parsed.GetValue(costs),
                    CopyFeatures = parsed.GetValue(copy),
                    Tool = "pluginal " + Tool.Version,
                    Progress = report,
                },
                tool.Cancellation)).ConfigureAwait(false);
        });
        return command;
    }

    private static Command CreateAppend()
    {
        var pool = PoolArgument();
        var inputs = Inputs();
        var features = new Option<string?>("--features") { Description = "Features of the same rows: an NPY file of shape (N, D).", HelpName = "NPY" };
        var labels = LabelsOption();
        var costs = CostsOption();
        var (encoding, scale) = ShortNumbers();
        var task = new Option<string?>("--task") { Description = "What the rows are labelled for; refused where the pool is of another task.", HelpName = "T" };
        var contexts = new Option<string?>("--contexts") { Description = "Question answering: the file of contexts.", HelpName = "FILE" };
        var command = new Command("append", "Adds rows to a pool as a new segment, with the pool's fields and features.")
        {
            pool, inputs, features, encoding, scale, labels, costs, task, contexts,
        };
        command.WithExample("pluginal pool append tickets.pool more.jsonl");
        Tool.SetAction(command, async (tool, parsed) =>
        {
            using var host = Tool.OpenHost();
            var path = parsed.GetRequiredValue(pool);
            await BuildAsync(tool, path, "append", report => PoolBuilder.Append(
                path,
                Sources(parsed.GetRequiredValue(inputs)),
                new PoolBuildOptions
                {
                    Fields = new FieldRequest { Task = parsed.GetValue(task) is { } name ? TaskNames.Parse(name) : null, Contexts = parsed.GetValue(contexts) },
                    Resolve = Featurisers.Resolve(host),
                    FeaturesPath = parsed.GetValue(features),
                    FeatureEncoding = parsed.GetValue(encoding),
                    ScalePath = parsed.GetValue(scale),
                    LabelsPath = parsed.GetValue(labels),
                    CostsPath = parsed.GetValue(costs),
                    Tool = "pluginal " + Tool.Version,
                    Progress = report,
                },
                tool.Cancellation)).ConfigureAwait(false);
        });
        return command;
    }

    private static Command CreateInfo()
    {
        var pool = PoolArgument();
        var command = new Command("info", "Shows what a pool is made of.") { pool };
        command.WithExample("pluginal pool info tickets.pool --json");
        Tool.SetAction(command, (tool, parsed) =>
        {
            using var opened = Pool.Open(parsed.GetRequiredValue(pool));
            var info = opened.GetInfo();
            if (tool.Json)
            {
                Tool.PrintJson(info);
                return Task.CompletedTask;
            }

            Console.WriteLine(FormattableString.Invariant($"{info.Path}: {Tool.Count(info.Rows, "row")} in {Tool.Count(info.Segments.Count, "segment")}, {info.Bytes / 1e6:F1} MB"));
            if (info.Layout is not null)
            {
                Console.WriteLine(FormattableString.Invariant($"features: {info.Layout}, {Tool.Count(info.Width, "column")}, {info.StoredValues} values stored"));
            }

            if (opened.Task != LearningTask.Classification)
            {
                Console.WriteLine($"task: {info.Task}{(info.Tokens > 0 ? FormattableString.Invariant($", {Tool.Count(info.Tokens, "token")} with {Tool.Count(info.TokenWidth, "feature column")}") : "")}");
            }

            if (info.Schema is { } schema && string.Join("; ", Parts(schema)) is { Length: > 0 } fields)
            {
                Console.WriteLine(Tool.Visible("fields: " + fields));
            }

            Console.WriteLine(info.Classes.Count == 0 ? $"no classes; {Tool.Count(info.UnlabelledRows, "row")} without a label" : FormattableString.Invariant(
                $"classes: {Tool.Visible(string.Join(", ", info.Classes.Take(20).Select(item => $"{item.Name} ({item.Rows})")))}{(info.Classes.Count > 20 ? $" and {info.Classes.Count - 20} more" : "")}; {Tool.Count(info.UnlabelledRows, "row")} without a label"));
            foreach (var column in info.Columns)
            {
                Console.WriteLine($"  {column.Name}: {column.Role}, {column.Dtype}, {column.Encoding}");
            }

            return Task.CompletedTask;
        });
        return command;
    }

    private static Command CreateVerify()
    {
        var pool = PoolArgument();
        var command = new Command("verify", "Reads every byte of a pool and checks it against its checksums.") { pool };
        command.WithExample("pluginal pool verify tickets.pool");
        Tool.SetAction(command, async (tool, parsed) =>
        {
            using var opened = Pool.Open(parsed.GetRequiredValue(pool));
            var result = await ProgressBar.RunAsync("pool verify", report => Task.Run(() => opened.Verify(
                item => report(item.Stage, item.TotalBytes > 0 ? (double)item.Bytes / item.TotalBytes : 0), tool.Cancellation))).ConfigureAwait(false);
            if (tool.Json)
            {
                Tool.PrintJson(new { pool = opened.Path, rows = opened.RowCount, files = result.Files, bytes = result.Bytes, problems = result.Problems });
            }
            else if (result.Problems.Count == 0)
            {
                Console.WriteLine(FormattableString.Invariant($"{opened.Path} is whole: {Tool.Count(result.Files, "file")}, {result.Bytes / 1e6:F1} MB, {Tool.Count(opened.RowCount, "row")}."));
            }

            if (result.Problems.Count > 0)
            {
                throw PluginALException.Input(
                    result.Problems[0] + (result.Problems.Count == 1 ? "" : $" ({Tool.Count(result.Problems.Count - 1, "problem")} more; --json lists all.)"));
            }
        });
        return command;
    }

    private static IEnumerable<string> Parts(FieldSchema schema)
    {
        (string Part, IEnumerable<string?> Fields)[] parts =
        [
            ("id", [schema.Id]), ("label", [schema.Label]), ("cost", [schema.Cost]), ("text", schema.Text), ("context", [schema.Context]),
            ("numeric", schema.Numeric), ("category", schema.Categories), ("image", schema.Images),
        ];
        return parts
            .Select(part => (part.Part, Fields: string.Join(", ", part.Fields.OfType<string>())))
            .Where(part => part.Fields.Length > 0)
            .Select(part => $"{part.Part} {part.Fields}");
    }

    private static (Option<string?> Encoding, Option<string?> Scale) ShortNumbers() => (
        new Option<string?>("--encoding") { Description = "What NPY features of uint16 stand for: bfloat16.", HelpName = "E" },
        new Option<string?>("--scale") { Description = "What one unit of int8 NPY features stands for: an NPY file of one float32, or of one for each row.", HelpName = "NPY" });

    private static Option<string?> CostsOption() =>
        new("--costs") { Description = "What rows cost to label, beside NPY features: an NPY file of float64 or float32.", HelpName = "NPY" };

    private static Option<string?> LabelsOption() => new("--labels")
    {
        Description = "Labels beside NPY features: an NPY file of integers; for regression numbers; for multilabel 1 or 0 for each label, of shape (N, L).",
        HelpName = "NPY",
    };

    private static Argument<string[]> Inputs() => new("INPUT") { Description = "JSONL, CSV or NPY files, or - for standard input.", Arity = ArgumentArity.OneOrMore };

    private static Argument<string> PoolArgument() => new("POOL") { Description = "The pool's directory." };

    private static IReadOnlyList<PoolSource> Sources(string[] inputs)
    {
        if (inputs.Count(input => input == "-") > 1)
        {
            throw PluginALException.Usage("'-' is given twice; standard input can be read once.");
        }

        return [.. inputs.Select(input => input == "-" ? PoolSource.FromStream(Console.OpenStandardInput(), "standard input") : PoolSource.FromFile(input))];
    }

    private static async Task BuildAsync(Tool tool, string path, string title, Func<Action<PoolProgress>, PoolBuildResult> build)
    {
        var watch = Stopwatch.StartNew();
        var result = await ProgressBar.RunAsync($"pool {title}", report => Task.Run(() => build(item =>
            report(FormattableString.Invariant($"{item.Stage}, {item.Rows} rows"), item.TotalBytes > 0 ? (double)item.Bytes / item.TotalBytes : 0)))).ConfigureAwait(false);
        var seconds = watch.Elapsed.TotalSeconds;
        if (tool.Json)
        {
            Tool.PrintJson(new
            {
                pool = path,
                rows = result.Rows,
                total_rows = result.TotalRows,
                description = result.Description,
                schema = result.Schema,
                classes = result.Classes,
                new_classes = result.NewClasses,
                unlabelled_rows = result.UnlabelledRows,
                first_unlabelled_row = result.FirstUnlabelledRow < 0 ? (long?)null : result.FirstUnlabelledRow,
                non_finite = result.NonFiniteValues,
                first_non_finite_row = result.FirstNonFiniteRow < 0 ? (long?)null : result.FirstNonFiniteRow,
                notices = result.Notices,
                bytes = result.SourceBytes,
                seconds,
            });
        }
        else
        {
            Console.WriteLine(Tool.Visible(result.Description));
            Console.WriteLine(FormattableString.Invariant($"{Tool.Count(result.Rows, "row")} in {seconds:F1} s ({result.SourceBytes / seconds / 1e6:G3} MB/s); {path} has {Tool.Count(result.TotalRows, "row")}{(result.Classes.Count switch { 0 => "", 1 => " and 1 class", var count => $" and {count} classes" })}."));
        }

        foreach (var notice in result.Notices)
        {
            Tool.Say(notice);
        }

        if (result.UnlabelledRows > 0)
        {
            Tool.Say($"{Tool.Count(result.UnlabelledRows, "row")} without a label (first: row {result.FirstUnlabelledRow}, counted from 0).");
        }

        if (result.NonFiniteValues > 0)
        {
            tool.Warning($"{Tool.Count(result.NonFiniteValues, "feature value")} not finite (first: row {result.FirstNonFiniteRow}, counted from 0).");
        }
    }
}
