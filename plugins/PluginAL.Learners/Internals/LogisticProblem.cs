namespace PluginAL.Learners.Internals;

/// <summary>
/// F(W) = ½‖W‖² + C·Σᵢ −ln p(yᵢ | xᵢ; W) over packed rows, with K scores a row: K ≥ 3 softmax, K = 1 the logistic function of two classes.
/// The intercepts are parameters like the others but carry no penalty. Parameters, logits and everything in their
/// shape live in padded arrays (a multiple of eight long) whose padding stays zero; each problem has its own layout.
/// </summary>
internal abstract class LogisticProblem(int rows, int scores, int[] labels, double c)
{
    /// <summary>Rows n.</summary>
    public int Rows { get; } = rows;

    /// <summary>Scores a row, K.</summary>
    public int Scores { get; } = scores;

    /// <summary>n labels in [0, K), or in {0, 1} where K = 1.</summary>
    protected int[] Labels { get; } = labels;

    /// <summary>Weight of the loss against the penalty.</summary>
    public float C { get; } = (float)c;

    /// <summary>Length of a parameter vector.</summary>
    public abstract int ParameterLength { get; }

    /// <summary>Length of an array of logits.</summary>
    public abstract int LogitLength { get; }

    /// <summary>logits ← XW + intercepts.</summary>
    public abstract void Forward(float[] parameters, float[] logits);

    /// <summary>probabilities ← softmax(logits); returns Σ −ln p(yᵢ).</summary>
    public abstract double Probabilities(float[] logits, float[] probabilities);

    /// <summary>Σᵢ Σₖ (pᵢₖ − yᵢₖ) dᵢₖ: the loss's slope along a direction given by its logits.</summary>
    public abstract double Slope(float[] probabilities, float[] directionLogits);

    /// <summary>gradient ← penalised(W) + C·Xᵀ(P − Y).</summary>
    public abstract void Gradient(float[] parameters, float[] probabilities, float[] gradient);

    /// <summary>result ← H·direction, with the Hessian H at the probabilities. Returns directionᵀ H direction.</summary>
    public abstract double Curvature(float[] direction, float[] probabilities, float[] result);

    /// <summary>Prepares <see cref="Precondition"/> at the probabilities.</summary>
    public abstract void BuildPreconditioner(float[] probabilities);

    /// <summary>result ← M⁻¹·residual, M close to the Hessian.</summary>
    public abstract void Precondition(float[] residual, float[] result);

    /// <summary>aᵀb without the intercepts.</summary>
    public abstract double PenalisedDot(float[] a, float[] b);

    /// <summary>A step of conjugate gradients: solution ← solution + α·search, residual ← residual − α·product.</summary>
    /// <returns>residualᵀ M⁻¹ residual; <paramref name="preconditioned"/> may then hold M⁻¹ residual, or not.</returns>
    public virtual double Advance(float alpha, float[] search, float[] product, float[] solution, float[] residual, float[] preconditioned)
    {
        Vectors.AddScaled(solution, alpha, search);
        Vectors.AddScaled(residual, -alpha, product);
        Precondition(residual, preconditioned);
        return Vectors.Dot(residual, preconditioned);
    }

    /// <summary>search ← M⁻¹ residual + β·search, right after <see cref="Advance"/>.</summary>
    public virtual void Turn(float beta, float[] search, float[] residual, float[] preconditioned) =>
        Vectors.ScaleThenAdd(search, beta, preconditioned);
}
