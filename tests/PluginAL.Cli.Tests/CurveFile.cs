using System.Globalization;

namespace PluginAL.Cli.Tests;

/// <summary>A <c>curve.csv</c>.</summary>
internal sealed class CurveFile
{
    public const string Header = "strategy,seed,round,labels,accuracy,macro_f1,fit_seconds,predict_seconds,select_seconds";
    private const int Timings = 3;

    public CurveFile(string path)
    {
        var lines = File.ReadAllLines(path);
        Assert.Equal(Header, lines[0]);
        Points = [.. lines.Skip(1).Select(line =>
        {
            var cells = line.Split(',');
            Assert.Equal(9, cells.Length);
            return new Point(
                cells[0], int.Parse(cells[1], CultureInfo.InvariantCulture), int.Parse(cells[2], CultureInfo.InvariantCulture),
                int.Parse(cells[3], CultureInfo.InvariantCulture), double.Parse(cells[4], CultureInfo.InvariantCulture));
        })];
        WithoutTimings = [.. lines.Select(line => string.Join(',', line.Split(',')[..^Timings]))];
    }

    public IReadOnlyList<Point> Points { get; }

    public IReadOnlyList<string> WithoutTimings { get; }

    public IReadOnlyList<string> Strategies => [.. Points.Select(point => point.Strategy).Distinct()];

    /// <summary>The mean over seeds of the last accuracy of a strategy.</summary>
    public double FinalAccuracy(string strategy) =>
        Points.Where(point => point.Strategy == strategy).GroupBy(point => point.Seed).Average(run => run.Last().Accuracy);

    internal sealed record Point(string Strategy, int Seed, int Round, int Labels, double Accuracy);
}
