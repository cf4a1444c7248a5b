using System.Globalization;
using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>Lists within one option: strategies or numbers with + between them, as in <c>inner=margin+gini</c>.</summary>
internal static class InnerList
{
    /// <summary>The strategies of a list.</summary>
    public static IReadOnlyList<string> Parse(string plugin, string text, int least)
    {
        string[] names = text.Split('+', StringSplitOptions.TrimEntries);
        if (names.Length < least || names.Any(name => name.Length == 0) || names.Distinct(StringComparer.Ordinal).Count() < names.Length)
        {
            throw PluginALException.Usage(
                $"Option 'inner' of '{plugin}' is '{text}'; give {(least > 1 ? "two or more different strategies" : "one or more strategies")} with + between them, as in margin+gini.");
        }

        return names;
    }

    /// <summary>A weight for each of some strategies; empty text: one each.</summary>
    public static double[] Weights(string plugin, string text, int count)
    {
        if (text.Length == 0)
        {
            return [.. Enumerable.Repeat(1.0, count)];
        }

        var parts = text.Split('+', StringSplitOptions.TrimEntries);
        var weights = new double[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!double.TryParse(parts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out weights[i]) || !(weights[i] >= 0) || double.IsInfinity(weights[i]))
            {
                throw PluginALException.Usage($"Option 'weights' of '{plugin}' has '{parts[i]}'; give numbers of at least 0 with + between them, as in 0.7+0.3.");
            }
        }

        return parts.Length == count
            ? weights
            : throw PluginALException.Usage($"Option 'weights' of '{plugin}' has {parts.Length} numbers for {count} strategies; give one for each.");
    }
}
