using System.Globalization;
using System.Text;
using PluginAL.Engine.Reports.Internals;

namespace PluginAL.Engine.Reports;

/// <summary>
/// The report of an experiment as one HTML file that needs nothing else: no network, no script, no font. It begins with the
/// verdict in plain words and ends with everything needed to repeat the experiment.
/// </summary>
public static class ReportHtml
{
    private const int MostClasses = 30;

    /// <summary>Makes the report.</summary>
    /// <param name="summary">The experiment.</param>
    /// <param name="confusion">The confusion matrix of the final round by strategy; null or without a strategy: none is shown.</param>
    /// <returns>An HTML document.</returns>
    public static string Render(ExperimentSummary summary, IReadOnlyDictionary<string, ConfusionTable>? confusion = null)
    {
        ArgumentNullException.ThrowIfNull(summary);
        var html = new StringBuilder();
        html.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        html.Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        html.Append("<meta name=\"color-scheme\" content=\"light dark\">\n");
        html.Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n");
        html.Append("<title>PluginAL: learning curves</title>\n<style>\n").Append(Css).Append("</style>\n</head>\n<body>\n<main>\n");
        Head(html, summary);
        Figures(html, summary);
        Strategies(html, summary);
        Differences(html, summary);
        Timings(html, summary);
        if (confusion is not null) Confusion(html, summary, confusion);
        Reading(html, summary);
        Setup(html, summary);
        return html.Append("</main>\n</body>\n</html>\n").ToString();
    }

    /// <summary>Writes the report to a file, whole or not at all.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="summary">The experiment.</param>
    /// <param name="confusion">The confusion matrix of the final round by strategy; null or without a strategy: none is shown.</param>
    public static void Write(string path, ExperimentSummary summary, IReadOnlyDictionary<string, ConfusionTable>? confusion = null) =>
        AtomicFile.Write(path, Render(summary, confusion));

    private static void Head(StringBuilder html, ExperimentSummary summary)
    {
        html.Append("<header>\n<p class=\"kicker\">PluginAL experiment</p>\n<h1>").Append(Markup.Text(Headline(summary))).Append("</h1>\n");
        html.Append("<p class=\"data\">").Append(Markup.Text(summary.Description.Data)).Append("</p>\n");
        var compared = summary.Strategies.Where(s => s.AgainstRandom is not null).ToArray();
        if (compared.Length > 1)
        {
            html.Append("<ul class=\"verdicts\">\n");
            foreach (var strategy in compared.OrderByDescending(s => Advantage(summary, s)))
                html.Append(CultureInfo.InvariantCulture, $"<li class=\"{Mark(strategy.AgainstRandom!.Claim)}\">{Markup.Text(strategy.AgainstRandom.Verdict)}</li>\n");
            html.Append("</ul>\n");
        }

        html.Append("</header>\n");
    }

    private static string Headline(ExperimentSummary summary)
    {
        var compared = summary.Strategies.Where(s => s.AgainstRandom is not null).OrderByDescending(s => Advantage(summary, s)).ToArray();
        if (compared.Length == 0)
        {
            return summary.Strategies.Any(s => s.Strategy == ExperimentSummary.Baseline)
                ? "Only random selection was run: there is nothing to compare it with."
                : "Nothing was compared with random selection: add random to the strategies.";
        }

        var best = compared.FirstOrDefault(s => s.AgainstRandom!.Claim == Claim.Better) ?? compared[0];
        return compared.Length == 1 || best.AgainstRandom!.Claim == Claim.Better || compared.All(s => s.AgainstRandom!.Claim == Claim.TooFewSeeds)
            ? best.AgainstRandom!.Verdict
            : $"None of {compared.Length} strategies can be claimed to be better than random.";
    }

    private static double Advantage(ExperimentSummary summary, StrategySummary strategy)
    {
        var mean = strategy.AgainstRandom!.Area.Mean * (summary.Metrics.LowerIsBetter ? -1 : 1);
        return double.IsFinite(mean) ? mean : double.NegativeInfinity;
    }

