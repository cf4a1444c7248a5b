namespace PluginAL.Engine.Acquisition;

/// <summary>A row whose missing values are filled in with what the others lead one to expect.</summary>
/// <param name="Values">D values: those that were there, and the expected ones.</param>
/// <param name="Missing">The columns that were missing, ascending.</param>
/// <param name="Covariance">(m, m) covariance of the m missing values, given those that are there, row after row.</param>
public sealed record ImputedRow(IReadOnlyList<float> Values, IReadOnlyList<int> Missing, IReadOnlyList<double> Covariance)
{
    /// <summary>The variance of a missing value.</summary>
    /// <param name="index">Its position in <see cref="Missing"/>.</param>
    /// <returns>The variance.</returns>
    public double Variance(int index) => Covariance[(index * Missing.Count) + index];

    /// <summary>The row as it is expected to be once a missing value is known: the other ones move with it.</summary>
    /// <param name="index">The value's position in <see cref="Missing"/>.</param>
    /// <param name="value">What it is.</param>
    /// <returns>D values.</returns>
    public float[] With(int index, double value)
    {
        float[] row = [.. Values];
        var variance = Variance(index);
        var moved = value - Values[Missing[index]];
        for (var other = 0; other < Missing.Count; other++)
        {
            row[Missing[other]] += (float)(variance > 0 ? Covariance[(other * Missing.Count) + index] / variance * moved : 0);
        }

        row[Missing[index]] = (float)value;
        return row;
    }
}
