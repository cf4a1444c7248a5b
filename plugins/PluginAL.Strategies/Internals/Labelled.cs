using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>The labelled rows of a selection with their signals, by ascending row.</summary>
internal static class Labelled
{
    /// <summary>The rows.</summary>
    /// <param name="context">The selection.</param>
    /// <param name="signals">The signals to keep.</param>
    /// <param name="candidates">What they are compared with: they are measured in the same unit.</param>
    public static PoolView View(QueryContext context, Signals signals, PoolView candidates) => PoolView.Of(context, Rows(context), signals, candidates.Unit);

    public static long[] Rows(QueryContext context)
    {
        long[] rows = [.. context.LabelledRows];
        Array.Sort(rows);
        return rows;
    }

    /// <summary>The class of each labelled row, by ascending row.</summary>
    public static int[] Classes(QueryContext context)
    {
        long[] rows = [.. context.LabelledRows];
        var classes = context.Labels.Select(label => label is ClassLabel one
            ? one.Class
            : throw PluginALException.Usage($"The task is {context.Task}, but this strategy needs labels of one class; choose another strategy.")).ToArray();
        Array.Sort(rows, classes);
        return classes;
    }

    /// <summary>The labelled rows, or the latest of them, with the class of each, by ascending row.</summary>
    public static (long[] Rows, int[] Classes) Latest(QueryContext context, int most)
    {
        var (all, classes) = (Rows(context), Classes(context));
        long[] latest = [.. context.LabelledRows.TakeLast(most)];
        Array.Sort(latest);
        return (latest, Array.ConvertAll(latest, row => classes[Array.BinarySearch(all, row)]));
    }

    /// <summary>The labels of each labelled row, by ascending row.</summary>
    public static ReadOnlyMemory<int>[] LabelSets(QueryContext context)
    {
        long[] rows = [.. context.LabelledRows];
        var sets = context.Labels.Select(label => label is MultiLabel several
            ? several.Classes.AsMemory()
            : throw PluginALException.Usage($"The task is {context.Task}, but this strategy needs rows with any number of labels; choose another strategy.")).ToArray();
        Array.Sort(rows, sets);
        return sets;
    }

    /// <summary>The number of each labelled row, by ascending row.</summary>
    public static double[] Numbers(QueryContext context)
    {
        long[] rows = [.. context.LabelledRows];
        var numbers = context.Labels.Select(label => label is NumberLabel number
            ? number.Value
            : throw PluginALException.Usage($"The task is {context.Task}, but this strategy needs numbers; choose another strategy.")).ToArray();
        Array.Sort(rows, numbers);
        return numbers;
    }
}
