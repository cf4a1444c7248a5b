#:property TreatWarningsAsErrors=false
#:property PublishAot=false
// Run.cs PLUGINAL DATA OUT [options] — see run.sh.
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var clock = Stopwatch.StartNew();
var (tool, data, output) = (args[0], args[1], Path.GetFullPath(args[2]));
var given = new Dictionary<string, string>
{
    ["--sets"] = "sms_spam,optdigits,mnist_png,adult,trec6,letter,sst2,thucnews_titles_zh,banking77",
    ["--strategies"] = "random,auto,margin,uncertain-clusters,badge",
    ["--seeds"] = "10",
    ["--hours"] = "1",
    ["--minutes"] = "30",
    ["--budget"] = "",
    ["--batch"] = "",
    ["--threads"] = "1",
    ["--stop"] = "",
    ["--explore"] = "0",
};
for (var i = 3; i + 1 < args.Length; i += 2)
{
    given[args[i]] = given.ContainsKey(args[i]) ? args[i + 1] : throw new ArgumentException($"There is no option {args[i]}; known: {string.Join(", ", given.Keys)}.");
}

// Batch and budget of each set: so many labels that random sampling reaches 95 % of what all labels give, in at most eighty rounds.
var usual = new Dictionary<string, (int Batch, int Budget)>
{
    ["sms_spam"] = (25, 1000),
    ["optdigits"] = (10, 400),
    ["mnist_png"] = (25, 600),
    ["adult"] = (10, 400),
    ["trec6"] = (50, 2500),
    ["letter"] = (50, 2500),
    ["sst2"] = (100, 4000),
    ["thucnews_titles_zh"] = (100, 4000),
    ["banking77"] = (100, 5000),
};
var sets = given["--sets"].Split(',');
var stops = given["--stop"].Length > 0;
List<string> strategies = [.. (stops ? [] : (string[])["random"]).Concat(given["--strategies"].Split(',')).Distinct()];
var seeds = int.Parse(given["--seeds"]);
var deadline = TimeSpan.FromHours(double.Parse(given["--hours"]));
var patience = TimeSpan.FromMinutes(double.Parse(given["--minutes"]));

// 1. Strategy by strategy, each on every set, so that what fits into the time can be compared over the sets.
var notes = new SortedDictionary<(string Set, int Order), string>();
foreach (var (order, strategy) in strategies.Index())
{
    foreach (var set in sets)
    {
        if (Source(set) is not { } source || IsDone(set, strategy))
        {
            continue;
        }

        var left = deadline - clock.Elapsed;
        if (left <= TimeSpan.Zero)
        {
            notes[(set, order)] = $"{strategy}: not run, the hours were over";
            continue;
        }

        Console.Error.WriteLine($"{clock.Elapsed:hh\\:mm\\:ss} {set} {strategy}");
        var (code, error) = Simulate(set, source, strategy, left < patience ? left : patience);
        if (code == 0)
        {
            File.AppendAllLines(DoneFile(set), [DoneLine(set, strategy)]);
        }
        else
        {
            notes[(set, order)] = code is null ? $"{strategy}: cut off after {patience.TotalMinutes:F0} minutes or at the end of the hours; goes on when run again" : $"{strategy}: {error}";
        }
    }
}

if (stops)
{
    var stopped = StopTable();
    File.WriteAllText(Path.Combine(output, "stops.md"), stopped);
    Console.Out.Write(stopped);
    return;
}

