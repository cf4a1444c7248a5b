using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using PluginAL.Abstractions;
using PluginAL.Engine.Reports;

namespace PluginAL.Engine.Tests.Reports;

public sealed partial class ReportTests
{
    private const string Hostile = "<script>alert('x')</script> & \"q\" \u0001 \ud800 ü ]]>";

    private static ExperimentSummary Usual => ExperimentSummary.Of(
        Examples.Description,
        [.. Examples.Curves("margin", 5, 0.08), .. Examples.Curves("random", 5, 0), .. Examples.Curves("density-weighted:beta=2", 5, 0.03)]);

    private static ExperimentSummary Odd => ExperimentSummary.Of(
        Examples.Description with
        {
            Data = Hostile,
            CommandLine = Hostile,
            Versions = [KeyValuePair.Create(Hostile, Hostile)],
            Configuration = [KeyValuePair.Create(Hostile, Hostile)],
        },
        [.. Examples.Curves(Hostile, 2, 0.05), .. Examples.Curves("random", 2, 0)]);

    public static TheoryData<string> Kinds => ["usual", "odd", "one", "nan", "empty", "many", "regression"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_figure_is_well_formed_and_inside_its_frame(string kind)
    {
        foreach (var second in new[] { false, true })
        {
            var svg = XDocument.Parse(CurveSvg.Render(Summary(kind), second)).Root!;
            Assert.Equal("img", svg.Attribute("role")?.Value);
            var ids = svg.Descendants().Select(e => e.Attribute("id")?.Value).Where(i => i is not null).ToList();
            Assert.Equal(ids.Count, ids.Distinct().Count());
            Assert.All(svg.Attribute("aria-labelledby")!.Value.Split(' '), id => Assert.Contains(id, ids));
            var (width, height) = (Number(svg, "width"), Number(svg, "height"));
            foreach (var point in svg.Descendants().Where(e => e.Name.LocalName == "polyline").SelectMany(e => e.Attribute("points")!.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
            {
                var at = point.Split(',').Select(v => double.Parse(v, CultureInfo.InvariantCulture)).ToArray();
                Assert.InRange(at[0], 0, width);
                Assert.InRange(at[1], 0, height);
            }

            Assert.DoesNotContain("NaN", svg.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain(svg.Descendants(), e => e.Name.LocalName == "script");
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_report_needs_nothing_else_and_runs_nothing(string kind)
    {
        var html = ReportHtml.Render(Summary(kind), Confusion(Summary(kind), 3));
        var rest = html.Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal);
        Assert.DoesNotContain("http://", rest, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("https://", rest, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<script", rest, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<link", rest, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", rest, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("@import", rest, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("NaN", rest, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_element_of_the_report_is_closed_in_its_turn(string kind)
    {
        // Written so that, but for the head of the document, it is XML too.
        var html = ReportHtml.Render(Summary(kind), Confusion(Summary(kind), 40));
        var body = html[html.IndexOf("<body>", StringComparison.Ordinal)..(html.IndexOf("</body>", StringComparison.Ordinal) + 7)];
        var main = XDocument.Parse(body).Root!.Element("main")!;
        Assert.Single(main.Descendants("h1"));
        foreach (var table in main.Descendants("table"))
            Assert.Single(table.Descendants("tr").Select(r => r.Elements().Count()).Distinct());
    }

    [Fact]
    public void The_report_says_the_verdict_first()
    {
        var html = ReportHtml.Render(Usual);
        Assert.Contains("<h1>margin is better than random by ", html, StringComparison.Ordinal);
        Assert.Contains("points of area (accuracy), 95 % interval ", html, StringComparison.Ordinal);
        Assert.Contains("pluginal simulate --data digits.csv", html, StringComparison.Ordinal);
        Assert.Contains("≥ 0.8550", html, StringComparison.Ordinal);
        Assert.Contains("add random to the strategies", ReportHtml.Render(ExperimentSummary.Of(Examples.Description, Examples.Curves("margin", 2, 0))), StringComparison.Ordinal);
        Assert.Contains("one seed allows no claim", ReportHtml.Render(Summary("one")), StringComparison.Ordinal);
        Assert.Contains("Only random selection", ReportHtml.Render(ExperimentSummary.Of(Examples.Description, Examples.Curves("random", 2, 0))), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_may_hold_anything()
    {
        var html = ReportHtml.Render(Odd, new Dictionary<string, ConfusionTable> { [Hostile] = new([Hostile, "b"], [[1, 2], [0, 3]]) });
        Assert.Contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;q&quot; \ufffd \ufffd ü ]]&gt;", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Few_classes_are_a_matrix_and_many_their_largest_mistakes()
    {
        var few = ReportHtml.Render(Usual, Confusion(Usual, 30));
        Assert.Equal(3, Matrices().Count(few));
        var many = ReportHtml.Render(Usual, Confusion(Usual, 31));
        Assert.Equal(0, Matrices().Count(many));
        Assert.Contains("31 classes are too many", many, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_are_replaced_whole()
    {
        var folder = Directory.CreateTempSubdirectory("pluginal-report-");
        try
        {
            string At(string name) => Path.Combine(folder.FullName, name);
            for (var i = 0; i < 2; i++)
            {
                ReportHtml.Write(At("report.html"), Usual);
                CurveSvg.Write(At("curve.svg"), Usual);
                Usual.Write(At("summary.json"));
            }

            Assert.Equal(["curve.svg", "report.html", "summary.json"], folder.GetFiles().Select(f => f.Name).Order());
            Assert.Equal(ReportHtml.Render(Usual), File.ReadAllText(At("report.html")));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static ExperimentSummary Summary(string kind) => kind switch
    {
        "usual" => Usual,
        "odd" => Odd,
        "one" => ExperimentSummary.Of(Examples.Description with { FullData = null }, [.. Examples.Run("m", 0, 0.5, 0.7), .. Examples.Run("random", 0, 0.5, 0.6)]),
        "nan" => ExperimentSummary.Of(
            Examples.Description with { FullData = new FullDataMetrics(double.NaN, 1) },
            [.. Examples.Run("m", 0, double.NaN, 0.7), .. Examples.Run("random", 0, double.NaN, double.NaN), .. Examples.Run("point", 0, 0.5)]),
        "empty" => ExperimentSummary.Of(Examples.Description, []),
        "many" => ExperimentSummary.Of(Examples.Description, Enumerable.Range(0, 40).SelectMany(i => Examples.Curves($"strategy-with-a-long-name-{i}", 2, i * 0.002)).Concat(Examples.Curves("random", 2, 0))),
        _ => ExperimentSummary.Of(
            Examples.Description with { Task = LearningTask.Regression, FullData = new FullDataMetrics(120, 0.9) },
            [.. Examples.Run("m", 0, 3000.0, 200), .. Examples.Run("m", 1, 3100, 190), .. Examples.Run("random", 0, 3000, 230), .. Examples.Run("random", 1, 3100, 270)]),
    };

    private static Dictionary<string, ConfusionTable> Confusion(ExperimentSummary summary, int classes) => summary.Strategies.ToDictionary(
        s => s.Strategy,
        _ => new ConfusionTable(
            [.. Enumerable.Range(0, classes).Select(i => $"class {i}")],
            [.. Enumerable.Range(0, classes).Select(i => (IReadOnlyList<double>)[.. Enumerable.Range(0, classes).Select(k => i == k ? 40.0 : (i * k) % 3)])]));

    private static double Number(XElement element, string name) => double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex("<table class=\"confusion\">")]
    private static partial Regex Matrices();
}
