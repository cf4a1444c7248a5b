namespace PluginAL.Learners.Internals;

/// <summary>
/// Ridge regression over centred rows X (n, A) by the smaller of two equal systems, (X′X + λI) w = X′y of A unknowns, or w = X′a with
/// (XX′ + λI) a = y of n (Hoerl and Kennard 1970, "Ridge regression"; Saunders, Gammerman and Vovk 1998 for the second). Float64.
/// </summary>
internal sealed class RidgeSystem
{
    /// <summary>The most unknowns, for the matrix is solved whole: O(m³).</summary>
    public const int MostUnknowns = 2000;

    /// <summary>The most numbers of the factor that the variance needs: 32 MiB.</summary>
    public const int MostFactor = 1 << 22;

    private const int RowsAtOnce = 64;

    private readonly RegressionRows _rows;
    private readonly double[] _centred;

    private RidgeSystem(RegressionRows rows, CancellationToken cancellation)
    {
        _rows = rows;
        Dual = rows.Active > rows.Count;
        Unknowns = Math.Min(rows.Active, rows.Count);
        Gram = new double[Unknowns * Unknowns];
        if (Dual)
        {
            _centred = new double[rows.Count * rows.Active];
            for (var i = 0; i < rows.Count; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                rows.CopyTo(i, _centred.AsSpan(i * rows.Active, rows.Active));
                for (var j = 0; j <= i; j++)
                {
                    Gram[(i * Unknowns) + j] = Doubles.Dot(_centred.AsSpan(i * rows.Active, rows.Active), _centred.AsSpan(j * rows.Active, rows.Active));
                }
            }

            Right = rows.Numbers;
        }
        else
        {
            _centred = [];
            Right = new double[Unknowns];
            var block = new double[RowsAtOnce * Unknowns];
            for (var first = 0; first < rows.Count; first += RowsAtOnce)
            {
                cancellation.ThrowIfCancellationRequested();
                Add(first, Math.Min(RowsAtOnce, rows.Count - first), block);
            }
        }

        for (var i = 0; i < Unknowns; i++)
        {
            for (var j = 0; j < i; j++)
            {
                Gram[(j * Unknowns) + i] = Gram[(i * Unknowns) + j];
            }
        }
    }

    /// <summary>Whether the unknowns are those of the rows.</summary>
    public bool Dual { get; }

    /// <summary>m.</summary>
    public int Unknowns { get; }

    /// <summary>X′X or XX′, (m, m).</summary>
    public double[] Gram { get; }

    /// <summary>X′y or y.</summary>
    public double[] Right { get; }

    /// <summary>The system of some rows; null where it is too large to be solved whole.</summary>
    public static RidgeSystem? Of(RegressionRows rows, CancellationToken cancellation)
    {
        long m = Math.Min(rows.Active, rows.Count);
        return m <= MostUnknowns && m * rows.Active <= MostFactor ? new RidgeSystem(rows, cancellation) : null;
    }

    /// <summary>The model for a penalty λ.</summary>
    public LinearRegressor Solve(string learner, double lambda, CancellationToken cancellation)
    {
        var (m, active) = (Unknowns, _rows.Active);
        var lower = Cholesky.Factor(Gram, m, lambda, cancellation);
        var solution = Right.AsSpan().ToArray();
        Cholesky.Forward(lower, m, solution);
        Cholesky.Backward(lower, m, solution);
        var weights = solution;
        if (Dual)
        {
            weights = new double[active];
            for (var i = 0; i < m; i++)
            {
                Doubles.AddScaled(weights, solution[i], _centred.AsSpan(i * active, active));
            }
        }

        // L⁻¹ of the identity or of X, a column for each of the A columns: L⁻¹ (x − x̄) is then a sum of them.
        var factor = new double[active * m];
        for (var d = 0; d < active; d++)
        {
            cancellation.ThrowIfCancellationRequested();
            var column = factor.AsSpan(d * m, m);
            if (!Dual)
            {
                column[d] = 1;
                Cholesky.Forward(lower, m, column, d);
                continue;
            }

            for (var i = 0; i < m; i++)
            {
                column[i] = _centred[(i * active) + d];
            }

            Cholesky.Forward(lower, m, column);
        }

        var noise = Noise(_rows, weights, lambda);
        return new LinearRegressor(learner, _rows, weights, noise, noise / lambda, Dual, factor, m);
    }

    /// <summary>σ² = (Σ (y − ŷ)² + λ‖w‖²) ÷ (n − 1): the likeliest noise once w ~ N(0, σ²/λ) and the intercept are integrated out; never quite nothing.</summary>
    public static double Noise(RegressionRows rows, double[] weights, double lambda)
    {
        var offset = Doubles.Dot(rows.Means, weights);
        var (sum, total) = (lambda * Doubles.Dot(weights, weights), 0.0);
        for (var i = 0; i < rows.Count; i++)
        {
            var residual = rows.Numbers[i] - (rows.DotRaw(i, weights) - offset);
            sum += residual * residual;
            total += rows.Numbers[i] * rows.Numbers[i];
        }

        var freedom = Math.Max(1, rows.Count - 1);
        var scale = total > 0 ? total / freedom : rows.Mean != 0 ? rows.Mean * rows.Mean : 1;
        return Math.Max(sum / freedom, 1e-12 * scale);
    }

    /// <summary>Adds some rows to X′X and X′y.</summary>
    private void Add(int first, int count, double[] block)
    {
        var m = Unknowns;
        for (var i = 0; i < count; i++)
        {
            var row = block.AsSpan(i * m, m);
            _rows.CopyTo(first + i, row);
            Doubles.AddScaled(Right, _rows.Numbers[first + i], row);
        }

        for (var d = 0; d < m; d++)
        {
            var target = Gram.AsSpan(d * m, d + 1);
            for (var i = 0; i < count; i++)
            {
                var row = block.AsSpan(i * m, m);
                if (row[d] != 0)
                {
                    Doubles.AddScaled(target, row[d], row[..(d + 1)]);
                }
            }
        }
    }
}