// 2. One report for each set, and the table.
var table = new StringBuilder();
var verdicts = new List<Verdict>();
table.AppendLine("# Label efficiency: logistic regression");
table.AppendLine();
table.AppendLine("Each run begins with one batch drawn at random, the same for every strategy of a seed; batch and budget are in the table. Accuracy in points on the official test part.");
table.AppendLine("*Lowest bound*: over all measured label counts from 100 on, the lowest Holm-corrected lower bound of the mean difference to random (paired by seed, one-sided Student t,");
table.AppendLine("95 % for all counts of a set together), with the label count at which it stands. *Area*: mean accuracy over the curve. *To 95 %*: labels at which the mean accuracy over seeds,");
table.AppendLine("linear between measured counts, first reaches 95 % of that with every label (*target*). *Against the best*: area relative to that of the single strategy that is best on the other seeds, mean over seeds.");
table.AppendLine();
table.AppendLine("| set | batch, budget | target | strategy | seeds | area | − random | lowest bound ≥ 100 | at 100 | at 200 | at 500 | at the end | to 95 % | of random's | against the best |");
table.AppendLine("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|");
foreach (var set in sets)
{
    var done = strategies.Where(strategy => IsDone(set, strategy)).ToList();
    if (Source(set) is not { } source)
    {
        notes[(set, -1)] = $"not run: {set} has no train.jsonl, train.csv or labels.csv";
        continue;
    }

    if (!done.Contains("random"))
    {
        continue;
    }

    // All of it is in the ledger: this draws the curves of all strategies together.
    var (code, error) = Simulate(set, source, string.Join(',', done), TimeSpan.FromMinutes(10));
    if (code != 0)
    {
        notes[(set, -1)] = $"no report: {error}";
        continue;
    }

    AddRows(set, done);
}

