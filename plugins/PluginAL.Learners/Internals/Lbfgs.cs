using System.Runtime.Intrinsics;

namespace PluginAL.Learners.Internals;

/// <summary>
/// Minimises a smooth function by L-BFGS (Nocedal 1980, "Updating quasi-Newton matrices with limited storage"; Nocedal and Wright 2006, algorithm 7.5) with a backtracking
/// search, in double, by one thread and in a fixed order. Lengths are multiples of four.
/// </summary>
internal static class Lbfgs
{
    private const int Memory = 6;
    private const int Window = 5;
    private const int MostTrials = 30;

    /// <summary>The value at a point; writes the gradient.</summary>
    public delegate double Function(double[] point, double[] gradient);

    /// <summary>How it ended.</summary>
    /// <param name="Iterations">Steps taken.</param>
    /// <param name="Converged">Whether the tolerance, or the limit of double precision, was reached.</param>
    /// <param name="Value">The value at the end.</param>
    public readonly record struct Result(int Iterations, bool Converged, double Value);

    /// <summary>Minimises.</summary>
    /// <param name="function">What to minimise.</param>
    /// <param name="x">The start; the solution on return.</param>
    /// <param name="tolerance">Ends when the last five steps together lowered the value by less than five times this part of it, or the gradient is that small beside the point.</param>
    /// <param name="iterations">The most steps.</param>
    /// <param name="cancellation">Looked at before every evaluation.</param>
    public static Result Minimise(Function function, double[] x, double tolerance, int iterations, CancellationToken cancellation)
    {
        var (gradient, trial, trialGradient, direction) = (new double[x.Length], new double[x.Length], new double[x.Length], new double[x.Length]);
        var (steps, changes, curvatures) = (new List<double[]>(), new List<double[]>(), new List<double>());
        var value = function(x, gradient);
        var values = new List<double> { value };
        for (var iteration = 0; ; iteration++)
        {
            var norm = Math.Sqrt(Dot(gradient, gradient));
            var past = values[Math.Max(0, values.Count - 1 - Window)];
            if (norm <= tolerance * Math.Max(1, Math.Sqrt(Dot(x, x))) || (iteration >= Window && past - value <= Window * tolerance * Math.Abs(value)))
            {
                return new(iteration, true, value);
            }

            if (iteration == iterations)
            {
                return new(iteration, false, value);
            }

            Direction(gradient, direction, steps, changes, curvatures);
            var slope = Dot(gradient, direction);
            var length = steps.Count == 0 ? Math.Min(1, 1 / norm) : 1;
            var accepted = false;
            for (var tried = 0; tried < MostTrials && !accepted; tried++)
            {
                cancellation.ThrowIfCancellationRequested();
                Move(trial, x, length, direction);
                var next = function(trial, trialGradient);
                if (next <= value + (1e-4 * length * slope))
                {
                    accepted = true;
                    value = next;
                }
                else
                {
                    // The minimum of the parabola through both values and the slope.
                    var bend = 2 * (next - value - (length * slope));
                    length *= double.IsFinite(bend) && bend > 0 ? Math.Clamp(-slope * length / bend, 0.1, 0.6) : 0.1;
                }
            }

            if (!accepted)
            {
                // No step lowers the value any more: rounding is all that is left, or the model of the curvature is; the latter is tried anew once.
                if (steps.Count == 0)
                {
                    return new(iteration, true, value);
                }

                steps.Clear();
                changes.Clear();
                curvatures.Clear();
                continue;
            }

            values.Add(value);
            Remember(x, trial, gradient, trialGradient, steps, changes, curvatures);
            (gradient, trialGradient) = (trialGradient, gradient);
            trial.CopyTo(x, 0);
        }
    }

    public static double Dot(double[] a, double[] b)
    {
        var (s0, s1) = (Vector256<double>.Zero, Vector256<double>.Zero);
        var i = 0;
        for (; i + 8 <= a.Length; i += 8)
        {
            s0 = Vector256.FusedMultiplyAdd(Vector256.Create(a, i), Vector256.Create(b, i), s0);
            s1 = Vector256.FusedMultiplyAdd(Vector256.Create(a, i + 4), Vector256.Create(b, i + 4), s1);
        }

        for (; i < a.Length; i += 4)
        {
            s0 = Vector256.FusedMultiplyAdd(Vector256.Create(a, i), Vector256.Create(b, i), s0);
        }

        var s = s0 + s1;
        return (s[0] + s[1]) + (s[2] + s[3]);
    }

    /// <summary>y ← x + αd; y may be x.</summary>
    public static void Move(double[] y, double[] x, double alpha, double[] d)
    {
        var a = Vector256.Create(alpha);
        for (var i = 0; i < y.Length; i += 4)
        {
            Vector256.FusedMultiplyAdd(a, Vector256.Create(d, i), Vector256.Create(x, i)).CopyTo(y, i);
        }
    }

    /// <summary>direction ← −H⁻¹·gradient by the two-loop recursion.</summary>
    private static void Direction(double[] gradient, double[] direction, List<double[]> steps, List<double[]> changes, List<double> curvatures)
    {
        for (var i = 0; i < gradient.Length; i++)
        {
            direction[i] = -gradient[i];
        }

        Span<double> alphas = stackalloc double[Memory];
        for (var i = steps.Count - 1; i >= 0; i--)
        {
            alphas[i] = Dot(steps[i], direction) / curvatures[i];
            Move(direction, direction, -alphas[i], changes[i]);
        }

        if (steps.Count > 0)
        {
            var scale = curvatures[^1] / Dot(changes[^1], changes[^1]);
            for (var i = 0; i < direction.Length; i++)
            {
                direction[i] *= scale;
            }
        }

        for (var i = 0; i < steps.Count; i++)
        {
            Move(direction, direction, alphas[i] - (Dot(changes[i], direction) / curvatures[i]), steps[i]);
        }
    }

    private static void Remember(
        double[] x, double[] next, double[] gradient, double[] nextGradient, List<double[]> steps, List<double[]> changes, List<double> curvatures)
    {
        var (step, change) = steps.Count < Memory ? (new double[x.Length], new double[x.Length]) : (steps[0], changes[0]);
        if (steps.Count == Memory)
        {
            // The oldest pair's arrays serve again.
            steps.RemoveAt(0);
            changes.RemoveAt(0);
            curvatures.RemoveAt(0);
        }

        Move(step, next, -1, x);
        Move(change, nextGradient, -1, gradient);
        var curvature = Dot(step, change);
        if (curvature > 1e-14 * Dot(change, change))
        {
            steps.Add(step);
            changes.Add(change);
            curvatures.Add(curvature);
        }
    }
}
