// From CSV to a pool of a record type: rows, seconds, processor seconds. Give the adult data set's train.csv, and how many rows.
using System.Diagnostics;
using System.Globalization;
using PluginAL;
using PluginAL.Abstractions;

var rows = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 1_000_000;
var folder = Directory.CreateTempSubdirectory("pluginal-typed-pool-").FullName;
try
{
    var csv = Path.Combine(folder, "adult.csv");
    var lines = File.ReadAllLines(args[0]);
    File.WriteAllLines(csv, Enumerable.Range(0, rows).Select(row => lines[1 + (row % (lines.Length - 1))]).Prepend(lines[0]));
    for (var run = 1; run <= 5; run++)
    {
        var pool = Path.Combine(folder, $"{run}.pool");
        var (cpu, watch, encoding) = (Environment.CpuUsage.TotalTime, Stopwatch.StartNew(), 0.0);
        using (var made = RecordPool<Adult>.CreateFromCsv(pool, csv, new() { Progress = at => encoding = at.Stage == "encoding" ? watch.Elapsed.TotalSeconds : 0 }))
        {
            var seconds = watch.Elapsed.TotalSeconds;
            var used = (Environment.CpuUsage.TotalTime - cpu).TotalSeconds;
            Console.WriteLine(FormattableString.Invariant(
                $"run {run}: {made.Count} rows of {made.Pool.Features!.Width} columns in {seconds:F2} s, of which {seconds - encoding:F2} s after the last row; {used:F2} s of processor; content {made.Pool.ContentHash[..12]}"));
        }

        Directory.Delete(pool, recursive: true);
    }
}
finally
{
    Directory.Delete(folder, recursive: true);
}

[PoolRecord(Naming = RecordNaming.SnakeCase)]
internal sealed record Adult(
    int Age, [Category, Missing(MissingAs.Zero)] string? Workclass, int Fnlwgt, [Category] string Education, int EducationNum,
    [Category] string MaritalStatus, [Category, Missing(MissingAs.Zero)] string? Occupation, [Category] string Relationship,
    [Category] string Race, [Category] string Sex, int CapitalGain, int CapitalLoss, int HoursPerWeek,
    [Category(Capacity = 48), Missing(MissingAs.Zero)] string? NativeCountry, [Label] string? Income);
