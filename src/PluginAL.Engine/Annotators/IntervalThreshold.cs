namespace PluginAL.Engine.Annotators;

/// <summary>
/// IEThresh (Donmez, Carbonell and Schneider 2009, "Efficiently learning the accuracy of labeling sources for selective sampling"): the most uncertain rows go to all annotators whose upper bound of
/// accuracy reaches ε times the best one's (<see cref="AnnotatorInterval"/>). At first all are asked; those who disagree drop out, and who has answered little stays in.
/// </summary>
/// <param name="epsilon">ε, in [0, 1].</param>
/// <param name="alpha">α of the intervals, in (0, 1).</param>
public sealed class IntervalThreshold(double epsilon = 0.9, double alpha = 0.05) : IAnnotatorStrategy
{
    /// <summary>The annotators that are asked, best first.</summary>
    /// <param name="intervals">The interval of each annotator.</param>
    /// <returns>At least one.</returns>
    public IReadOnlyList<int> Trusted(IReadOnlyList<AnnotatorInterval> intervals)
    {
        ArgumentNullException.ThrowIfNull(intervals);
        var least = epsilon * intervals.Max(interval => interval.Upper);
        return [.. Enumerable.Range(0, intervals.Count).Where(a => intervals[a].Upper >= least).OrderByDescending(a => intervals[a].Upper).ThenBy(a => a)];
    }

    /// <inheritdoc/>
    public IReadOnlyList<AnnotatorQuery> Select(AnnotatorContext context, int count)
    {
        ArgumentNullException.ThrowIfNull(context);
        var trusted = Trusted(AnnotatorInterval.Of(context.Labels, alpha));
        var uncertainty = context.Uncertainty();
        return
        [
            .. Enumerable.Range(0, uncertainty.Length).OrderByDescending(i => uncertainty[i]).ThenBy(i => i)
                .SelectMany(i => trusted.Where(a => context.CanAsk(context.Candidates[i], a)).Select(a => new AnnotatorQuery(context.Candidates[i], a, uncertainty[i], false)))
                .Take(count),
        ];
    }
}
