using System.Globalization;
using PluginAL.Engine.Experiments;
using PluginAL.Engine.Measurement;
using PluginAL.Engine.Reports;
using Spectre.Console;

namespace PluginAL.Cli;

/// <summary>Prints learning curves as a table: labels down, strategies across, means over seeds.</summary>
internal static class CurveTable
{
    private const int MostLines = 12;

    public static void Print(SimulationResult result)
    {
        var summary = result.Summary;
        var strategies = summary.Strategies.Select(strategy => strategy.Strategy).ToList();
        var metrics = summary.Metrics;
        var labels = summary.Points.Select(point => point.Labels).Distinct().Order().ToList();
        if (labels.Count > MostLines)
        {
            labels = [.. Enumerable.Range(0, MostLines).Select(i => labels[(int)Math.Round((double)i * (labels.Count - 1) / (MostLines - 1))])];
        }

        var table = new Table();
        table.AddColumn(new TableColumn("labels").RightAligned());
        foreach (var strategy in strategies)
        {
            table.AddColumn(new TableColumn(Markup.Escape(strategy)).RightAligned());
        }

        foreach (var count in labels)
        {
            var cells = strategies.Select(strategy =>
            {
                var values = summary.Points.Where(point => point.Strategy == strategy && point.Labels == count).Select(point => point.Metric1).ToList();
                return values.Count == 0 ? "" : Number(metrics, values.Average());
            });
            table.AddRow([count.ToString(CultureInfo.InvariantCulture), .. cells]);
        }

        Console.WriteLine($"{metrics.First} on the test part, {(summary.Seeds.Count == 1 ? "one seed" : $"mean over {summary.Seeds.Count} seeds")}:");
        Tool.Print(table);
        Console.WriteLine($"{metrics.Second} at the end: {string.Join(", ", summary.Strategies.Select(strategy => $"{strategy.Strategy} {Number(metrics, strategy.Final2.Mean)}"))}.");
        if (summary.Description.Costs.Count > 0)
        {
            var costs = summary.Description.Costs.GroupBy(run => run.Strategy).Select(runs => string.Create(CultureInfo.InvariantCulture, $"{runs.Key} {runs.Average(run => run.Cost):G5}"));
            Console.WriteLine($"cost of the labels at the end: {string.Join(", ", costs)}; the curves count labels.");
        }

        foreach (var strategy in summary.Strategies)
        {
            if (strategy.AgainstRandom is { } comparison)
            {
                Console.WriteLine(comparison.Verdict);
            }
        }

        if (summary.Description.FullData is { } full)
        {
            Console.WriteLine($"With every label of the pool: {metrics.First} {Number(metrics, full.Metric1)}, {metrics.Second} {Number(metrics, full.Metric2)}.");
        }

        if (result.StopReport is { } stop)
        {
            Console.WriteLine($"What each stopping rule said after each round is in {stop}.");
        }

        if (summary.Description.Predictions is { Count: > 0 } predictions)
        {
            var known = predictions.Count(run => run.Prediction.IsKnown);
            Console.WriteLine($"The accuracy expected at the end, without test labels, is known to within {100 * AccuracyPrediction.Near:F0} points in {known} of {predictions.Count} runs; predicted_accuracy in {result.SummaryFile} has each with its interval.");
        }

        Console.WriteLine($"Wrote {result.Curve}, {result.SummaryFile}, {result.Figure} and {result.Report}.");
    }

    // A metric in the unit of the labels may be of any size.
    private static string Number(MetricNames metrics, double value) => double.IsNaN(value) ? "undefined" : value.ToString(metrics.PointsPerUnit is null ? "G5" : "F4", CultureInfo.InvariantCulture);
}