    private static string Mark(Claim claim) => claim switch
    {
        Claim.Better => "better",
        Claim.Worse => "worse",
        _ => "open",
    };

    private static void Figures(StringBuilder html, ExperimentSummary summary)
    {
        html.Append("<section>\n<h2>Learning curves</h2>\n<figure>\n").Append(CurveSvg.Render(summary));
        html.Append("<figcaption>The mean over ").Append(Counted(summary.Seeds.Count, "seed")).Append(summary.Seeds.Count > 1 ? "; bands are 95 % intervals of that mean." : "; one seed has no band.");
        html.Append("</figcaption>\n</figure>\n<details>\n<summary>The second metric, ").Append(CurveSvg.Title(summary.Metrics.Second)).Append("</summary>\n<figure>\n");
        html.Append(CurveSvg.Render(summary, secondMetric: true)).Append("</figure>\n</details>\n</section>\n");
    }

    private static void Strategies(StringBuilder html, ExperimentSummary summary)
    {
        var (first, second) = (CurveSvg.Title(summary.Metrics.First), CurveSvg.Title(summary.Metrics.Second));
        html.Append("<section>\n<h2>Strategies</h2>\n<div class=\"wide\"><table>\n<thead><tr><th scope=\"col\">Strategy</th><th>Seeds</th>");
        html.Append(CultureInfo.InvariantCulture, $"<th>Area ({first})</th><th>Final labels</th><th>Final {first}</th><th>Final {second}</th>");
        foreach (var percent in summary.Strategies.FirstOrDefault()?.LabelsNeeded.Select(n => n.Percent) ?? []) html.Append(CultureInfo.InvariantCulture, $"<th>Labels for {percent} %</th>");
        html.Append("</tr></thead>\n<tbody>\n");
        foreach (var s in summary.Strategies)
        {
            html.Append(CultureInfo.InvariantCulture, $"<tr>{Name(s.Strategy)}<td>{s.Seeds.Count}</td><td>{Show(s.Area)}</td><td>{s.FinalLabels}</td><td>{Show(s.Final1)}</td><td>{Show(s.Final2)}</td>");
            foreach (var needed in s.LabelsNeeded)
            {
                html.Append(needed switch
                {
                    { Threshold: null } => "<td>–</td>",
                    { Labels: { } labels } => $"<td>{Words.Fixed(labels, 0)}</td>",
                    _ => $"<td class=\"muted\">{needed.SeedsReached} of {s.Seeds.Count} seeds</td>",
                });
            }

            html.Append("</tr>\n");
        }

        if (summary.Description.FullData is { } full)
        {
            html.Append(CultureInfo.InvariantCulture, $"<tr class=\"full\"><th scope=\"row\">all data</th><td></td><td></td><td></td><td>{Words.Fixed(full.Metric1, 4)}</td><td>{Words.Fixed(full.Metric2, 4)}</td>");
            foreach (var needed in summary.Strategies.FirstOrDefault()?.LabelsNeeded ?? [])
                html.Append(needed.Threshold is { } bar ? $"<td class=\"muted\">{(summary.Metrics.LowerIsBetter ? "≤" : "≥")} {Words.Fixed(bar, 4)}</td>" : "<td></td>");
            html.Append("</tr>\n");
        }

        html.Append("</tbody>\n</table></div>\n<p class=\"note\">Mean ± standard deviation over seeds.</p>\n</section>\n");
    }

