namespace PluginAL.Learners.Internals;

/// <summary>
/// Minimises a <see cref="LogisticProblem"/> by Newton's method with truncated, preconditioned conjugate gradients.
/// The products Xd of a step's direction are kept, so that its length is searched for among logits, without touching X.
/// </summary>
internal static class NewtonSolver
{
    public readonly record struct Result(int Iterations, int Products, bool Converged, float GradientNorm, double Objective);

    /// <param name="w">The start; the solution on return.</param>
    public static Result Minimise(LogisticProblem problem, float[] w, double tolerance, int iterations, CancellationToken cancellation)
    {
        var length = problem.ParameterLength;
        var logits = new float[problem.LogitLength];
        var trial = new float[problem.LogitLength];
        var step = new float[problem.LogitLength];
        var p = new float[problem.LogitLength];
        var trialP = new float[problem.LogitLength];
        var gradient = new float[length];
        var direction = new float[length];
        var residual = new float[length];
        var z = new float[length];
        var search = new float[length];
        var product = new float[length];
        double c = problem.C;
        var products = 0;

        problem.Forward(w, logits);
        var penalty = problem.PenalisedDot(w, w);
        var objective = 0.5 * penalty + c * problem.Probabilities(logits, p);
        var goal = (float)(tolerance * Math.Max(1, c));
        double first = 0;
        for (var iteration = 0; ; iteration++)
        {
            cancellation.ThrowIfCancellationRequested();
            problem.Gradient(w, p, gradient);
            var norm = Vectors.MaxNorm(gradient);
            if (Trace) Console.WriteLine($"  it {iteration} f {objective:R} g {norm:g4} products {products}");
            if (!(norm > goal) || iteration == iterations)
            {
                return new(iteration, products, norm <= goal, norm, objective);
            }

            // Conjugate gradients on H d = −g, until the residual is small against the gradient.
            problem.BuildPreconditioner(p);
            Array.Clear(direction);
            Vectors.Negate(residual, gradient);
            problem.Precondition(residual, z);
            z.AsSpan().CopyTo(search);
            var rz = Vectors.Dot(residual, z);
            if (iteration == 0)
            {
                first = rz;
            }

            var forcing = Math.Min(Forcing, Math.Sqrt(Math.Sqrt(rz / first)) * Forcing);
            var enough = rz * forcing * forcing;
            for (var k = 0; k < 500; k++)
            {
                cancellation.ThrowIfCancellationRequested();
                var bend = problem.Curvature(search, p, product);
                products++;
                if (!(bend > 0))
                {
                    break;
                }

                var alpha = rz / bend;
                Vectors.AddScaled(direction, (float)alpha, search);
                Vectors.AddScaled(residual, (float)-alpha, product);
                problem.Precondition(residual, z);
                var next = Vectors.Dot(residual, z);
                if (!(next > enough))
                {
                    break;
                }

                Vectors.ScaleThenAdd(search, (float)(next / rz), z);
                rz = next;
            }

            problem.Forward(direction, step);
            var slope = Vectors.Dot(gradient, direction);
            if (!(slope < 0))
            {
                return new(iteration, products, false, norm, objective);
            }

            var wd = problem.PenalisedDot(w, direction);
            var dd = problem.PenalisedDot(direction, direction);
            var t = 1.0;
            var accepted = false;
            for (var trials = 0; trials < 30; trials++)
            {
                Vectors.Move(trial, logits, (float)t, step);
                var loss = problem.Probabilities(trial, trialP);
                var value = 0.5 * (penalty + 2 * t * wd + t * t * dd) + c * loss;
                var trialSlope = wd + t * dd + c * problem.Slope(trialP, step);
                if (value <= objective + 1e-4 * t * slope || (value <= objective + 1e-6 * Math.Abs(objective) && trialSlope <= -0.8 * slope))
                {
                    objective = value;
                    accepted = true;
                    break;
                }

                t *= Math.Clamp(-slope / (trialSlope - slope), 0.1, 0.7);
            }

            if (!accepted)
            {
                return new(iteration, products, false, norm, objective);
            }

            Vectors.AddScaled(w, (float)t, direction);
            penalty = problem.PenalisedDot(w, w);
            (logits, trial) = (trial, logits);
            (p, trialP) = (trialP, p);
        }
    }

    public static double Forcing = 0.1;
    public static bool Trace;
}