table.AppendLine();
foreach (var group in verdicts.GroupBy(verdict => verdict.Strategy))
{
    string Count(string what, Func<Verdict, bool> holds) => $"{what} on {group.Count(holds)} of {group.Count()} sets ({string.Join(", ", group.Where(one => !holds(one)).Select(one => one.Set)) switch { "" => "all", var rest => $"not on {rest}" }})";
    table.AppendLine($"- `{group.Key}`: {Count("lowest bound not under −1", one => one.Bound >= -1)}; {Count("area at least 99 % of the best", one => one.AgainstBest >= 0.99)}; "
        + $"{Count("at most half of random's labels to 95 %", one => one.ShareOfLabels <= 0.5)}");
}

table.AppendLine();
foreach (var ((set, _), note) in notes)
{
    table.AppendLine($"- {set}: {note}");
}

File.WriteAllText(Path.Combine(output, "table.md"), table.ToString());
Console.Out.Write(table);

(string Train, string Test, string[] Fields)? Source(string set)
{
    if (File.Exists(Path.Combine(data, set, "labels.csv")))
    {
        return Split(set);
    }

    string[] ends = ["jsonl", "csv"];
    foreach (var end in ends)
    {
        var train = Path.Combine(data, set, "train." + end);
        if (File.Exists(train))
        {
            return (train, Path.Combine(data, set, "test." + end), end == "jsonl" ? ["--text", "text", "--label", "label"] : []);
        }
    }

    return null;
}

// labels.csv of files has a column that says which are for training: two files with one part each, and whole paths, since they stand elsewhere.
(string Train, string Test, string[] Fields) Split(string set)
{
    var folder = Path.GetFullPath(Path.Combine(data, set));
    var rows = File.ReadLines(Path.Combine(folder, "labels.csv")).Select(line => line.Split(',')).ToList();
    var (file, label, split) = (rows[0].IndexOf("file"), rows[0].IndexOf("label"), rows[0].IndexOf("split"));
    var target = Path.Combine(output, "data", set);
    Directory.CreateDirectory(target);
    foreach (var part in (string[])["train", "test"])
    {
        File.WriteAllLines(Path.Combine(target, part + ".csv"),
            rows.Skip(1).Where(row => row[split] == part).Select(row => $"{Path.Combine(folder, row[file])},{row[label]}").Prepend("file,label"));
    }

    return (Path.Combine(target, "train.csv"), Path.Combine(target, "test.csv"), ["--image", "file", "--label", "label"]);
}

int BatchOf(string set) => given["--batch"] is { Length: > 0 } number ? int.Parse(number) : usual.GetValueOrDefault(set, (Batch: 50, Budget: 1000)).Batch;

int BudgetOf(string set) => given["--budget"] is { Length: > 0 } number ? int.Parse(number) : usual.GetValueOrDefault(set, (Batch: 50, Budget: 1000)).Budget;

string DoneFile(string set) => Path.Combine(output, set, "done.txt");

string DoneLine(string set, string strategy) => $"{strategy} {seeds} {BudgetOf(set)}";

bool IsDone(string set, string strategy) => File.Exists(DoneFile(set)) && File.ReadLines(DoneFile(set)).Contains(DoneLine(set, strategy));

// Null: it took too long and was stopped; what it did is kept.
(int? Code, string Error) Simulate(string set, (string Train, string Test, string[] Fields) source, string names, TimeSpan limit)
{
    var start = new ProcessStartInfo(tool) { RedirectStandardOutput = true, RedirectStandardError = true };
    string[] arguments =
    [
        "simulate", "--data", source.Train, "--test", source.Test, .. source.Fields, "--learner", "logistic", "--strategy", names,
        "--initial", $"{BatchOf(set)}", "--batch", $"{BatchOf(set)}", "--budget", $"{BudgetOf(set)}", "--seeds", $"{seeds}", "--threads", given["--threads"],
        "--explore", given["--explore"], "--out", Path.Combine(output, set), "--json", .. stops ? (string[])["--stop", given["--stop"]] : [],
    ];
    Array.ForEach(arguments, start.ArgumentList.Add);
    using var process = Process.Start(start)!;
    var errors = process.StandardError.ReadToEndAsync();
    var said = process.StandardOutput.ReadToEndAsync();
    if (!process.WaitForExit(limit))
    {
        process.Kill();
        process.WaitForExit();
        return (null, "");
    }

    said.Wait();
    return (process.ExitCode, errors.Result.Split('\n').LastOrDefault(line => line.StartsWith("error: ", StringComparison.Ordinal)) ?? "");
}

// How far the accuracy that was predicted where a run ended, without the test part's labels, is from the one measured there, and how often its interval holds that.
string StopTable()
{
    var text = new StringBuilder();
    var all = new List<(bool Ruled, bool Known, double Predicted, double Low, double High, double Measured)>();
    text.AppendLine($"# Stops: `--stop {given["--stop"]} --explore {given["--explore"]}`, logistic regression");
    text.AppendLine();
    text.AppendLine("Means over seeds, in points. *Labels*: where runs ended. *Expected*: the accuracy predicted for the official test part, whose labels were not looked at; *measured*: what it was.");
    text.AppendLine("*Reach*: half the interval's width; *held*: in how many runs it holds what was measured. *Known*: in how many runs it reaches at most three points to either side.");
    text.AppendLine();
    text.AppendLine("| set | batch, budget | strategy | seeds | ended by the rule | labels | expected | measured | difference | absolute difference | within 2 points | reach | held | known | of those within 2 points |");
    text.AppendLine("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|");
    foreach (var set in sets)
    {
        foreach (var strategy in strategies.Where(strategy => IsDone(set, strategy)))
        {
            var (code, error) = Simulate(set, Source(set)!.Value, strategy, TimeSpan.FromMinutes(10));
            if (code != 0)
            {
                notes[(set, 0)] = $"no report: {error}";
                continue;
            }

            using var summary = JsonDocument.Parse(File.ReadAllText(Path.Combine(output, set, "summary.json")));
            var entries = summary.RootElement.GetProperty("predicted_accuracy").EnumerateArray().Where(run => run.GetProperty("value").ValueKind == JsonValueKind.Number).ToList();
            double Points(JsonElement run, string name) => 100 * run.GetProperty(name).GetDouble();
            var runs = entries.Select(run => (
                Ruled: run.GetProperty("ended_by").ValueKind == JsonValueKind.String, Known: run.GetProperty("note").ValueKind == JsonValueKind.Null, Predicted: Points(run, "value"),
                Low: Points(run, "low"), High: Points(run, "high"), Measured: Points(run, "on_test_part"))).ToList();
            var differences = runs.Select(run => run.Predicted - run.Measured).ToList();
            all.AddRange(runs);
            text.AppendLine(
                $"| {set} | {BatchOf(set)}, {BudgetOf(set)} | {strategy} | {runs.Count} | {runs.Count(run => run.Ruled)} | {entries.Average(run => run.GetProperty("labels").GetInt32()):F0} "
                + $"| {runs.Average(run => run.Predicted):F1} | {runs.Average(run => run.Measured):F1} | {Signed(differences.Average())} | {differences.Average(Math.Abs):F2} | {Within(runs)} "
                + $"| {runs.Average(run => (run.High - run.Low) / 2):F1} | {Held(runs)} | {runs.Count(run => run.Known)} of {runs.Count} | {Within(runs.FindAll(run => run.Known))} |");
        }
    }

    text.AppendLine();
    foreach (var (name, runs) in new[] { ("All runs", all), ("Runs that the rule ended", all.FindAll(run => run.Ruled)) })
    {
        text.AppendLine($"{name}: the interval held the accuracy in {Held(runs)}; the prediction was within two points in {Within(runs)}, and in {Within(runs.FindAll(run => run.Known))} of those whose interval reaches at most three.");
    }

    text.AppendLine();
    foreach (var ((set, _), note) in notes)
    {
        text.AppendLine($"- {set}: {note}");
    }

    return text.ToString();

    static string Held(List<(bool Ruled, bool Known, double Predicted, double Low, double High, double Measured)> runs) => $"{runs.Count(run => run.Low <= run.Measured && run.Measured <= run.High)} of {runs.Count}";

    static string Within(List<(bool Ruled, bool Known, double Predicted, double Low, double High, double Measured)> runs) => $"{runs.Count(run => Math.Abs(run.Predicted - run.Measured) <= 2)} of {runs.Count}";
}

void AddRows(string set, IReadOnlyList<string> done)
{
    var curve = File.ReadLines(Path.Combine(output, set, "curve.csv")).Skip(1).Select(line => line.Split(','))
        .Select(cells => (Strategy: cells[0], Seed: int.Parse(cells[1]), Labels: int.Parse(cells[3]), Accuracy: 100 * double.Parse(cells[4])))
        .GroupBy(point => point.Strategy)
        .ToDictionary(group => group.Key, group => group.ToDictionary(point => (point.Seed, point.Labels), point => point.Accuracy));
    using var summary = JsonDocument.Parse(File.ReadAllText(Path.Combine(output, set, "summary.json")));
    var full = 100 * summary.RootElement.GetProperty("full_data").GetProperty("accuracy").GetDouble();
    var random = curve["random"];
    int[] counts = [.. random.Keys.Select(key => key.Labels).Distinct().Order()];
    double Area(string name, int seed) => counts.Where((_, i) => i > 0).Select((_, i) =>
        (curve[name][(seed, counts[i])] + curve[name][(seed, counts[i + 1])]) / 2 * (counts[i + 1] - counts[i])).Sum() / (counts[^1] - counts[0]);
    double At(string name, int labels) => Enumerable.Range(0, seeds).Average(seed => curve[name].GetValueOrDefault((seed, labels), double.NaN));
    var areas = curve.Keys.ToDictionary(name => name, name => Enumerable.Range(0, seeds).Select(seed => Area(name, seed)).ToArray());
    string[] single = [.. curve.Keys.Where(name => name.Split(':')[0] is not ("auto" or "random"))];
    var randoms = LabelsTo(0.95 * full, "random");
    foreach (var name in curve.Keys.OrderByDescending(name => areas[name].Average()))
    {
        var (at, bound) = name == "random" || seeds < 2 ? (0, double.NaN) : Lowest(counts.Where(labels => labels >= 100).Select(labels =>
            (labels, Enumerable.Range(0, seeds).Select(seed => curve[name][(seed, labels)] - random[(seed, labels)]).ToArray())));
        var best = single.Length == 0 || seeds < 2 ? double.NaN : Enumerable.Range(0, seeds).Average(seed =>
            areas[name][seed] / areas[single.MaxBy(other => areas[other].Where((_, at) => at != seed).Average())!][seed]);
        var labels = LabelsTo(0.95 * full, name);

        // Where random sampling did not get there, it needs more than the budget: the share is less than this.
        var share = labels / (double.IsFinite(randoms) ? randoms : counts[^1]);
        if (name.Split(':')[0] == "auto")
        {
            verdicts.Add(new Verdict(set, name, bound, best, share));
        }

        table.AppendLine(
            $"| {set} | {BatchOf(set)}, {BudgetOf(set)} | {0.95 * full:F1} | {name} | {seeds} | {areas[name].Average():F2} | {Signed(areas[name].Average() - areas["random"].Average())} "
            + $"| {(double.IsNaN(bound) ? "" : $"{Signed(bound)} ({at})")} | {Shown(name, 100)} | {Shown(name, 200)} | {Shown(name, 500)} "
            + $"| {At(name, counts[^1]):F1} | {(double.IsFinite(labels) ? $"{labels:F0}" : $"> {counts[^1]}")} "
            + $"| {(double.IsFinite(labels) ? $"{(double.IsFinite(randoms) ? "" : "< ")}{100 * share:F0} %" : "")} | {(double.IsNaN(best) ? "" : $"{100 * best:F1} %")} |");
    }

    double LabelsTo(double target, string name)
    {
        for (var i = 0; i < counts.Length; i++)
        {
            if (At(name, counts[i]) is var there && there >= target)
            {
                return i == 0 ? counts[0] : counts[i] - ((counts[i] - counts[i - 1]) * (there - target) / (there - At(name, counts[i - 1])));
            }
        }

        return double.PositiveInfinity;
    }

    string Shown(string name, int labels) => counts.Contains(labels) ? $"{At(name, labels):F1}" : "";
}

static string Signed(double value) => (Math.Round(value, 2) + 0.0).ToString("+0.00;−0.00");

// Holm 1979: of m one-sided tests of "the difference is −1 or less" the i-th smallest p is held to 5 % ÷ (m − i + 1); the bounds follow the same levels.
static (int Labels, double Bound) Lowest(IEnumerable<(int Labels, double[] Differences)> points)
{
    var tests = points.Select(point =>
    {
        var n = point.Differences.Length;
        var mean = point.Differences.Average();
        var error = Math.Max(1e-9, Math.Sqrt(point.Differences.Sum(d => (d - mean) * (d - mean)) / (n - 1) / n));
        return (point.Labels, mean, error, n, T: (mean + 1) / error);
    }).OrderByDescending(test => test.T).ToList();
    var bounds = tests.Select((test, i) => (test.Labels, Bound: test.mean - (Quantile(1 - (0.05 / (tests.Count - i)), test.n - 1) * test.error)));
    return bounds.MinBy(item => item.Bound);
}

// Student's t by bisection on its distribution function, which Simpson's rule integrates.
static double Quantile(double probability, int degrees)
{
    var (low, high) = (0.0, 1000.0);
    for (var i = 0; i < 100; i++)
    {
        var middle = (low + high) / 2;
        (low, high) = Cdf(middle) < probability ? (middle, high) : (low, middle);
    }

    return low;

    double Cdf(double t)
    {
        // With t = √ν tan θ the density is cos^(ν − 1) θ up to a factor, smooth on a finite range.
        double Integral(double end)
        {
            const int Steps = 2000;
            var sum = 0.0;
            for (var i = 0; i <= Steps; i++)
            {
                sum += (i is 0 or Steps ? 1 : i % 2 == 1 ? 4 : 2) * Math.Pow(Math.Cos(end * i / Steps), degrees - 1);
            }

            return sum * end / Steps / 3;
        }

        return 0.5 + (0.5 * Integral(Math.Atan(t / Math.Sqrt(degrees))) / Integral(Math.PI / 2));
    }
}

/// <summary>What a table says of a strategy on a set: the lowest bound in points, its area relative to the best, its share of random's labels to 95 %.</summary>
internal sealed record Verdict(string Set, string Strategy, double Bound, double AgainstBest, double ShareOfLabels);
