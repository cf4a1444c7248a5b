#:property TreatWarningsAsErrors=false
#:property PublishAot=false
// Table.cs OUT BASELINES — the paired difference of margin over random at 500 labels, and full-data accuracy, beside scikit-learn's.
using System.Globalization;
using System.Text.Json;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var baselines = File.ReadLines(args[1]).Skip(1).Select(line => line.Split(','))
    .Where(cells => cells[3] == "LR")
    .ToDictionary(cells => (cells[0], cells[4], cells[5]), cells => double.Parse(cells[7]));
double Baseline(string set, string strategy, int labels) => baselines[(set, strategy, labels.ToString())];
double FullBaseline(string set) => baselines.First(entry => entry.Key.Item1 == set && entry.Key.Item2 == "full").Value;

Console.WriteLine("| data set | random at 500 | margin at 500 | margin − random, points (95 % interval) | scikit-learn's | every label | scikit-learn's |");
Console.WriteLine("|---|---|---|---|---|---|---|");
foreach (var folder in Directory.GetDirectories(args[0]).Order(StringComparer.Ordinal))
{
    var set = Path.GetFileName(folder);
    using var summary = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "summary.json")));
    var curve = File.ReadLines(Path.Combine(folder, "curve.csv")).Skip(1).Select(line => line.Split(',')).Where(cells => cells[3] == "500").ToList();
    double Mean(string strategy) => 100 * curve.Where(cells => cells[0] == strategy).Average(cells => double.Parse(cells[4]));
    var margin = summary.RootElement.GetProperty("strategies").EnumerateArray().Single(item => item.GetProperty("strategy").GetString() == "margin");
    var at = margin.GetProperty("against_random").GetProperty("at_labels").EnumerateArray().Single(item => item.GetProperty("labels").GetInt32() == 500);
    double Points(string name) => 100 * at.GetProperty(name).GetDouble();
    var full = 100 * summary.RootElement.GetProperty("full_data").GetProperty("accuracy").GetDouble();
    Console.WriteLine(
        $"| {set} | {Mean("random"):F1} | {Mean("margin"):F1} | {Points("mean_difference"):+0.0;−0.0} ({Points("low"):+0.0;−0.0} to {Points("high"):+0.0;−0.0}) "
        + $"| {100 * (Baseline(set, "margin", 500) - Baseline(set, "random", 500)):+0.0;−0.0} | {full:F2} | {100 * FullBaseline(set):F2} |");
}