    private static void Differences(StringBuilder html, ExperimentSummary summary)
    {
        var compared = summary.Strategies.Where(s => s.AgainstRandom is not null).ToArray();
        if (compared.Length == 0) return;
        var scale = summary.Metrics.PointsPerUnit ?? 1;
        var digits = summary.Metrics.PointsPerUnit is null ? 4 : 2;
        var shown = Quarters(compared.SelectMany(s => s.AgainstRandom!.AtLabels.Select(a => a.Key)).Distinct().Order().ToArray());
        html.Append(CultureInfo.InvariantCulture, $"<section>\n<h2>Difference from random, {(summary.Metrics.PointsPerUnit is null ? "" : "points of ")}{CurveSvg.Title(summary.Metrics.First)}</h2>\n");
        html.Append("<div class=\"wide\"><table>\n<thead><tr><th scope=\"col\">Strategy</th><th>Area</th><th>p</th>");
        foreach (var labels in shown) html.Append(CultureInfo.InvariantCulture, $"<th>{labels} labels</th>");
        html.Append("</tr></thead>\n<tbody>\n");
        foreach (var s in compared)
        {
            var against = s.AgainstRandom!;
            html.Append(CultureInfo.InvariantCulture, $"<tr>{Name(s.Strategy)}<td class=\"{Mark(against.Claim)}\">{Difference(against.Area)}</td><td>{P(against.Area.PValue)}</td>");
            foreach (var labels in shown)
            {
                var found = against.AtLabels.Where(a => a.Key == labels).Select(a => a.Value).FirstOrDefault();
                html.Append("<td>").Append(found is null ? Words.None : Difference(found)).Append("</td>");
            }

            html.Append("</tr>\n");
        }

        html.Append("</tbody>\n</table></div>\n<p class=\"note\">Mean difference by seed, with its 95 % interval (paired t). ");
        html.Append(summary.Metrics.LowerIsBetter ? "Less is better: a negative difference favours the strategy. " : "A positive difference favours the strategy. ");
        html.Append("p is that of the area.</p>\n</section>\n");

        string Difference(PairedDifference d) => d.Low is null
            ? Words.Signed(d.Mean * scale, digits)
            : $"{Words.Signed(d.Mean * scale, digits)} <span class=\"muted\">[{Words.Fixed(d.Low.Value * scale, digits)}, {Words.Fixed(d.High!.Value * scale, digits)}]</span>";
    }

    private static List<int> Quarters(int[] labels)
    {
        var shown = new SortedSet<int>();
        if (labels.Length > 0)
        {
            foreach (var share in new[] { 0, 0.25, 0.5, 0.75, 1 })
            {
                var wanted = labels[0] + (share * (labels[^1] - labels[0]));
                shown.Add(labels.MinBy(l => Math.Abs(l - wanted)));
            }
        }

        return [.. shown];
    }

    private static void Timings(StringBuilder html, ExperimentSummary summary)
    {
        html.Append("<section>\n<h2>Time in a round</h2>\n<div class=\"wide\"><table>\n");
        html.Append("<thead><tr><th scope=\"col\">Strategy</th><th>Fit, ms</th><th>Predict, ms</th><th>Select, ms</th><th>Total, ms</th></tr></thead>\n<tbody>\n");
        foreach (var s in summary.Strategies)
            html.Append(CultureInfo.InvariantCulture, $"<tr>{Name(s.Strategy)}<td>{Milliseconds(s.FitSeconds)}</td><td>{Milliseconds(s.PredictSeconds)}</td><td>{Milliseconds(s.SelectSeconds)}</td><td>{Milliseconds(s.FitSeconds + s.PredictSeconds + s.SelectSeconds)}</td></tr>\n");
        html.Append("</tbody>\n</table></div>\n<p class=\"note\">The mean over all rounds and seeds.</p>\n</section>\n");
    }

