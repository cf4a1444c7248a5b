using PluginAL.Abstractions;

namespace PluginAL.Learners.Tests.Sequences;

public sealed class HiddenMarkovModelTests
{
    [Fact]
    public void Small_counts_by_hand()
    {
        // Words a and b of three; tags 0 and 1. Starts 0, 0; from 0: to 1 once, to the end once; from 1: to the end once.
        var set = Toy.Words(3, 2, ([0, 1], [0, 1]), ([0], [0]));
        var model = new HiddenMarkovModel(new() { Alpha = 0.5, TransitionAlpha = 1, Weight = EmissionWeight.Sum, Paths = 4 }).Fit(set, Data.Context());
        var said = new Tagging(model, Toy.Words(3, 2, ([0, 2], [0, 0])).Tokens!);

        double[] start = [3 / 4.0, 1 / 4.0];
        double[,] to = { { 1 / 5.0, 2 / 5.0 }, { 1 / 4.0, 1 / 4.0 } };
        double[] end = [2 / 5.0, 2 / 4.0];
        double[] a = [2.5 / 3.5, 0.5 / 2.5], c = [0.5 / 3.5, 0.5 / 2.5];
        var paths = new double[4];
        for (var i = 0; i < 4; i++)
        {
            paths[i] = start[i / 2] * a[i / 2] * to[i / 2, i % 2] * c[i % 2] * end[i % 2];
        }

        var z = paths.Sum();
        Assert.Equal((paths[0] + paths[1]) / z, said.Marginals[0], 1e-6);
        Assert.Equal((paths[1] + paths[3]) / z, said.Marginals[3], 1e-6);
        double[] sorted = [.. paths.OrderDescending()];
        for (var i = 0; i < 4; i++)
        {
            Assert.Equal(Math.Log(sorted[i] / z), said.Paths[i], 1e-6);
        }

        Assert.Equal(-paths.Sum(p => p / z * Math.Log(p / z)), said.Entropies[0], 1e-6);
    }

    [Fact]
    public void Features_that_say_the_same_weigh_less_where_that_is_asked_for()
    {
        // One token of four equal columns: the evidence is four times, twice or once that of one.
        var (features, labels) = (new SparseFeatures(5), new List<Label>());
        foreach (var (columns, tag) in ((int[], int)[])[([0, 1, 2, 3], 0), ([4], 1)])
        {
            features.Append(columns, [.. columns.Select(_ => 1f)]);
            labels.Add(new TagsLabel([tag]));
        }

        var set = Toy.Make(new ListedTokens(features, [0, 1, 2]), labels, 2);
        var odds = Enum.GetValues<EmissionWeight>().Select(weight =>
        {
            var said = new Tagging(new HiddenMarkovModel(new() { Alpha = 0.5, Weight = weight }).Fit(set, Data.Context()), set.Tokens!);
            return Math.Log(said.Marginals[0] / said.Marginals[1]);
        }).ToArray();
        Assert.Equal(odds[0], 2 * odds[1], 1e-4);
        Assert.Equal(odds[0], 4 * odds[2], 1e-4);
    }

    [Fact]
    public void Negative_features_are_refused()
    {
        var set = Toy.Make(new ListedTokens(Data.Dense([1, -2], 1), [0, 2]), [new TagsLabel([0, 1])], 2);
        Assert.Contains("-2", Assert.Throws<PluginALException>(() => new HiddenMarkovModel(new()).Fit(set, Data.Context())).Message, StringComparison.Ordinal);
    }
}
