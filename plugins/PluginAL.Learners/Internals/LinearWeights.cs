using PluginAL.Abstractions;

namespace PluginAL.Learners.Internals;

/// <summary>The numbers of a linear model with K outputs: z = xW + b.</summary>
/// <param name="layout">The layout of the features.</param>
/// <param name="width">D.</param>
/// <param name="columns">Sparse only: the columns with weights, ascending.</param>
/// <param name="values">Dense: (D, K). Sparse: (columns, K).</param>
/// <param name="intercepts">K.</param>
/// <param name="others">Sparse only: K weights of every other column; null: zero.</param>
internal sealed class LinearWeights(FeatureLayout layout, int width, int[] columns, float[] values, float[] intercepts, float[]? others = null)
{
    private readonly Lazy<int[]> _slots = new(() =>
    {
        var slots = new int[width];
        for (var i = 0; i < columns.Length; i++)
        {
            slots[columns[i]] = i + 1;
        }

        return slots;
    });

    public FeatureLayout Layout { get; } = layout;

    public int Width { get; } = width;

    /// <summary>K.</summary>
    public int Outputs { get; } = intercepts.Length;

    public int[] Columns { get; } = columns;

    public float[] Values { get; } = values;

    public float[] Intercepts { get; } = intercepts;

    public float[] Others { get; } = others ?? new float[intercepts.Length];

    /// <summary>Sparse only: for each of the D columns its place among <see cref="Columns"/> plus one, or 0.</summary>
    public int[] Slots => _slots.Value;

    /// <summary>The K weights of a column; empty where it has none of its own.</summary>
    public ReadOnlySpan<float> Of(int column)
    {
        var at = Layout == FeatureLayout.Dense ? column : Slots[column] - 1;
        return at < 0 ? [] : Values.AsSpan(at * Outputs, Outputs);
    }
}