    private static void Confusion(StringBuilder html, ExperimentSummary summary, IReadOnlyDictionary<string, ConfusionTable> confusion)
    {
        var shown = summary.Strategies.Where(s => confusion.ContainsKey(s.Strategy)).ToArray();
        if (shown.Length == 0) return;
        html.Append("<section>\n<h2>Confusion in the final round</h2>\n<p class=\"note\">Rows are true classes, columns predicted ones; the shade is the share of its row.</p>\n");
        foreach (var s in shown)
        {
            var matrix = confusion[s.Strategy];
            html.Append("<details><summary>").Append(Markup.Text(s.Strategy)).Append("</summary>\n");
            if (matrix.Classes.Count <= MostClasses) Matrix(html, matrix);
            else Mistakes(html, matrix);
            html.Append("</details>\n");
        }

        html.Append("</section>\n");
    }

    private static void Matrix(StringBuilder html, ConfusionTable matrix)
    {
        html.Append("<div class=\"wide\"><table class=\"confusion\">\n<thead><tr><th scope=\"col\">true ╲ predicted</th>");
        foreach (var name in matrix.Classes) html.Append(CultureInfo.InvariantCulture, $"<th scope=\"col\">{Markup.Text(name)}</th>");
        html.Append("</tr></thead>\n<tbody>\n");
        for (var i = 0; i < matrix.Counts.Count; i++)
        {
            var total = matrix.Counts[i].Sum();
            html.Append("<tr>").Append(Name(matrix.Classes[i]));
            for (var k = 0; k < matrix.Counts[i].Count; k++)
            {
                var share = total > 0 ? matrix.Counts[i][k] / total : 0;
                var colour = i == k ? "0,122,90" : "213,94,0";
                html.Append(CultureInfo.InvariantCulture, $"<td style=\"background:rgba({colour},{Math.Round(0.6 * share, 3)})\">{Count(matrix.Counts[i][k])}</td>");
            }

            html.Append("</tr>\n");
        }

        html.Append("</tbody>\n</table></div>\n");
    }

    private static void Mistakes(StringBuilder html, ConfusionTable matrix)
    {
        html.Append(CultureInfo.InvariantCulture, $"<p class=\"note\">{matrix.Classes.Count} classes are too many to show as a matrix; these are its largest mistakes.</p>\n");
        html.Append("<div class=\"wide\"><table>\n<thead><tr><th scope=\"col\">True class</th><th class=\"text\">Taken for</th><th>Rows</th></tr></thead>\n<tbody>\n");
        var mistakes = from i in Enumerable.Range(0, matrix.Counts.Count)
                       from k in Enumerable.Range(0, matrix.Counts[i].Count)
                       where i != k && matrix.Counts[i][k] > 0
                       orderby matrix.Counts[i][k] descending
                       select (i, k);
        foreach (var (i, k) in mistakes.Take(15))
            html.Append(CultureInfo.InvariantCulture, $"<tr>{Name(matrix.Classes[i])}<td class=\"text\">{Markup.Text(matrix.Classes[k])}</td><td>{Count(matrix.Counts[i][k])}</td></tr>\n");
        html.Append("</tbody>\n</table></div>\n");
    }

    private static void Reading(StringBuilder html, ExperimentSummary summary)
    {
        var less = summary.Metrics.LowerIsBetter;
        html.Append("<section>\n<h2>How to read this</h2>\n<dl class=\"reading\">\n");
        Item("Learning curve", "How good the model is on the test data after each round, over the labels spent so far. A good strategy is " + (less ? "lower" : "higher") + " with fewer labels.");
        Item("Area", "The area under the learning curve divided by the range of labels: the metric's mean height over the budget, so that every round counts and not only the last.");
        Item("Difference from random", "Runs of one seed start from the same rows, so strategies are compared seed by seed. If the 95 % interval holds zero, the seeds do not bear a claim, whichever mean is " + (less ? "lower" : "higher") + ".");
        Item("Many comparisons", "Intervals and p values are not corrected for the number of strategies: of twenty strategies that are no better than random, one will look different on average.");
        Item("Labels for 90 %", "The mean over seeds of the first measured number of labels at which the metric " + (less ? "falls to the full-data metric divided by 0.9" : "reaches 90 % of the full-data metric") + "; nothing is interpolated. Where some seeds never get there, it says how many do, since a mean over those alone would flatter.");
        Item("Seeds", "The intervals speak of other seeds on the same data, not of other data.");
        html.Append("</dl>\n</section>\n");

        void Item(string term, string text) => html.Append(CultureInfo.InvariantCulture, $"<dt>{term}</dt><dd>{text}</dd>\n");
    }

