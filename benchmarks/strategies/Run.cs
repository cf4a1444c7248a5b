#:property TreatWarningsAsErrors=false
#:property PublishAot=false
// Run.cs PLUGINAL OUT [options] — see run.sh.
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var (tool, output) = (args[0], Path.GetFullPath(args[1]));
var given = new Dictionary<string, string> { ["--rows"] = "1000000", ["--names"] = "" };
for (var i = 2; i + 1 < args.Length; i += 2)
{
    given[args[i]] = given.ContainsKey(args[i]) ? args[i + 1] : throw new ArgumentException($"There is no option {args[i]}; known: {string.Join(", ", given.Keys)}.");
}

const int D = 64, Clouds = 50, Classes = 10, Labels = 5, TestRows = 1000;
var rows = int.Parse(given["--rows"]);

// A strategy is timed on the first task that it is for.
(string Task, string Learner)[] tasks = [("classification", "logistic"), ("multilabel", "logistic"), ("regression", "bayesian-linear")];

MakePools();
var names = given["--names"] is { Length: > 0 } list ? list.Split(',') : Names();
var done = Path.Combine(output, "done.jsonl");
var times = File.Exists(done) ? File.ReadLines(done).Select(line => JsonSerializer.Deserialize<Time>(line)!).ToList() : [];
foreach (var name in names.Except(times.Select(time => time.Name)))
{
    var time = Measure(name);
    times.Add(time);
    File.AppendAllLines(done, [JsonSerializer.Serialize(time)]);
    Console.Error.WriteLine(time);
}

var table = new StringBuilder();
table.AppendLine("| strategy | task | seconds | processor seconds of the run | peak MB | of it not the pool's file | what it said |");
table.AppendLine("|---|---|---:|---:|---:|---:|---|");
foreach (var time in times.Where(time => time.Task.Length > 0).OrderBy(time => Array.FindIndex(tasks, task => task.Task == time.Task)).ThenBy(time => time.Name, StringComparer.Ordinal))
{
    table.AppendLine($"| {time.Name} | {time.Task} | {time.Seconds:0.00} | {time.Processor:0.0} | {time.Peak:0} | {time.Own:0} | {time.Said} |");
}

table.AppendLine();
foreach (var time in times.Where(time => time.Task.Length == 0))
{
    table.AppendLine($"- `{time.Name}` was not run: {time.Said}");
}

File.WriteAllText(Path.Combine(output, "table.md"), table.ToString());
Console.Out.Write(table);

Time Measure(string name)
{
    var error = "";
    foreach (var (task, learner) in tasks)
    {
        var folder = Path.Combine(output, "run");
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, true);
        }

        // The load of the machine's other work shows in the difference of seconds and processor seconds.
        var start = new ProcessStartInfo(tool) { RedirectStandardError = true, RedirectStandardOutput = true };
        Array.ForEach(
            [
                "simulate", "--data", Pool(task, "big"), "--test", Pool(task, "test"), "--task", task, "--learner", learner, "--strategy", name,
                "--initial", "200", "--batch", "100", "--budget", "300", "--seeds", "1", "--verbose", "--out", folder, .. name == "kg-coverage" ? (string[])["--triples", Path.Combine(output, "triples.tsv")] : [],
            ],
            start.ArgumentList.Add);
        using var process = Process.Start(start)!;
        var said = process.StandardError.ReadToEndAsync();
        _ = process.StandardOutput.ReadToEndAsync();
        var (peak, own, processor) = (0.0, 0.0, 0.0);
        while (!process.WaitForExit(10))
        {
            var status = Status(process.Id);
            (peak, own) = (Math.Max(peak, status.GetValueOrDefault("VmHWM")), Math.Max(own, status.GetValueOrDefault("RssAnon")));
            processor = Math.Max(processor, ProcessorSeconds(process));
        }

        if (process.ExitCode == 0)
        {
            var lines = File.ReadAllLines(Path.Combine(folder, "curve.csv"));
            var (heads, first) = (lines[0].Split(',').ToList(), lines[1].Split(','));
            double Field(string field) => double.Parse(first[heads.IndexOf(field)]);
            return new Time(name, task, Field("predict_seconds") + Field("select_seconds"), processor, peak, own, Remark(said.Result));
        }

        error = said.Result.Split('\n').FirstOrDefault(line => line.StartsWith("error: ", StringComparison.Ordinal)) ?? "it failed";
    }

    return new Time(name, "", 0, 0, 0, 0, error);
}

// What a strategy says of samples and of approximate neighbours.
static string Remark(string said) => string.Join(" ", said.Split('\n').Where(line => line.StartsWith("strategy '", StringComparison.Ordinal))
    .Select(line => line[(line.IndexOf("': ", StringComparison.Ordinal) + 3)..].Trim()).Distinct());

