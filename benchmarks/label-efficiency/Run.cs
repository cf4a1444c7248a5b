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
    ["--sets"] = "trec6,sst2,banking77,sms_spam,thucnews_titles_zh,optdigits,letter,adult,mnist_png",
    ["--strategies"] = "random,auto,margin,entropy,least-confidence,vote-entropy,bald,albl,thompson",
    ["--seeds"] = "10",
    ["--hours"] = "1",
    ["--minutes"] = "30",
    ["--budget"] = "1000",
    ["--batch"] = "25",
    ["--threads"] = "1",
};
for (var i = 3; i + 1 < args.Length; i += 2)
{
    given[args[i]] = given.ContainsKey(args[i]) ? args[i + 1] : throw new ArgumentException($"There is no option {args[i]}; known: {string.Join(", ", given.Keys)}.");
}

var sets = given["--sets"].Split(',');
var strategies = given["--strategies"].Split(',').Prepend("random").Distinct().ToList();
var (seeds, budget, batch) = (int.Parse(given["--seeds"]), int.Parse(given["--budget"]), int.Parse(given["--batch"]));
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
            File.AppendAllLines(DoneFile(set), [DoneLine(strategy)]);
        }
        else
        {
            notes[(set, order)] = code is null ? $"{strategy}: cut off after {patience.TotalMinutes:F0} minutes or at the end of the hours; goes on when run again" : $"{strategy}: {error}";
        }
    }
}

// 2. One report for each set, and the table.
var table = new StringBuilder();
table.AppendLine($"# Label efficiency: logistic regression, {batch} random rows, then batches of {batch}, to {budget} labels");
table.AppendLine();
table.AppendLine($"Accuracy in points on the official test part. *Lowest bound*: over all measured label counts from 100 on, the lowest Holm-corrected lower bound of the mean difference to random");
table.AppendLine("(paired by seed, one-sided Student t, 95 % for all counts of a set together), with the label count at which it stands. *Area*: mean accuracy over the curve. *To 95 %*: labels at which the mean");
table.AppendLine("accuracy over seeds first reaches 95 % of that with every label. *Against the best*: area relative to that of the single strategy that is best on the other seeds, mean over seeds.");
table.AppendLine();
table.AppendLine("| set | strategy | seeds | area | − random | lowest bound ≥ 100 | at 100 | at 200 | at 500 | at the end | to 95 % | random's | against the best |");
table.AppendLine("|---|---|---|---|---|---|---|---|---|---|---|---|---|");
foreach (var set in sets)
{
    var done = strategies.Where(strategy => IsDone(set, strategy)).ToList();
    if (Source(set) is not { } source)
    {
        notes[(set, -1)] = $"not run: {set} has no train.jsonl or train.csv";
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
foreach (var ((set, _), note) in notes)
{
    table.AppendLine($"- {set}: {note}");
}

File.WriteAllText(Path.Combine(output, "table.md"), table.ToString());
Console.Out.Write(table);

(string Train, string Test, string[] Fields)? Source(string set)
{
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

string DoneFile(string set) => Path.Combine(output, set, "done.txt");

string DoneLine(string strategy) => $"{strategy} {seeds} {budget}";

bool IsDone(string set, string strategy) => File.Exists(DoneFile(set)) && File.ReadLines(DoneFile(set)).Contains(DoneLine(strategy));

// Null: it took too long and was stopped; what it did is kept.
(int? Code, string Error) Simulate(string set, (string Train, string Test, string[] Fields) source, string names, TimeSpan limit)
{
    var start = new ProcessStartInfo(tool) { RedirectStandardOutput = true, RedirectStandardError = true };
    string[] arguments =
    [
        "simulate", "--data", source.Train, "--test", source.Test, .. source.Fields, "--learner", "logistic", "--strategy", names,
        "--initial", $"{batch}", "--batch", $"{batch}", "--budget", $"{budget}", "--seeds", $"{seeds}", "--threads", given["--threads"],
        "--out", Path.Combine(output, set), "--json",
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
    string To95(string name) => counts.FirstOrDefault(labels => At(name, labels) >= 0.95 * full) is > 0 and var labels ? $"{labels}" : $"> {counts[^1]}";
    var areas = curve.Keys.ToDictionary(name => name, name => Enumerable.Range(0, seeds).Select(seed => Area(name, seed)).ToArray());
    string[] single = [.. curve.Keys.Where(name => name.Split(':')[0] is not ("auto" or "random"))];
    foreach (var name in curve.Keys.OrderByDescending(name => areas[name].Average()))
    {
        var bound = name == "random" || seeds < 2 ? "" : Lowest(counts.Where(labels => labels >= 100).Select(labels =>
            (labels, Enumerable.Range(0, seeds).Select(seed => curve[name][(seed, labels)] - random[(seed, labels)]).ToArray())));
        var best = single.Length == 0 || seeds < 2 ? double.NaN : Enumerable.Range(0, seeds).Average(seed =>
            areas[name][seed] / areas[single.MaxBy(other => areas[other].Where((_, at) => at != seed).Average())!][seed]);
        table.AppendLine(
            $"| {set} | {name} | {seeds} | {areas[name].Average():F2} | {Signed(areas[name].Average() - areas["random"].Average())} | {bound} | {At(name, 100):F1} | {At(name, 200):F1} | {At(name, 500):F1} "
            + $"| {At(name, counts[^1]):F1} | {To95(name)} | {To95("random")} | {(double.IsNaN(best) ? "" : $"{100 * best:F1} %")} |");
    }
}

static string Signed(double value) => (Math.Round(value, 2) + 0.0).ToString("+0.00;−0.00");

// Holm 1979: of m one-sided tests of "the difference is −1 or less" the i-th smallest p is held to 5 % ÷ (m − i + 1); the bounds follow the same levels.
static string Lowest(IEnumerable<(int Labels, double[] Differences)> points)
{
    var tests = points.Select(point =>
    {
        var n = point.Differences.Length;
        var mean = point.Differences.Average();
        var error = Math.Max(1e-9, Math.Sqrt(point.Differences.Sum(d => (d - mean) * (d - mean)) / (n - 1) / n));
        return (point.Labels, mean, error, n, T: (mean + 1) / error);
    }).OrderByDescending(test => test.T).ToList();
    var bounds = tests.Select((test, i) => (test.Labels, Bound: test.mean - (Quantile(1 - (0.05 / (tests.Count - i)), test.n - 1) * test.error)));
    var (labels, bound) = bounds.MinBy(item => item.Bound);
    return $"{Signed(bound)} ({labels})";
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
