using PluginAL.Abstractions;

namespace PluginAL.Learners.Internals;

/// <summary>Refuses rows that a model was not made for.</summary>
internal static class FeatureCheck
{
    /// <summary>Another layout or width.</summary>
    public static void Rows(in FeatureBlock rows, FeatureLayout layout, int width, string learner)
    {
        if (rows.Layout != layout || rows.Width != width)
        {
            throw PluginALException.Input(
                $"The rows have {rows.Width} {Name(rows.Layout)} columns; this '{learner}' model was fitted on {width} {Name(layout)} ones. "
                + "Use the features that it was fitted on, or fit it anew.");
        }
    }

    /// <summary>Columns that there are not.</summary>
    public static void Columns(in FeatureBlock rows)
    {
        foreach (var column in rows.Columns)
        {
            if ((uint)column >= (uint)rows.Width)
            {
                throw PluginALException.Input(
                    $"A row to be predicted has a value in column {column}; the columns are 0 to {rows.Width - 1}. Verify the pool.");
            }
        }
    }

    /// <summary>Room for another number of values.</summary>
    public static void Room(int rows, int values, int room)
    {
        if (room != (long)rows * values)
        {
            throw new ArgumentException($"There is room for {room} values; {rows} rows of {values} need {(long)rows * values}.", nameof(room));
        }
    }

    private static string Name(FeatureLayout layout) => layout == FeatureLayout.Dense ? "dense" : "sparse";
}
