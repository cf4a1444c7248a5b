using System.Globalization;
using System.Text;
using PluginAL.Engine.Reports.Internals;

namespace PluginAL.Engine.Reports;

/// <summary>
/// The learning curves as a figure: for each strategy the mean over seeds, with the 95 % interval of that mean (Student's t)
/// as a band, and the full-data metric as a dashed line. Colours (after Okabe and Ito 2008), dashes and markers differ, so
/// that the figure does not rest on colour alone; it suits light and dark.
/// </summary>
public static class CurveSvg
{
    private const int Left = 64, Top = 20, Right = 24, PlotWidth = 672, PlotHeight = 360, Width = Left + PlotWidth + Right;
    private const double Letter = 7.2;

    private const int Neutral = 7;

    private static readonly string[] Light = ["#0072b2", "#d55e00", "#007a5a", "#a8508a", "#8a6d00", "#2f8fc4", "#7a3b00", "#5f6670"];
    private static readonly string[] Dark = ["#56b4e9", "#ff8c42", "#2fc79b", "#e39ac6", "#f0e442", "#a9d7f5", "#e69f00", "#b9bec6"];
    private static readonly string[] Dashes = ["", "7 3", "2 3", "10 3 2 3"];

    /// <summary>Draws the figure.</summary>
    /// <param name="summary">The experiment.</param>
    /// <param name="secondMetric">Draws the second metric instead of the first.</param>
    /// <returns>An SVG document without anything external.</returns>
    public static string Render(ExperimentSummary summary, bool secondMetric = false)
    {
        ArgumentNullException.ThrowIfNull(summary);
        var metric = secondMetric ? summary.Metrics.Second : summary.Metrics.First;
        var full = secondMetric ? summary.Description.FullData?.Metric2 : summary.Description.FullData?.Metric1;
        if (full is { } number && !double.IsFinite(number)) full = null;
        var curves = ExperimentSummary.Curves(summary.Points, secondMetric ? p => p.Metric2 : p => p.Metric1);
        // What others are measured against is grey, everything else has a colour.
        var next = 0;
        var lines = curves.Select(c => new Line(c.Strategy, c.Strategy == ExperimentSummary.Baseline ? Neutral : Coloured(next++), Mean(c.BySeed.Values))).ToArray();
        var every = lines.SelectMany(l => l.Points).ToArray();
        var heights = every.SelectMany(p => new[] { p.Mean, p.Mean - p.Half, p.Mean + p.Half }).Concat(full is null ? [] : [full.Value]).ToArray();
        // A wide band of two seeds must not squeeze the curves: it may be cut at one curve range above and below them.
        var (least, most) = (every.Select(p => p.Mean).Concat(full is null ? [] : [full.Value]).DefaultIfEmpty(0).Min(),
            every.Select(p => p.Mean).Concat(full is null ? [] : [full.Value]).DefaultIfEmpty(1).Max());
        var room = (most - least) * 0.5;
        var x = Axis.Over(
            every.Select(p => p.Labels).DefaultIfEmpty(0).Min(), every.Select(p => p.Labels).DefaultIfEmpty(1).Max(), Left, Left + PlotWidth, 8, false, 1);
        var y = Axis.Over(
            Math.Max(heights.DefaultIfEmpty(0).Min(), least - room), Math.Min(heights.DefaultIfEmpty(1).Max(), most + room),
            Top + PlotHeight, Top, 6, true);

        var legend = Legend(lines, full is not null, out var height);
        var id = "pal-" + metric.Replace('_', '-');
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"""<svg xmlns="http://www.w3.org/2000/svg" class="pal-curve" viewBox="0 0 {Width} {height}" width="{Width}" height="{height}" role="img" aria-labelledby="{id}-title {id}-desc">""").Append('\n');
        svg.Append(CultureInfo.InvariantCulture, $"<title id=\"{id}-title\">Learning curves: {Title(metric)} over the number of labels</title>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<desc id=\"{id}-desc\">{Markup.Text(Describe(lines, metric, full))}</desc>\n");
        svg.Append(Style());
        svg.Append(CultureInfo.InvariantCulture, $"""<rect class="pal-surface" width="{Width}" height="{height}" fill="#ffffff"/>""").Append('\n');
        svg.Append(CultureInfo.InvariantCulture, $"""<clipPath id="{id}-clip"><rect x="{Left}" y="{Top}" width="{PlotWidth}" height="{PlotHeight}"/></clipPath>""").Append('\n');
        Axes(svg, x, y, Title(metric));
        if (full is { } bar)
            svg.Append(CultureInfo.InvariantCulture, $"""<line class="pal-full" x1="{Left}" x2="{Left + PlotWidth}" y1="{Markup.At(y.Pixel(bar))}" y2="{Markup.At(y.Pixel(bar))}" stroke="#666666" stroke-width="1.5" stroke-dasharray="6 4"/>""").Append('\n');
        svg.Append(CultureInfo.InvariantCulture, $"<g clip-path=\"url(#{id}-clip)\">\n");
        foreach (var line in lines) Band(svg, line, x, y);
        svg.Append("</g>\n");
        foreach (var line in lines) Draw(svg, line, x, y);
        return svg.Append(legend).Append("</svg>\n").ToString();
    }

    /// <summary>Writes the figure of the first metric to a file, whole or not at all.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="summary">The experiment.</param>
    public static void Write(string path, ExperimentSummary summary) => AtomicFile.Write(path, Render(summary));

    internal static string Title(string metric) => metric switch
    {
        "macro_f1" => "macro F1",
        "rmse" => "root mean squared error",
        "r2" => "R²",
        "entity_f1" => "entity F1",
        "token_f1" => "token F1",
        "bleu" => "BLEU",
        "chrf" => "chrF",
        _ => metric.Replace('_', ' '),
    };

    /// <summary>The mean curve over the range that every seed covers, at each number of labels that any of them measured there.</summary>
    private static List<(double Labels, double Mean, double Half)> Mean(ICollection<LearningCurve> seeds)
    {
        var (from, to) = (seeds.Max(c => c.First), seeds.Min(c => c.Last));
        var mean = new List<(double, double, double)>();
        foreach (var labels in seeds.SelectMany(c => c.Labels).Where(l => l >= from && l <= to).Distinct().Order())
        {
            var spread = Spread.Of(seeds.Select(c => c.At(labels)));
            if (spread.Count > 0) mean.Add((labels, spread.Mean, spread.HalfWidth ?? 0));
        }

        return mean;
    }

    private static string Describe(Line[] lines, string metric, double? full)
    {
        var text = new StringBuilder();
        foreach (var line in lines.Where(l => l.Points.Count > 0))
        {
            var (first, last) = (line.Points[0], line.Points[^1]);
            text.Append(CultureInfo.InvariantCulture, $"{line.Name}: {Title(metric)} from {Words.Fixed(first.Mean, 3)} with {first.Labels} labels to {Words.Fixed(last.Mean, 3)} with {last.Labels}. ");
        }

        if (full is { } value) text.Append(CultureInfo.InvariantCulture, $"With all data: {Words.Fixed(value, 3)}. ");
        return text.Append("Bands are 95 % intervals of the mean over seeds.").ToString();
    }

    private static string Style()
    {
        var css = new StringBuilder("<style>\n.pal-curve text{font:12px system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif;fill:#333}\n");
        for (var i = 0; i < Light.Length; i++) css.Append(CultureInfo.InvariantCulture, $".pal-l{i}{{stroke:{Light[i]}}}.pal-f{i}{{fill:{Light[i]}}}\n");
        css.Append("@media (prefers-color-scheme:dark){.pal-curve text{fill:#d6d9de}.pal-curve .pal-surface{fill:#16181d}.pal-curve .pal-grid{stroke:#2e323a}.pal-curve .pal-axis{stroke:#8b919c}.pal-curve .pal-full{stroke:#aab0ba}\n");
        for (var i = 0; i < Dark.Length; i++) css.Append(CultureInfo.InvariantCulture, $".pal-l{i}{{stroke:{Dark[i]}}}.pal-f{i}{{fill:{Dark[i]}}}\n");
        css.Append("}\n@media print{.pal-curve text{fill:#333}.pal-curve .pal-surface{fill:#fff}.pal-curve .pal-grid{stroke:#e3e5e8}.pal-curve .pal-axis{stroke:#777}.pal-curve .pal-full{stroke:#666}\n");
        for (var i = 0; i < Light.Length; i++) css.Append(CultureInfo.InvariantCulture, $".pal-l{i}{{stroke:{Light[i]}}}.pal-f{i}{{fill:{Light[i]}}}\n");
        return css.Append("}\n</style>\n").ToString();
    }

    private static void Axes(StringBuilder svg, Axis x, Axis y, string metric)
    {
        foreach (var (value, text) in y.Ticks)
        {
            var at = Markup.At(y.Pixel(value));
            svg.Append(CultureInfo.InvariantCulture, $"""<line class="pal-grid" x1="{Left}" x2="{Left + PlotWidth}" y1="{at}" y2="{at}" stroke="#e3e5e8"/><text x="{Left - 8}" y="{at}" dy=".35em" text-anchor="end">{text}</text>""").Append('\n');
        }

        const int bottom = Top + PlotHeight;
        foreach (var (value, text) in x.Ticks)
        {
            var at = Markup.At(x.Pixel(value));
            svg.Append(CultureInfo.InvariantCulture, $"""<line class="pal-axis" x1="{at}" x2="{at}" y1="{bottom}" y2="{bottom + 5}" stroke="#777777"/><text x="{at}" y="{bottom + 19}" text-anchor="middle">{text}</text>""").Append('\n');
        }

        svg.Append(CultureInfo.InvariantCulture, $"""<line class="pal-axis" x1="{Left}" x2="{Left + PlotWidth}" y1="{bottom}" y2="{bottom}" stroke="#777777"/>""").Append('\n');
        svg.Append(CultureInfo.InvariantCulture, $"""<text x="{Left + (PlotWidth / 2)}" y="{bottom + 40}" text-anchor="middle">labels</text>""").Append('\n');
        svg.Append(CultureInfo.InvariantCulture, $"""<text transform="translate(16 {Top + (PlotHeight / 2)}) rotate(-90)" text-anchor="middle">{metric}</text>""").Append('\n');
    }

    private static void Band(StringBuilder svg, Line line, Axis x, Axis y)
    {
        var i = line.Style;
        if (line.Points.All(p => p.Half == 0)) return;
        var upper = line.Points.Select(p => Point(x, y, p.Labels, p.Mean + p.Half));
        var lower = line.Points.AsEnumerable().Reverse().Select(p => Point(x, y, p.Labels, p.Mean - p.Half));
        svg.Append(CultureInfo.InvariantCulture, $"""<polygon class="pal-f{i % Light.Length}" fill="{Light[i % Light.Length]}" fill-opacity=".13" points="{string.Join(' ', upper.Concat(lower))}"/>""").Append('\n');
    }

    private static void Draw(StringBuilder svg, Line line, Axis x, Axis y)
    {
        var i = line.Style;
        svg.Append(CultureInfo.InvariantCulture, $"<g><title>{Markup.Text(line.Name)}</title>");
        svg.Append(CultureInfo.InvariantCulture, $"""<polyline {Stroke(i)} stroke-linejoin="round" points="{string.Join(' ', line.Points.Select(p => Point(x, y, p.Labels, p.Mean)))}"/>""");
        // Markers tell lines apart; more of them than a dozen would hide the line.
        var every = Math.Max(1, (int)Math.Ceiling(line.Points.Count / 12.0));
        for (var k = i % every; k < line.Points.Count; k += every)
            svg.Append(Marker(i, x.Pixel(line.Points[k].Labels), y.PixelWithin(line.Points[k].Mean)));
        svg.Append("</g>\n");
    }

    private static int Coloured(int i) => (i / Neutral * Light.Length) + (i % Neutral);

    private static string Stroke(int i)
    {
        var dash = Dashes[i / Light.Length % Dashes.Length];
        return $"class=\"pal-l{i % Light.Length}\" fill=\"none\" stroke=\"{Light[i % Light.Length]}\" stroke-width=\"2\"" + (dash.Length == 0 ? "" : $" stroke-dasharray=\"{dash}\"");
    }

    private static string Marker(int i, double x, double y)
    {
        var paint = $"class=\"pal-f{i % Light.Length}\" fill=\"{Light[i % Light.Length]}\"";
        string At(double dx, double dy) => $"{Markup.At(x + dx)},{Markup.At(y + dy)}";
        return (i % 4) switch
        {
            0 => $"<circle {paint} cx=\"{Markup.At(x)}\" cy=\"{Markup.At(y)}\" r=\"3.5\"/>",
            1 => $"<rect {paint} x=\"{Markup.At(x - 3.2)}\" y=\"{Markup.At(y - 3.2)}\" width=\"6.4\" height=\"6.4\"/>",
            2 => $"<polygon {paint} points=\"{At(0, -4.4)} {At(4.2, 3.2)} {At(-4.2, 3.2)}\"/>",
            _ => $"<polygon {paint} points=\"{At(0, -4.6)} {At(4.6, 0)} {At(0, 4.6)} {At(-4.6, 0)}\"/>",
        };
    }

    private static string Legend(Line[] lines, bool full, out int height)
    {
        var svg = new StringBuilder();
        double x = Left;
        double y = Top + PlotHeight + 66;
        foreach (var line in lines)
        {
            var at = Place(Markup.Short(line.Name, 40), line.Name);
            svg.Append($"<line {Stroke(line.Style)} x1=\"{Markup.At(at.X)}\" x2=\"{Markup.At(at.X + 26)}\" y1=\"{Markup.At(at.Y)}\" y2=\"{Markup.At(at.Y)}\"/>{Marker(line.Style, at.X + 13, at.Y)}\n");
        }

        if (full)
        {
            var at = Place("all data", null);
            svg.Append(CultureInfo.InvariantCulture, $"""<line class="pal-full" x1="{Markup.At(at.X)}" x2="{Markup.At(at.X + 26)}" y1="{Markup.At(at.Y)}" y2="{Markup.At(at.Y)}" stroke="#666666" stroke-width="1.5" stroke-dasharray="6 4"/>""").Append('\n');
        }

        height = (int)y + 22;
        return svg.ToString();

        (double X, double Y) Place(string shown, string? whole)
        {
            var width = 34 + (shown.Length * Letter) + 22;
            if (x > Left && x + width > Width - Right) (x, y) = (Left, y + 22);
            var at = (x, y);
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Markup.At(x + 33)}\" y=\"{Markup.At(y)}\" dy=\".35em\">{Markup.Text(shown)}");
            if (whole is not null && whole != shown) svg.Append(CultureInfo.InvariantCulture, $"<title>{Markup.Text(whole)}</title>");
            svg.Append("</text>");
            x += width;
            return at;
        }
    }

    private static string Point(Axis x, Axis y, double labels, double value) => $"{Markup.At(x.Pixel(labels))},{Markup.At(y.Pixel(value))}";

    private sealed record Line(string Name, int Style, List<(double Labels, double Mean, double Half)> Points);
}
