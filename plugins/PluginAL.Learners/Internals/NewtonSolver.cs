using PluginAL.Abstractions;

namespace PluginAL.Learners.Internals;

/// <summary>
/// Minimises a <see cref="LogisticProblem"/> by Newton's method with truncated, preconditioned conjugate gradients. The logits of a step's
/// direction are computed once; its length is then searched for among logits, without touching the rows again. A product with
/// the Hessian needs no exponential, so it costs less than an evaluation of the objective, of which quasi-Newton methods need as many.
/// </summary>
internal static class NewtonSolver
{
    /// <summary>Each step's linear system is solved until its residual, in the preconditioner's norm, is this part of the gradient.</summary>
    private const double Forcing = 0.1;

    private const int MostProducts = 500;
    private const int MostTrials = 30;

    /// <summary>How it ended.</summary>
    /// <param name="Iterations">Newton steps taken.</param>
    /// <param name="Products">Products with the Hessian.</param>
    /// <param name="Converged">Whether the tolerance, or the limit of single precision, was reached.</param>
    /// <param name="Decrease">By how much of F another step was expected to lower it, at the end.</param>
    /// <param name="Objective">F at the end.</param>
    public readonly record struct Result(int Iterations, int Products, bool Converged, double Decrease, double Objective);

    /// <summary>Minimises.</summary>
    /// <param name="problem">What to minimise.</param>
    /// <param name="w">The start; the solution on return.</param>
    /// <param name="tolerance">Ends when a step is expected to lower F by less than this part of it.</param>
    /// <param name="iterations">The most steps.</param>
    /// <param name="cancellation">Looked at before every product.</param>
    public static Result Minimise(LogisticProblem problem, float[] w, double tolerance, int iterations, CancellationToken cancellation)
    {
        var length = problem.ParameterLength;
        var logits = new float[problem.LogitLength];
        var trialLogits = new float[problem.LogitLength];
        var stepLogits = new float[problem.LogitLength];
        var p = new float[problem.LogitLength];
        var trialP = new float[problem.LogitLength];
        var gradient = new float[length];
        var direction = new float[length];
        var residual = new float[length];
        var preconditioned = new float[length];
        var search = new float[length];
        var product = new float[length];
        double c = problem.C;
        var products = 0;
        var lastDecrease = double.PositiveInfinity;

        problem.Forward(w, logits);
        var penalty = problem.PenalisedDot(w, w);
        var objective = 0.5 * penalty + c * problem.Probabilities(logits, p);
        for (var iteration = 0; ; iteration++)
        {
            cancellation.ThrowIfCancellationRequested();
            problem.Gradient(w, p, gradient);
            problem.BuildPreconditioner(p);
            Vectors.Negate(residual, gradient);
            problem.Precondition(residual, preconditioned);
            var rz = Vectors.Dot(residual, preconditioned);
            var decrease = 0.5 * rz;

            // Single precision ends before the tolerance where steps have become small and no longer shrink.
            var converged = decrease <= tolerance * objective || (decrease <= 1e-6 * objective && decrease > 0.25 * lastDecrease);
            if (!double.IsFinite(decrease) || !double.IsFinite(objective))
            {
                throw PluginALException.Input(
                    $"Training overflowed in step {iteration}: the features are too large for single precision. Standardise the columns.");
            }

            if (converged || iteration == iterations)
            {
                return new(iteration, products, converged, decrease, objective);
            }

            lastDecrease = decrease;
            products += Solve(problem, p, direction, residual, preconditioned, search, product, rz, tolerance * objective, cancellation);
            var slope = Vectors.Dot(gradient, direction);
            problem.Forward(direction, stepLogits);
            var wd = problem.PenalisedDot(w, direction);
            var dd = problem.PenalisedDot(direction, direction);

            // Along the step F is convex, so a slope that has turned round says that the step is too long. Near the optimum F itself
            // says nothing: its differences drown in rounding (Hager and Zhang 2005, "approximate Wolfe conditions").
            var t = 1.0;
            var accepted = false;
            for (var trial = 0; trial < MostTrials && slope < 0; trial++)
            {
                Vectors.Move(trialLogits, logits, (float)t, stepLogits);
                var value = 0.5 * (penalty + 2 * t * wd + t * t * dd) + c * problem.Probabilities(trialLogits, trialP);
                var trialSlope = wd + t * dd + c * problem.Slope(trialP, stepLogits);
                if (value <= objective + 1e-4 * t * slope || (value <= objective + 1e-6 * objective && trialSlope <= -0.8 * slope))
                {
                    objective = value;
                    accepted = true;
                    break;
                }

                t *= Math.Clamp(slope / (slope - trialSlope), 0.1, 0.7);
            }

            if (!accepted)
            {
                return new(iteration, products, decrease <= 1e-6 * objective, decrease, objective);
            }

            Vectors.AddScaled(w, (float)t, direction);
            penalty = problem.PenalisedDot(w, w);
            (logits, trialLogits) = (trialLogits, logits);
            (p, trialP) = (trialP, p);
        }
    }

    /// <summary>direction ← about −H⁻¹·gradient by conjugate gradients; returns the number of products.</summary>
    private static int Solve(
        LogisticProblem problem, float[] p, float[] direction, float[] residual, float[] preconditioned, float[] search, float[] product,
        double rz, double least, CancellationToken cancellation)
    {
        Array.Clear(direction);
        preconditioned.AsSpan().CopyTo(search);
        var enough = Math.Max(rz * Forcing * Forcing, least);
        for (var k = 1; ; k++)
        {
            cancellation.ThrowIfCancellationRequested();
            var bend = problem.Curvature(search, p, product);
            if (!(bend > 0))
            {
                return k;
            }

            var alpha = rz / bend;
            var next = problem.Advance((float)alpha, search, product, direction, residual, preconditioned);
            if (!(next > enough) || k == MostProducts)
            {
                return k;
            }

            problem.Turn((float)(next / rz), search, residual, preconditioned);
            rz = next;
        }
    }
}
