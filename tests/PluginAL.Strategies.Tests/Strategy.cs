using System.Text.Json;
using PluginAL.Abstractions;

namespace PluginAL.Strategies.Tests;

/// <summary>Makes strategies as a user names them, and pools to try them on.</summary>
internal static class Strategy
{
    public static readonly IReadOnlyList<PluginDescriptor> Registered = new StrategiesRegistration().Plugins;

    public static readonly IReadOnlyList<PluginDescriptor> All = [.. Registered.Where(plugin => plugin.Attribute.Kind == PluginKind.Strategy)];

    // A graph for the one strategy that cannot do without an option: of a pool's first rows, so that it goes with pools of any size.
    private static readonly Lazy<string> Triples = new(() =>
    {
        var path = Path.Combine(AppContext.BaseDirectory, "triples.tsv");
        File.WriteAllLines(path, Enumerable.Range(0, 7).Select(row => $"{row}\te{row % 4}\tr{row % 3}\te{row % 5}"));
        return path;
    });

    public static PluginDescriptor Descriptor(string name) => All.Single(plugin => plugin.Attribute.Name == name);

    public static IQueryStrategy Create(string name, string options = "{}") =>
        (IQueryStrategy)Descriptor(name).Create(name == "kg-coverage" && options == "{}"
            ? JsonSerializer.SerializeToElement(new { triples = Triples.Value })
            : JsonDocument.Parse(options).RootElement);

    public static IReadOnlyList<SelectedRow> Select(FakeQueryContext context, string name, int count, string options = "{}")
    {
        context.Needs = ((StrategyAttribute)Descriptor(name).Attribute).Needs;
        return Create(name, options).Select(context, count);
    }

    public static long[] Rows(FakeQueryContext context, string name, int count, string options = "{}") =>
        [.. Select(context, name, count, options).Select(row => row.Row)];

    /// <summary>Rows around as many centres as classes, with members that disagree a little; the first of each class is labelled.</summary>
    public static FakeQueryContext Pool(
        int rows, int classes = 3, int width = 4, int members = 3, ulong seed = 1, int labels = 2, Func<int, int>? copyOf = null, bool sparse = false,
        bool constant = false, bool oneClass = false, ulong drawn = 5, double unit = 1)
    {
        var random = new RandomSource(seed, "pool");
        var (values, probabilities, committee) = (new float[rows * width], new float[rows * classes], new float[rows * members * classes]);
        for (var i = 0; i < rows; i++)
        {
            var source = copyOf?.Invoke(i) ?? i;
            for (var d = 0; d < width; d++)
            {
                values[(i * width) + d] = (float)unit * (constant ? 1 : (d % classes == source % classes ? 3 : 0) + (float)random.Uniform(source, d));
            }

            for (var m = 0; m < members; m++)
            {
                var sum = 0f;
                for (var c = 0; c < classes; c++)
                {
                    var p = constant ? 1 : (float)Math.Pow(random.Uniform(source, 100 + (m * classes) + c), 2) + 0.01f;
                    committee[(((i * members) + m) * classes) + c] = p;
                    sum += p;
                }

                for (var c = 0; c < classes; c++)
                {
                    committee[(((i * members) + m) * classes) + c] /= sum;
                    probabilities[(i * classes) + c] += committee[(((i * members) + m) * classes) + c] / members;
                }
            }
        }

        var known = Enumerable.Range(0, labels == 0 ? 0 : labels * classes).Select(i => ((long)i, oneClass ? 0 : i % classes)).ToArray();
        var silent = known.Length == 0 || oneClass;
        return new FakeQueryContext(rows)
        {
            Width = width, Values = values, ClassCount = classes, Probabilities = silent ? [] : probabilities, MemberCount = silent ? 0 : members,
            Members = silent ? [] : committee, Known = known, Sparse = sparse, Seed = drawn, Unit = unit,
        };
    }
}
