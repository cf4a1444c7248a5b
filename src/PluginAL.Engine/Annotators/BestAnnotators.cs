namespace PluginAL.Engine.Annotators;

/// <summary>
/// Any strategy that chooses rows, with annotators put beside them: each row, best first, goes to those who are thought to do best. What single-annotator strategies say of
/// rows stays as it is.
/// </summary>
/// <param name="rows">Scores the candidates: the higher, the more worth labelling. Null: by uncertainty, 1 − p₁.</param>
/// <param name="perRow">Annotators for each row, at least 1.</param>
/// <param name="skill">How well each annotator does. Null: the upper ends of <see cref="AnnotatorInterval"/>, so that who has answered little is tried.</param>
public sealed class BestAnnotators(Func<AnnotatorContext, double[]>? rows = null, int perRow = 1, Func<AnnotatorContext, double[]>? skill = null) : IAnnotatorStrategy
{
    /// <inheritdoc/>
    public IReadOnlyList<AnnotatorQuery> Select(AnnotatorContext context, int count)
    {
        ArgumentNullException.ThrowIfNull(context);
        var scores = rows is null ? context.Uncertainty() : rows(context);
        var skills = skill is null ? [.. AnnotatorInterval.Of(context.Labels).Select(interval => interval.Upper)] : skill(context);
        var queries = new List<AnnotatorQuery>(count);
        var asked = new int[context.Labels.AnnotatorCount];
        foreach (var at in Enumerable.Range(0, scores.Length).OrderByDescending(i => scores[i]).ThenBy(i => i))
        {
            var row = context.Candidates[at];

            // Equals take turns, so that a batch is shared out among them.
            foreach (var annotator in Enumerable.Range(0, asked.Length).Where(a => context.CanAsk(row, a)).OrderByDescending(a => skills[a]).ThenBy(a => asked[a]).ThenBy(a => a).Take(perRow))
            {
                asked[annotator]++;
                queries.Add(new AnnotatorQuery(row, annotator, scores[at], false));
                if (queries.Count == count)
                {
                    return queries;
                }
            }
        }

        return queries;
    }
}
