using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>Lengths of rows of features.</summary>
internal static class Lengths
{
    /// <summary>‖(x, 1)‖.</summary>
    public static double WithIntercept(in FeatureBlock features, int row)
    {
        var values = features.Layout == FeatureLayout.Dense
            ? features.Values.Slice(row * features.Width, features.Width)
            : features.Values[(int)(features.RowOffsets[row] - features.RowOffsets[0])..(int)(features.RowOffsets[row + 1] - features.RowOffsets[0])];
        var squared = 1.0;
        foreach (var value in values)
        {
            squared += (double)value * value;
        }

        return Math.Sqrt(squared);
    }
}