    private static void Setup(StringBuilder html, ExperimentSummary summary)
    {
        html.Append("<section>\n<h2>To repeat it</h2>\n<pre><code>").Append(Markup.Text(summary.Description.CommandLine)).Append("</code></pre>\n");
        html.Append("<p class=\"note\">Seeds: ").Append(string.Join(", ", summary.Seeds.Select(s => s.ToString(CultureInfo.InvariantCulture)))).Append("</p>\n");
        Pairs("Configuration", summary.Description.Configuration);
        Pairs(
            "Rounds drawn at random because the strategy failed",
            [.. summary.Description.Replaced.Select(item => KeyValuePair.Create($"{item.Strategy}, seed {item.Seed}, round {item.Round}", item.Reason))]);
        Pairs(
            $"{summary.Metrics.First} over the pool as the labels themselves tell it, corrected for how they were chosen (95 % interval)",
            [.. summary.Description.Estimates.Select(item => KeyValuePair.Create(
                $"{item.Strategy}, seed {item.Seed}, {item.Labels} labels",
                FormattableString.Invariant($"{item.Estimate.Value:G4} ({item.Estimate.Low:G4} to {item.Estimate.High:G4}); on the test part {item.Accuracy:G4}")))]);
        Pairs(
            "Accuracy on the test part that was expected, without its labels, where a run ended",
            [.. summary.Description.Predictions.Select(item => KeyValuePair.Create(
                $"{item.Strategy}, seed {item.Seed}, {item.Labels} labels, {(item.EndedBy is { } rule ? $"by {rule}" : "by no rule")}",
                FormattableString.Invariant($"{item.Prediction}; measured {item.Accuracy:F4}")))]);
        Pairs("Versions", summary.Description.Versions);
        html.Append("</section>\n");

        void Pairs(string title, IReadOnlyList<KeyValuePair<string, string>> pairs)
        {
            if (pairs.Count == 0) return;
            html.Append(CultureInfo.InvariantCulture, $"<h3>{title}</h3>\n<div class=\"wide\"><table class=\"pairs\">\n<tbody>\n");
            foreach (var (key, value) in pairs)
                html.Append(CultureInfo.InvariantCulture, $"<tr>{Name(key)}<td>{Markup.Text(value)}</td></tr>\n");
            html.Append("</tbody>\n</table></div>\n");
        }
    }

    private static string Name(string name) => $"<th scope=\"row\">{Markup.Text(name)}</th>";

    private static string Show(Spread spread) => Words.Fixed(spread.Mean, 4)
        + (spread.StandardDeviation is { } sd ? $" <span class=\"muted\">± {Words.Fixed(sd, 4)}</span>" : "");

    private static string P(double? p) => p switch
    {
        null => Words.None,
        < 0.0001 => "&lt; 0.0001",
        _ => Words.Fixed(p.Value, 4),
    };

    private static string Milliseconds(double seconds) => Words.Fixed(seconds * 1000, seconds < 0.01 ? 2 : seconds < 0.1 ? 1 : 0);

    private static string Count(double count) => Words.Fixed(count, count == Math.Round(count) ? 0 : 1);

