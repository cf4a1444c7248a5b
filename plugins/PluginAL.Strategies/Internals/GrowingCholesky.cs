namespace PluginAL.Strategies;

/// <summary>
/// The Cholesky factor of a kernel matrix that grows by one row at a time, kept for all n rows: what is left of each row's own kernel after
/// those that were added, vᵢ = kᵢᵢ − kᵢₛ Kₛₛ⁻¹ kₛᵢ. O(n · k) for the k-th row (Chen, Zhang and Zhou 2018, "Fast greedy MAP inference for determinantal point
/// process"; Gaussian process regression, Rasmussen and Williams 2006, chapter 2).
/// </summary>
/// <param name="diagonal">kᵢᵢ of each row; taken over as <see cref="Left"/>.</param>
internal sealed class GrowingCholesky(float[] diagonal)
{
    private readonly List<float[]> _columns = [];

    /// <summary>vᵢ of each row.</summary>
    public float[] Left { get; } = diagonal;

    /// <summary>Adds a row.</summary>
    /// <param name="pivot">The row, vₚ above 0.</param>
    /// <param name="kernel">kᵢₚ for each row i; overwritten by the new column of the factor.</param>
    /// <returns>The new column eᵢ = (kᵢₚ − Σ_j c_ji c_jp) ÷ √vₚ; Left falls by its square.</returns>
    public float[] Add(int pivot, float[] kernel)
    {
        var root = Math.Sqrt(Left[pivot]);
        var at = _columns.ConvertAll(column => column[pivot]);
        Parts.ForEach(kernel.Length, default, (first, count) =>
        {
            for (var j = 0; j < _columns.Count; j++)
            {
                var (column, factor) = (_columns[j], at[j]);
                for (var i = first; i < first + count; i++)
                {
                    kernel[i] -= column[i] * factor;
                }
            }

            for (var i = first; i < first + count; i++)
            {
                kernel[i] = (float)(kernel[i] / root);
                Left[i] = Math.Max(0, Left[i] - (kernel[i] * kernel[i]));
            }
        });
        _columns.Add(kernel);
        return kernel;
    }
}
