using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>The labelled rows of a selection with their signals, by ascending row.</summary>
internal static class Labelled
{
    public static PoolView View(QueryContext context, Signals signals) => PoolView.Of(context, Rows(context), signals);

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
