namespace PluginAL.Scoring.Tests.Sequences;

/// <summary>A small chain, and each of its paths written out.</summary>
internal sealed class AllPaths
{
    public AllPaths(int length, int tags, Func<int, double> potential)
    {
        (Length, Tags) = (length, tags);
        var next = 0;
        Emissions = Draw(length * tags);
        Transitions = Draw(tags * tags);
        Start = Draw(tags);
        End = Draw(tags);
        var count = (int)Math.Pow(tags, length);
        for (var number = 0; number < count; number++)
        {
            // The last tag counts most, so that the order of numbers is the order of ties.
            var (path, rest) = (new int[length], number);
            for (var t = 0; t < length; t++)
            {
                (path[t], rest) = (rest % tags, rest / tags);
            }

            Paths.Add((path, Score(path)));
        }

        var max = Paths.Max(path => path.Score);
        LogPartition = double.IsNegativeInfinity(max) ? max : max + Math.Log(Paths.Sum(path => Math.Exp(path.Score - max)));

        double[] Draw(int values) => [.. Enumerable.Range(0, values).Select(_ => potential(next++))];
    }

    public int Length { get; }

    public int Tags { get; }

    public double[] Emissions { get; }

    public double[] Transitions { get; }

    public double[] Start { get; }

    public double[] End { get; }

    /// <summary>Every path with its score, by last tag, then the one before.</summary>
    public List<(int[] Tags, double Score)> Paths { get; } = [];

    public double LogPartition { get; }

    public double Probability(Func<int[], bool> which) => Paths.Where(path => which(path.Tags)).Sum(path => Math.Exp(path.Score - LogPartition));

    public double Entropy => -Paths.Select(path => path.Score - LogPartition).Where(double.IsFinite).Sum(log => Math.Exp(log) * log);

    private double Score(int[] path)
    {
        if (path.Length == 0)
        {
            return 0;
        }

        var score = Start[path[0]] + End[path[^1]];
        for (var t = 0; t < path.Length; t++)
        {
            score += Emissions[(t * Tags) + path[t]] + (t == 0 ? 0 : Transitions[(path[t - 1] * Tags) + path[t]]);
        }

        return score;
    }
}