static Dictionary<string, double> Status(int process)
{
    try
    {
        return File.ReadLines($"/proc/{process}/status").Select(line => line.Split([':', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
            .Where(parts => parts is [_, _, "kB"]).ToDictionary(parts => parts[0], parts => double.Parse(parts[1]) * 1024 / 1e6);
    }
    catch (IOException)
    {
        return [];
    }
}

static double ProcessorSeconds(Process process)
{
    try
    {
        return process.TotalProcessorTime.TotalSeconds;
    }
    catch (InvalidOperationException)
    {
        return 0;
    }
}

string[] Names()
{
    using var process = Process.Start(new ProcessStartInfo(tool, "plugins list --json") { RedirectStandardOutput = true })!;
    using var json = JsonDocument.Parse(process.StandardOutput.ReadToEnd());
    return [.. json.RootElement.GetProperty("plugins").EnumerateArray().Where(plugin => plugin.GetProperty("kind").GetString() == "strategy").Select(plugin => plugin.GetProperty("name").GetString()!)];
}

string Pool(string task, string part) => Path.Combine(output, $"{part}-{task}.pool");

void MakePools()
{
    foreach (var (part, count, seed) in (ReadOnlySpan<(string, int, int)>)[("big", rows, 1), ("test", TestRows, 2)])
    {
        var features = Path.Combine(output, $"{part}.npy");
        if (Directory.Exists(Pool(tasks[^1].Task, part)))
        {
            continue;
        }

        // Normal clouds around centres that both parts share; a linear function of the features and noise give the labels.
        var (centres, random) = (new Random(0), new Random(seed));
        float[] means = [.. Enumerable.Range(0, Clouds * D).Select(_ => (float)Normal(centres))];
        float[] weights = [.. Enumerable.Range(0, Classes * D).Select(_ => (float)Normal(centres))];
        var (values, classes, numbers, labels) = (new float[(long)count * D], new long[count], new double[count], new byte[count * Labels]);
        var logits = new double[Classes];
        for (var row = 0; row < count; row++)
        {
            var own = values.AsSpan(row * D, D);
            var cloud = means.AsSpan(random.Next(Clouds) * D, D);
            for (var d = 0; d < D; d++)
            {
                own[d] = cloud[d] + (float)Normal(random);
            }

            for (var c = 0; c < Classes; c++)
            {
                logits[c] = Normal(random);
                for (var d = 0; d < D; d++)
                {
                    logits[c] += own[d] * weights[(c * D) + d];
                }
            }

            classes[row] = Array.IndexOf(logits, logits.Max());
            numbers[row] = logits[0];
            for (var label = 0; label < Labels; label++)
            {
                labels[(row * Labels) + label] = (byte)(logits[label] > 0 ? 1 : 0);
            }
        }

        WriteNpy(features, "<f4", $"({count}, {D})", MemoryMarshal.AsBytes(values.AsSpan()));
        WriteNpy(Path.Combine(output, $"{part}-classification.npy"), "<i8", $"({count},)", MemoryMarshal.AsBytes(classes.AsSpan()));
        WriteNpy(Path.Combine(output, $"{part}-regression.npy"), "<f8", $"({count},)", MemoryMarshal.AsBytes(numbers.AsSpan()));
        WriteNpy(Path.Combine(output, $"{part}-multilabel.npy"), "|u1", $"({count}, {Labels})", labels);
        if (part == "big")
        {
            File.WriteAllLines(Path.Combine(output, "triples.tsv"), classes.Select((c, row) => $"{row % 5000}\trelation {c}\t{row % 777}"));
        }

        foreach (var (task, _) in tasks)
        {
            using var process = Process.Start(tool, ["pool", "create", features, "--labels", Path.Combine(output, $"{part}-{task}.npy"), "--task", task, "--out", Pool(task, part)]);
            process.WaitForExit();
            if (process.ExitCode != 0)
            {
                throw new InvalidOperationException($"The tool did not make {Pool(task, part)} (exit code {process.ExitCode}).");
            }
        }
    }
}

// Box and Muller 1958.
static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

static void WriteNpy(string path, string type, string shape, ReadOnlySpan<byte> values)
{
    using var file = File.Create(path);
    var header = $"{{'descr': '{type}', 'fortran_order': False, 'shape': {shape}, }}".PadRight(117) + "\n";
    file.Write([0x93, .. "NUMPY"u8, 1, 0, 118, 0]);
    file.Write(Encoding.ASCII.GetBytes(header));
    file.Write(values);
}

internal sealed record Time(string Name, string Task, double Seconds, double Processor, double Peak, double Own, string Said);
