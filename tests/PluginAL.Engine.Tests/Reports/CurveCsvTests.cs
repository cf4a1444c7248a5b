using FsCheck;
using FsCheck.Fluent;
using PluginAL.Abstractions;
using PluginAL.Engine.Reports;

namespace PluginAL.Engine.Tests.Reports;

public sealed class CurveCsvTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pluginal-curve-");

    private string Csv => Path.Combine(_folder.FullName, "curve.csv");

    [Fact]
    public void The_file_has_the_documented_form()
    {
        CurveCsv.Write(Csv, MetricNames.For(LearningTask.Classification), [new CurvePoint("a, \"b\"", ulong.MaxValue, 1, 20, 0.1 + 0.2, double.NaN, 1e-9, 0, 12)]);
        Assert.Equal(
            "strategy,seed,round,labels,accuracy,macro_f1,fit_seconds,predict_seconds,select_seconds\n\"a, \"\"b\"\"\",18446744073709551615,1,20,0.30000000000000004,NaN,1E-09,0,12\n",
            File.ReadAllText(Csv));
        Assert.Equal([Csv], Directory.GetFiles(_folder.FullName));
    }

    [Fact]
    public void What_is_written_is_read_back()
    {
        var names = ArbMap.Default.GeneratorFor<string>().Where(s => s is null || !s.Any(char.IsSurrogate)).Select(s => s ?? "");
        var numbers = ArbMap.Default.GeneratorFor<double>();
        var point = from name in Gen.OneOf(names, Gen.Elements("margin", "a,b", "\"", "x\r\ny", "\n", " ", ""))
                    from seed in ArbMap.Default.GeneratorFor<ulong>()
                    from whole in Gen.Choose(0, int.MaxValue).Two()
                    from d in numbers.ArrayOf(5)
                    select new CurvePoint(name, seed, whole.Item1, whole.Item2, d[0], d[1], d[2], d[3], d[4]);
        var tasks = Gen.Elements(Enum.GetValues<LearningTask>());
        Check.QuickThrowOnFailure(Prop.ForAll(Arb.From(point.ListOf()), Arb.From(tasks), (points, task) =>
        {
            CurveCsv.Write(Csv, MetricNames.For(task), points);
            var read = CurveCsv.Read(Csv);
            return read.Points.SequenceEqual(points) && read.Metrics == MetricNames.For(task);
        }));
    }

    [Theory]
    [InlineData("", "line 1")]
    [InlineData("a,b\n", "line 1")]
    [InlineData("strategy,seed,round,labels,accuracy,r2,fit_seconds,predict_seconds,select_seconds\n", "line 1")]
    [InlineData("strategy,seed,round,labels,accuracy,macro_f1,fit_seconds,predict_seconds,select_seconds\n\"a\nb\",0,0,1,1,1,1,1,1\nm,0,0\n", "line 4")]
    [InlineData("strategy,seed,round,labels,accuracy,macro_f1,fit_seconds,predict_seconds,select_seconds\nm,0,0,1,\"0,5\",1,1,1,1\n", "line 2, column accuracy")]
    public void What_is_not_a_curve_is_refused_with_its_line(string text, string place)
    {
        File.WriteAllText(Csv, text);
        var error = Assert.Throws<PluginALException>(() => CurveCsv.Read(Csv));
        Assert.Equal(ErrorKind.Input, error.Kind);
        Assert.Contains(place, error.Message, StringComparison.Ordinal);
        Assert.Contains(Csv, error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