    private static string Counted(int count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");

    private const string Css = """
        :root{--ink:#1d2127;--muted:#5d6673;--line:#dfe3e8;--surface:#fff;--page:#f6f7f9;--accent:#0072b2;--good:#00694d;--bad:#b34700}
        @media (prefers-color-scheme:dark){:root{--ink:#e4e7eb;--muted:#9aa3af;--line:#2e323a;--surface:#16181d;--page:#0e1013;--accent:#56b4e9;--good:#2fc79b;--bad:#ff8c42}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--page);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
        main{max-width:70rem;margin:0 auto;padding:2.5rem 1.25rem 4rem}
        .kicker{margin:0;color:var(--muted);font-size:.8rem;letter-spacing:.06em;text-transform:uppercase}
        h1{margin:.35rem 0 .6rem;font-size:clamp(1.35rem,3.2vw,2rem);line-height:1.25;font-weight:650;overflow-wrap:anywhere;text-wrap:balance}
        h2{margin:0 0 .8rem;font-size:1.15rem;font-weight:650}
        h3{margin:1.4rem 0 .5rem;font-size:1rem;font-weight:650}
        .data{margin:0;color:var(--muted);overflow-wrap:anywhere}
        .verdicts{margin:1.2rem 0 0;padding:0;list-style:none}
        .verdicts li{padding:.3rem 0 .3rem .8rem;margin:.3rem 0;border-left:3px solid var(--line);overflow-wrap:anywhere}
        .verdicts .better{border-color:var(--good)}.verdicts .worse{border-color:var(--bad)}
        td.better{color:var(--good);font-weight:600}td.worse{color:var(--bad);font-weight:600}
        section{margin:1.6rem 0 0;padding:1.4rem 1.5rem;background:var(--surface);border:1px solid var(--line);border-radius:10px}
        figure{margin:0;overflow-x:auto}figure svg{display:block;width:100%;min-width:34rem;height:auto}figcaption,.note{color:var(--muted);font-size:.875rem;margin:.6rem 0 0}
        .wide{overflow-x:auto}
        table{border-collapse:collapse;width:100%;font-size:.9rem;font-variant-numeric:tabular-nums}
        th,td{padding:.45rem .6rem;text-align:right;border-bottom:1px solid var(--line);white-space:nowrap}
        thead th{color:var(--muted);font-weight:600;vertical-align:bottom;white-space:normal}
        td span.muted{display:block;font-size:.82rem}
        tbody tr:last-child>*{border-bottom:0}
        th:first-child,td.text,th.text{text-align:left}
        th[scope=row]{font-weight:600;max-width:22rem;overflow:hidden;text-overflow:ellipsis}
        .muted{color:var(--muted);font-weight:400}
        tr.full>*{color:var(--muted);font-weight:400}
        .pairs td{text-align:left;white-space:normal;overflow-wrap:anywhere}.pairs th{width:14rem;white-space:normal}
        .confusion{width:auto}.confusion th,.confusion td{padding:.3rem .5rem;border:1px solid var(--line)}.confusion thead th{max-width:8rem;overflow:hidden;text-overflow:ellipsis}.confusion thead th:first-child{max-width:none;white-space:nowrap}
        .reading{margin:0;display:grid;grid-template-columns:minmax(9rem,auto) 1fr;gap:.5rem 1.4rem}.reading dt{font-weight:600}.reading dd{margin:0}
        pre{margin:0;padding:.9rem 1rem;background:var(--page);border:1px solid var(--line);border-radius:6px;white-space:pre-wrap;overflow-wrap:anywhere;font-size:.85rem}
        code{font-family:ui-monospace,"Cascadia Mono",Consolas,Menlo,monospace}
        details{margin:.9rem 0 0}summary{cursor:pointer;color:var(--accent);font-weight:600}
        details[open]>summary{margin-bottom:.6rem}
        @media (max-width:40rem){main{padding:1.25rem .75rem 3rem}section{padding:1rem}.reading{grid-template-columns:1fr}.reading dd{margin:0 0 .5rem}}
        @media print{:root{--ink:#000;--muted:#444;--line:#bbb;--surface:#fff;--page:#fff;--accent:#000;--good:#00694d;--bad:#b34700}body{font-size:10.5pt}main{max-width:none;padding:0}section{border:0;padding:0;break-inside:avoid}}

        """;
}
