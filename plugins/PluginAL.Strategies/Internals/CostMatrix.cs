using System.Globalization;
using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>Costs C[true class, decision] as an option: rows with / between them, numbers with spaces, such as <c>0 1 5/2 0 1/1 3 0</c>.</summary>
internal static class CostMatrix
{
    /// <summary>Reads costs; none where the text is empty.</summary>
    /// <exception cref="PluginALException">They are not a square of finite numbers.</exception>
    public static double[][] Parse(string plugin, string text)
    {
        string[][] cells = text.Length == 0
            ? []
            : [.. text.Split('/').Select(row => row.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
        return Array.ConvertAll(cells, row => Array.ConvertAll(row, cell =>
            row.Length == cells.Length && double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var cost) && double.IsFinite(cost)
                ? cost
                : throw PluginALException.Usage(
                    $"Option 'costs' of '{plugin}' is '{text}', not a square of numbers; give one row for each class, such as '0 1/5 0'.")));
    }

    /// <summary>Refuses costs of another number of classes.</summary>
    public static void Require(string plugin, double[][] costs, int classes)
    {
        if (costs.Length > 0 && costs.Length != classes)
        {
            throw PluginALException.Usage($"Option 'costs' of '{plugin}' has {costs.Length} rows for {classes} classes; give one row for each class.");
        }
    }
}
