using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>
/// The default, for those who do not want to choose a strategy. It starts from typical rows, one of each dense region that has no label
/// yet; then takes rows that the model doubts, spread over the pool by weighted k-means; always draws some at random; and draws most at
/// random when choosing finds no more mistakes than chance does.
/// </summary>
/// <remarks>
/// <para>Cold (no model, or labels of one class): k-means of a sample into as many clusters as there are labels and rows to choose; from each
/// of the largest clusters without a label the row that lies closest to its neighbours (Hacohen, Dekel and Weinshall 2022, "Active learning on a
/// budget", TypiClust). Classes without a label keep a share of each batch for this.</para>
/// <para>Warm: the rows with the smallest margins, from a share of the pool that shrinks as labels come (<see cref="AutoOptions.Breadth"/>), are
/// clustered with their doubt as weight, and of each cluster the row nearest to the centre is taken (Zhdanov 2019, "Diverse mini-batch
/// active learning"). A row that all but repeats a labelled or a chosen one is passed over. While predictions fall on far fewer classes than the labels
/// do, though classes seem about equally common, twice as many clusters are made, and the next row is always of the class with the fewest labels so
/// far: an early model often leaves out the classes that chance gave few labels, and its doubts only concern the others.</para>
/// <para>Random: <see cref="AutoOptions.Random"/> of the batch; all but that share where the evidence is against choosing.</para>
/// <para>Cost: one pass over the pool for the margins; for the rest at most 4,096 rows, whatever the pool's size.</para>
/// </remarks>
[Strategy("auto", Summary = "Typical rows first, then doubtful and diverse ones, some at random always, most at random where choosing does not help.",
    Needs = Signals.Probabilities | Signals.Embeddings, ColdStart = ColdStartPolicy.Handled)]
public sealed class Auto(AutoOptions options) : ICompositeStrategy, IStatefulStrategy
{
    private const string Doubt = "margin";

    /// <summary>Rows that are looked at together, at most.</summary>
    private const int Most = 4096;

    /// <summary>Classes that <see cref="AutoOptions.Breadth"/> counts, at most.</summary>
    private const int MostClasses = 10;

    /// <summary>Predictions that fall on fewer classes than this part of those labelled leave classes out.</summary>
    private const double Few = 0.7;

    private readonly AutoEvidence _evidence = new();

    /// <inheritdoc/>
    public IReadOnlyList<string> Inner => [Doubt];

    /// <inheritdoc/>
    public IReadOnlyList<SelectedRow> Select(QueryContext context, int count)
    {
        ArgumentNullException.ThrowIfNull(context);
        _evidence.Learn(context.LabelledRows, context.Labels);
        var seen = context.Labels.OfType<ClassLabel>().Select(label => label.Class).ToHashSet();
        var batch = new AutoBatch(context, count);
        var random = Share(count, options.Random, context.Random);
        if (_evidence.AgainstChoosing)
        {
            context.Log.Information($"Round {context.Round}: chosen rows held fewer mistakes than random ones, so most rows are drawn at random.");
            random = Math.Max(random, count - Math.Max(1, Share(count, options.Random, context.Random)));
        }

        var choose = count - random;
        if (context.Model is null || seen.Count < 2)
        {
            batch.AddTypical(Sample(context, batch.Unit), choose);
        }
        else
        {
            var unseen = (double)(context.Classes.Count - seen.Count) / context.Classes.Count;
            var typical = (int)(choose * unseen / 2);
            if (typical > 0)
            {
                batch.AddTypical(Sample(context, batch.Unit), typical);
            }

            var labels = LeftOut(context, seen.Count);
            batch.AddDoubtful(ShortList.Read(context, Doubtful(context, count), batch.Unit, labels), choose - typical, labels);
        }

        var rows = batch.Complete(context.Random);
        foreach (var (row, predicted) in batch.Predictions(rows.Select(row => row.Row)))
        {
            if (predicted >= 0)
            {
                _evidence.Expect(row, batch.IsRandom(row), predicted);
            }
        }

        return rows;
    }

    /// <inheritdoc/>
    public void SaveState(Stream stream) => _evidence.Save(stream);

    /// <inheritdoc/>
    public void RestoreState(Stream stream) => _evidence.Restore(stream);

    /// <summary>A share of a batch in whole rows; what is left over decides by chance.</summary>
    private static int Share(int count, double share, RandomSource random)
    {
        var whole = (int)(count * share);
        return whole + (random.For("share").Uniform(0) < (count * share) - whole ? 1 : 0);
    }

    /// <summary>How many labels each class has, where predictions leave classes out; null where they do not, and with two classes, which every doubt is between.</summary>
    private static int[]? LeftOut(QueryContext context, int seen)
    {
        if (seen < 3)
        {
            return null;
        }

        var labels = ClassCounts.Of(context.Labels.OfType<ClassLabel>().Select(label => label.Class), context.Classes.Count);
        var predicted = ClassCounts.Of(Sample(context, null).Predicted, context.Classes.Count);
        return ClassCounts.AreEven(labels) && ClassCounts.Effective(predicted) < Few * ClassCounts.Effective(labels) ? labels : null;
    }

    private static ShortList Sample(QueryContext context, double? unit) =>
        ShortList.Read(context, RowDraw.Sample(context.Candidates, Most, context.Random.For("sample")).Rows(), unit);

    /// <summary>The rows with the smallest margins of a share of the pool.</summary>
    private IEnumerable<long> Doubtful(QueryContext context, int count)
    {
        var ratio = options.Breadth > 0 ? context.Labels.Count / (options.Breadth * Math.Min(context.Classes.Count, MostClasses)) : double.PositiveInfinity;
        var share = 1 / (1 + Math.Pow(ratio, 1.5));
        var candidates = context.Candidates;
        var least = Math.Min(candidates.Count, Math.Min((long)options.Factor * count, Most));
        var length = (int)Math.Clamp((long)Math.Ceiling(share * candidates.Count), least, Math.Max(least, Most));
        if (share * candidates.Count > Most)
        {
            candidates = RowDraw.Sample(candidates, Math.Max(length, (long)(Most / share)), context.Random.For("doubtful"));
        }

        return context.Select(Doubt, candidates, (int)Math.Min(length, candidates.Count)).Select(row => row.Row);
    }
}
