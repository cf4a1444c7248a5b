using System.Globalization;
using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>Ranks candidates by a learned linear function of <see cref="SelectorFeatures"/>.</summary>
internal static class LearnedSelector
{
    /// <summary>Candidates for each place, about as many as in training.</summary>
    private const int Handful = 100;

    /// <summary>Reads the numbers that the training wrote into a resource of this assembly: a line each, after lines of comment.</summary>
    public static double[] Weights(string resource)
    {
        using var stream = typeof(LearnedSelector).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The assembly lacks the resource {resource}.");
        using var reader = new StreamReader(stream);
        double[] weights = [.. reader.ReadToEnd()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(line => line[0] != '#')
            .Select(line => double.Parse(line, CultureInfo.InvariantCulture))];
        return weights.Length == SelectorFeatures.Terms
            ? weights
            : throw new InvalidOperationException($"The resource {resource} has {weights.Length} numbers for {SelectorFeatures.Terms} terms; train it again.");
    }

    /// <summary>
    /// For each place of the batch the row with the highest value of a random handful, as in training: the best of a whole pool would be
    /// rows such as training never saw, and twins. Rows without a value come last.
    /// </summary>
    public static IReadOnlyList<SelectedRow> Select(QueryContext context, int count, double[] weights)
    {
        var labelled = new int[Math.Max(1, context.Classes.Count)];
        foreach (var label in context.Labels.OfType<ClassLabel>())
        {
            labelled[label.Class]++;
        }

        var drawn = RowDraw.Uniform(context.Candidates, [], (int)Math.Min((long)Handful * count, int.MaxValue / 2), context.Random.For("handful"));
        var values = new Dictionary<long, double>(drawn.Count);
        var terms = new double[SelectorFeatures.Terms];
        context.ForEachBlock([.. drawn.Order()], (in SignalBlock block) =>
        {
            for (var i = 0; i < block.Count; i++)
            {
                SelectorFeatures.Fill(block.Probabilities.Slice(i * block.ClassCount, block.ClassCount), labelled, terms);
                var value = SelectorFeatures.Value(weights, terms);
                values[block.Row(i)] = double.IsFinite(value) ? value : double.NegativeInfinity;
            }
        });

        // Hands of equal size to within one row; there are at least as many rows as places.
        return [.. Enumerable.Range(0, count)
            .Select(place =>
            {
                context.Cancellation.ThrowIfCancellationRequested();
                return drawn.Where((_, i) => i % count == place).MaxBy(row => (values[row], -row));
            })
            .OrderByDescending(row => values[row])
            .ThenBy(row => row)
            .Select(row => new SelectedRow(row, double.IsFinite(values[row]) ? values[row] : 0))];
    }
}
