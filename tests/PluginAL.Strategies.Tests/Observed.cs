namespace PluginAL.Strategies.Tests;

/// <summary>Inputs on which other libraries were observed, and where brute force gave a reference.</summary>
internal static class Observed
{
    /// <summary>Class probabilities of six rows.</summary>
    public static readonly float[] P = [0.6f, 0.3f, 0.1f, 0.34f, 0.33f, 0.33f, 0.9f, 0.05f, 0.05f, 0.5f, 0.5f, 0, 0.2f, 0.35f, 0.45f, 1, 0, 0];

    /// <summary>Three members' probabilities of four rows.</summary>
    public static readonly float[] M =
    [
        0.7f, 0.2f, 0.1f, 0.6f, 0.3f, 0.1f, 0.65f, 0.25f, 0.1f,
        0.1f, 0.8f, 0.1f, 0.8f, 0.1f, 0.1f, 0.1f, 0.1f, 0.8f,
        0.4f, 0.3f, 0.3f, 0.3f, 0.4f, 0.3f, 0.3f, 0.3f, 0.4f,
        0.9f, 0.05f, 0.05f, 0.85f, 0.1f, 0.05f, 0.8f, 0.1f, 0.1f,
    ];

    /// <summary>Eight points, with the classes 0 0 0 1 1 1 1 0.</summary>
    public static readonly float[] X = [0, 0, 1, 0.2f, 0.1f, 1, 2, 2, 2.2f, 1.9f, 4, 0, 3.9f, 0.3f, 0.2f, 3];

    public static readonly int[] Y = [0, 0, 0, 1, 1, 1, 1, 0];

    /// <summary>The points with some of them labelled; the model is the Parzen window on these.</summary>
    public static FakeQueryContext Points(params int[] labelled) => Points(1e-3, labelled);

    public static FakeQueryContext Points(double prior, int[] labelled, ulong seed = 5) => new(8)
    {
        Width = 2, Values = X, Known = Array.ConvertAll(labelled, row => ((long)row, Y[row])), Prior = prior, Seed = seed,
    };

    /// <summary>Rows that differ, with the given probabilities.</summary>
    public static FakeQueryContext Predicted(float[] probabilities, int classes = 3)
    {
        var rows = probabilities.Length / classes;
        return new FakeQueryContext(rows)
        {
            Width = 1, Values = [.. Enumerable.Range(0, rows).Select(row => (float)row)], ClassCount = classes, Probabilities = probabilities,
        };
    }

    /// <summary>The committee's rows.</summary>
    public static FakeQueryContext Committee => new(4) { Width = 1, Values = [0, 1, 2, 3], ClassCount = 3, MemberCount = 3, Members = M };

    /// <summary>The score of each row, in row order.</summary>
    public static double[] Scores(FakeQueryContext context, string name, string options = "{}")
    {
        var count = (int)context.Candidates.Count;
        return [.. Strategy.Select(context, name, count, options).OrderBy(row => row.Row).Select(row => row.Score)];
    }

    public static void Equal(double[] expected, double[] actual, double tolerance = 1e-6)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], tolerance);
        }
    }
}
