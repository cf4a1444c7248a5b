using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Parameters;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using PluginAL.Benchmarks.Suites;

namespace PluginAL.Benchmarks.Columns;

/// <summary>A figure made of a call's work and its least time.</summary>
internal sealed class WorkColumn(string name, string legend, Func<Work, double, string> format) : IColumn
{
    /// <summary>All of them.</summary>
    public static IColumn[] All { get; } =
    [
        new WorkColumn("Mrows/s", "Million rows a second, by the least time", (w, s) => Text(w.Rows / s / 1e6)),
        new WorkColumn("GB/s", "Bytes of the data by the least time", (w, s) => Text(w.Bytes / s / 1e9)),
        new WorkColumn("GFLOP/s", "Operations of products and distances by the least time",
            (w, s) => w.Flops == 0 ? "-" : Text(w.Flops / s / 1e9)),
        new WorkColumn("Of limit", "The time that read bandwidth and FMA peak, measured in this process, allow, by the least time",
            (w, s) => (w.Limit(Limits.Here) / s).ToString("P0", CultureInfo.InvariantCulture)),
    ];

    public string Id => nameof(WorkColumn) + "." + name;

    public string ColumnName => name;

    public bool AlwaysShow => true;

    public ColumnCategory Category => ColumnCategory.Custom;

    public int PriorityInCategory => 0;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public string Legend => legend;

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase) => GetValue(summary, benchmarkCase, summary.Style);

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style)
    {
        if (summary[benchmarkCase]?.ResultStatistics is not { } statistics) return "-";
        var suite = (Suite)Activator.CreateInstance(benchmarkCase.Descriptor.Type)!;
        foreach (ParameterInstance parameter in benchmarkCase.Parameters.Items)
            suite.GetType().GetProperty(parameter.Name)!.SetValue(suite, parameter.Value);
        return format(suite.Work, statistics.Min / 1e9);
    }

    public bool IsAvailable(Summary summary) => true;

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    private static string Text(double value) => value.ToString(value < 100 ? "0.0" : "0", CultureInfo.InvariantCulture);
}
