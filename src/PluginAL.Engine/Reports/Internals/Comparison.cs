namespace PluginAL.Engine.Reports.Internals;

/// <summary>Compares a strategy with random selection, and says what came out.</summary>
internal static class Comparison
{
    public static RandomComparison Of(
        string strategy, SortedDictionary<ulong, LearningCurve> curves, SortedDictionary<ulong, LearningCurve> random, MetricNames metrics)
    {
        var pairs = curves.Where(c => random.ContainsKey(c.Key)).Select(c => (Own: c.Value, Random: random[c.Key])).ToArray();
        var area = PairedDifference.Of(pairs.Select(p =>
        {
            var (from, to) = (Math.Max(p.Own.First, p.Random.First), Math.Min(p.Own.Last, p.Random.Last));
            return p.Own.Area(from, to) - p.Random.Area(from, to);
        }));
        var common = pairs.Length == 0 ? [] : pairs[0].Own.Labels.Where(l => pairs.All(p => p.Own.Has(l) && p.Random.Has(l)));
        var at = common.Select(l => KeyValuePair.Create((int)l, PairedDifference.Of(pairs.Select(p => p.Own.At(l) - p.Random.At(l)))));
        var sign = metrics.LowerIsBetter ? -1 : 1;
        var claim = area switch
        {
            { Low: null } => Claim.TooFewSeeds,
            { Low: > 0 } => sign > 0 ? Claim.Better : Claim.Worse,
            { High: < 0 } => sign > 0 ? Claim.Worse : Claim.Better,
            _ => Claim.NoDifference,
        };
        return new RandomComparison(area, [.. at], claim, Sentence(strategy, area, claim, metrics));
    }

    private static string Sentence(string strategy, PairedDifference area, Claim claim, MetricNames metrics)
    {
        var scale = metrics.PointsPerUnit ?? 1;
        var unit = metrics.PointsPerUnit is null ? $"of area ({metrics.First})" : $"points of area ({metrics.First})";
        // As many digits as tell the mean, the interval's width and, in a claim, its ends from nothing; without width, none do.
        double[] telling = claim is Claim.Better or Claim.Worse
            ? [area.Mean, area.High!.Value - area.Low!.Value, area.Low.Value, area.High.Value]
            : [area.Mean, (area.High - area.Low) ?? area.Mean];
        var smallest = telling.Select(v => Math.Abs(v * scale)).Where(v => v > 1e-6).DefaultIfEmpty(1).Min();
        var digits = Math.Clamp((int)Math.Ceiling(-Math.Log10(smallest)), 1, 4);
        var less = metrics.LowerIsBetter;
        return claim switch
        {
            Claim.TooFewSeeds when area.Seeds == 0 => $"{strategy} and random have no seed in common, so that nothing can be claimed.",
            Claim.TooFewSeeds => $"{strategy} is {Say(Math.Abs(area.Mean))} {unit} {(area.Mean < 0 ? "below" : "above")} random with one seed; one seed allows no claim: run it with five or more.",
            // The interval as an advantage: both ends positive in a win, whichever way the metric counts.
            Claim.Better => $"{strategy} is better than random by {Say(Math.Abs(area.Mean))} {unit}, 95 % interval {Interval(less)}, over {area.Seeds} seeds.",
            Claim.Worse => $"{strategy} is worse than random by {Say(Math.Abs(area.Mean))} {unit}, 95 % interval {Interval(!less)}, over {area.Seeds} seeds.",
            _ => $"No difference between {strategy} and random can be claimed: {Say(area.Mean)} {unit}, 95 % interval {Interval(false)}, over {area.Seeds} seeds.",
        };

        string Interval(bool turned) => turned ? $"{Say(-area.High!.Value)} to {Say(-area.Low!.Value)}" : $"{Say(area.Low!.Value)} to {Say(area.High!.Value)}";

        string Say(double value) => Words.Fixed(value * scale, digits);
    }
}
