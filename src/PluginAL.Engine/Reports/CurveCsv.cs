using System.Globalization;
using System.Numerics;
using System.Text;
using PluginAL.Abstractions;
using PluginAL.Engine.Reports.Internals;

namespace PluginAL.Engine.Reports;

/// <summary>
/// The learning curves as CSV (RFC 4180, UTF-8 without a mark, lines ended by a line feed), in the same notation on every
/// machine: a number is written with the digits that read back as the same number.
/// </summary>
public static class CurveCsv
{
    private const string Before = "strategy,seed,round,labels,";
    private const string After = ",fit_seconds,predict_seconds,select_seconds";

    /// <summary>Writes the file whole or not at all: under another name first, then renamed.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="metrics">The two metrics that name the columns.</param>
    /// <param name="points">The lines, in the order in which they are written.</param>
    public static void Write(string path, MetricNames metrics, IEnumerable<CurvePoint> points)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        ArgumentNullException.ThrowIfNull(points);
        var text = new StringBuilder(Header(metrics)).Append('\n');
        foreach (var p in points)
        {
            text.Append(Csv.Quote(p.Strategy)).Append(CultureInfo.InvariantCulture, $",{p.Seed},{p.Round},{p.Labels},{p.Metric1:R},{p.Metric2:R}");
            text.Append(CultureInfo.InvariantCulture, $",{p.FitSeconds:R},{p.PredictSeconds:R},{p.SelectSeconds:R}\n");
        }

        AtomicFile.Write(path, text.ToString());
    }

    /// <summary>Reads a file that <see cref="Write"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Its metrics and lines.</returns>
    /// <exception cref="PluginALException">The file is not a <c>curve.csv</c>; the message names the line.</exception>
    public static CurveFile Read(string path)
    {
        using var reader = new StreamReader(path, Encoding.UTF8);
        using var records = Csv.Read(reader).GetEnumerator();
        var metrics = records.MoveNext() && records.Current is { Fields.Count: 9 } first ? MetricNames.Find(first.Fields[4], first.Fields[5]) : null;
        if (metrics is null || string.Join(',', records.Current.Fields) != Header(metrics)) throw NotACurve(path);
        var points = new List<CurvePoint>();
        while (records.MoveNext())
        {
            var (line, f) = records.Current;
            if (f.Count != 9)
                throw PluginALException.Input($"'{path}', line {line}: found {f.Count} fields where 9 were expected. Write the file again with 'pluginal simulate'.");
            points.Add(new CurvePoint(
                f[0],
                Number<ulong>(path, line, "seed", f[1]),
                Number<int>(path, line, "round", f[2]),
                Number<int>(path, line, "labels", f[3]),
                Number<double>(path, line, metrics.First, f[4]),
                Number<double>(path, line, metrics.Second, f[5]),
                Number<double>(path, line, "fit_seconds", f[6]),
                Number<double>(path, line, "predict_seconds", f[7]),
                Number<double>(path, line, "select_seconds", f[8])));
        }

        return new CurveFile(metrics, points);
    }

    private static string Header(MetricNames metrics) => $"{Before}{metrics.First},{metrics.Second}{After}";

    private static PluginALException NotACurve(string path) => PluginALException.Input(
        $"'{path}', line 1: expected the header '{Header(MetricNames.For(LearningTask.Classification))}' (or the metrics of another task in it). Give a curve.csv that 'pluginal simulate' wrote.");

    private static T Number<T>(string path, int line, string column, string text)
        where T : INumber<T> => T.TryParse(text, typeof(T) == typeof(double) ? NumberStyles.Float : NumberStyles.Integer, CultureInfo.InvariantCulture, out var value)
        ? value
        : throw PluginALException.Input($"'{path}', line {line}, column {column}: found '{text}' where a number was expected. Write the file again with 'pluginal simulate'.");
}
