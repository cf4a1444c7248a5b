using PluginAL.Engine.Measurement;

namespace PluginAL.Engine.Annotators;

/// <summary>
/// ActiveLab in a loop (Goh and Mueller 2023): labelled and unlabelled rows stand on one scale, how sure their class is (<see cref="ActiveLab"/>), and the least sure come first, whether
/// that asks a second annotator about a disputed row or a first one about a new row. Each goes to the annotator of the greatest weight who has not labelled it.
/// </summary>
/// <remarks>A row is asked about once in a batch, and no annotator gets more than <see cref="Share"/> of it while others can be asked. Before the first model: candidates in
/// order of row, annotators in turn.</remarks>
public sealed class Relabelling : IAnnotatorStrategy
{
    /// <summary>The greatest share of a batch that one annotator gets, in (0, 1].</summary>
    /// <value>1: all of it may go to the best.</value>
    public double Share { get; init; } = 1;

    /// <inheritdoc/>
    public IReadOnlyList<AnnotatorQuery> Select(AnnotatorContext context, int count)
    {
        ArgumentNullException.ThrowIfNull(context);
        var annotators = context.Labels.AnnotatorCount;
        var (order, weights) = context.LabelledProbabilities.IsEmpty ? Unscored(context) : Scored(context);
        var most = Math.Max((int)Math.Ceiling(Share * count), (count + annotators - 1) / annotators);
        var asked = new int[annotators];
        var queries = new List<AnnotatorQuery>(count);
        foreach (var (row, sureness, again) in order)
        {
            var best = -1;
            for (var a = 0; a < annotators; a++)
            {
                if (asked[a] < most && context.CanAsk(row, a) && (best < 0 || weights[a] > weights[best] || (weights[a] == weights[best] && asked[a] < asked[best])))
                {
                    best = a;
                }
            }

            if (best < 0)
            {
                continue;
            }

            asked[best]++;
            queries.Add(new AnnotatorQuery(row, best, 1 - sureness, again));
            if (queries.Count == count)
            {
                break;
            }
        }

        return queries;
    }

    private static (IEnumerable<(long Row, double Sureness, bool Again)> Order, IReadOnlyList<double> Weights) Unscored(AnnotatorContext context) => (
        context.Candidates.Select(row => (row, 0.0, false)), new double[context.Labels.AnnotatorCount]);

    private static (IEnumerable<(long Row, double Sureness, bool Again)> Order, IReadOnlyList<double> Weights) Scored(AnnotatorContext context)
    {
        var (labels, annotators) = (context.Labels, context.Labels.AnnotatorCount);
        long[] rows = [.. labels.Rows];
        var dense = new int[rows.Length * annotators];
        Array.Fill(dense, ActiveLab.NoLabel);
        for (var i = 0; i < rows.Length; i++)
        {
            foreach (var (annotator, @class) in labels.Of(rows[i]))
            {
                dense[(i * annotators) + annotator] = @class;
            }
        }

        var scores = ActiveLab.Score(dense, annotators, context.LabelledProbabilities.Span, context.CandidateProbabilities.Span, labels.ClassCount);
        var all = rows.Select((row, i) => (Row: row, Sureness: scores.LabelledScores[i], Again: true))
            .Concat(context.Candidates.Select((row, i) => (Row: row, Sureness: scores.UnlabelledScores[i], Again: false)));
        return (all.OrderBy(one => one.Sureness).ThenBy(one => one.Row), scores.AnnotatorWeights);
    }
}
