using System.Globalization;
using PluginAL.Abstractions;
using PluginAL.Scoring;

namespace PluginAL.Strategies;

/// <summary>Ranks candidates by a learned linear function of <see cref="SelectorFeatures"/>.</summary>
internal static class LearnedSelector
{
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

    /// <summary>The candidates with the highest values, equal ones by row; those without one last.</summary>
    public static IReadOnlyList<SelectedRow> Select(QueryContext context, int count, double[] weights)
    {
        var labelled = new int[Math.Max(1, context.Classes.Count)];
        foreach (var label in context.Labels.OfType<ClassLabel>())
        {
            labelled[label.Class]++;
        }

        var best = new TopK(count);
        var terms = new double[SelectorFeatures.Terms];
        var rest = new List<long>();
        context.ForEachBlock((in SignalBlock block) =>
        {
            for (var i = 0; i < block.Count; i++)
            {
                SelectorFeatures.Fill(block.Probabilities.Slice(i * block.ClassCount, block.ClassCount), labelled, terms);
                var value = (float)SelectorFeatures.Value(weights, terms);
                if (float.IsFinite(value))
                {
                    best.Add(value, block.Row(i));
                }
                else if (rest.Count < count)
                {
                    rest.Add(block.Row(i));
                }
            }
        });
        return [.. best.ToArray().Select(row => new SelectedRow(row.Row, row.Score)).Concat(rest.Select(row => new SelectedRow(row, 0))).Take(count)];
    }
}
