using PluginAL.Learners.Internals;

namespace PluginAL.Learners.Tests;

public sealed class LogisticProblemTests
{
    public static TheoryData<bool, int, int, int> Shapes()
    {
        var data = new TheoryData<bool, int, int, int>();
        foreach (var sparse in new[] { false, true })
        {
            foreach (var scores in new[] { 1, 3, 4, 5, 6, 7, 8, 9, 16, 17, 26, 33, 49, 77 })
            {
                data.Add(sparse, scores, 37, 13);
            }

            data.Add(sparse, 3, 1, 1);
            data.Add(sparse, 1, 16, 3);
            data.Add(sparse, 10, 16, 16);
            data.Add(sparse, 10, 300, 64);
            data.Add(sparse, 3, 40, 600);
            data.Add(sparse, 1, 5000, 4);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void The_gradient_is_that_of_differences(bool sparse, int scores, int rows, int width)
    {
        var (problem, x, labels, at) = Make(sparse, scores, rows, width, 2.5);
        var w = Parameters(problem, scores, width, at, 0.3);
        var logits = new float[problem.LogitLength];
        var p = new float[problem.LogitLength];
        var gradient = new float[problem.ParameterLength];
        problem.Forward(w, logits);
        var loss = problem.Probabilities(logits, p);
        problem.Gradient(w, p, gradient);

        double Objective(float[] v) => Reference(v, x, labels, scores, width, at, 2.5);
        var penalty = 0.5 * problem.PenalisedDot(w, w);
        Assert.Equal(Objective(w), penalty + 2.5 * loss, 1e-5 * Math.Abs(Objective(w)));
        var scale = Math.Max(1, Vectors.MaxNorm(gradient));
        foreach (var (d, c) in Places(scores, width))
        {
            const float Step = 1f / 64;
            var (up, down) = ((float[])w.Clone(), (float[])w.Clone());
            up[at(d, c)] += Step;
            down[at(d, c)] -= Step;
            var difference = (Objective(up) - Objective(down)) / (up[at(d, c)] - (double)down[at(d, c)]);
            Assert.InRange(gradient[at(d, c)] - difference, -3e-3 * scale, 3e-3 * scale);
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void The_curvature_is_that_of_the_gradient(bool sparse, int scores, int rows, int width)
    {
        var (problem, _, _, at) = Make(sparse, scores, rows, width, 2.5);
        var w = Parameters(problem, scores, width, at, 0.3);
        var v = Parameters(problem, scores, width, at, 1.7);
        var logits = new float[problem.LogitLength];
        var p = new float[problem.LogitLength];
        var product = new float[problem.ParameterLength];
        problem.Forward(w, logits);
        problem.Probabilities(logits, p);
        var bend = problem.Curvature(v, p, product);
        Assert.Equal(Vectors.Dot(v, product), bend, 1e-5 * Math.Abs(bend));

        const float Step = 1f / 32;
        float[] Gradient(float step)
        {
            var g = new float[problem.ParameterLength];
            var moved = (float[])w.Clone();
            Vectors.AddScaled(moved, step, v);
            problem.Forward(moved, logits);
            problem.Probabilities(logits, p);
            problem.Gradient(moved, p, g);
            return g;
        }

        var (up, down) = (Gradient(Step), Gradient(-Step));
        var scale = Math.Max(1, Vectors.MaxNorm(product));
        for (var i = 0; i < product.Length; i++)
        {
            Assert.InRange(product[i] - (up[i] - down[i]) / (2 * Step), -0.02 * scale, 0.02 * scale);
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void The_slope_is_the_gradient_along_a_direction(bool sparse, int scores, int rows, int width)
    {
        var (problem, _, _, at) = Make(sparse, scores, rows, width, 1);
        var w = new float[problem.ParameterLength];
        var v = Parameters(problem, scores, width, at, 1.7);
        var (logits, p, along) = (new float[problem.LogitLength], new float[problem.LogitLength], new float[problem.LogitLength]);
        var gradient = new float[problem.ParameterLength];
        problem.Forward(w, logits);
        problem.Probabilities(logits, p);
        problem.Gradient(w, p, gradient);
        problem.Forward(v, along);
        var expected = Vectors.Dot(gradient, v);
        Assert.Equal(expected, problem.Slope(p, along), 1e-4 * Math.Max(10, Math.Abs(expected)));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void The_preconditioner_is_symmetric_positive_and_leaves_the_padding_alone(bool sparse, int scores, int rows, int width)
    {
        var (problem, _, _, at) = Make(sparse, scores, rows, width, 2.5);
        var w = Parameters(problem, scores, width, at, 0.3);
        var (a, b) = (Parameters(problem, scores, width, at, 1.7), Parameters(problem, scores, width, at, 2.9));
        var (logits, p) = (new float[problem.LogitLength], new float[problem.LogitLength]);
        var (ma, mb) = (new float[problem.ParameterLength], new float[problem.ParameterLength]);
        problem.Forward(w, logits);
        problem.Probabilities(logits, p);
        problem.BuildPreconditioner(p);
        problem.Precondition(a, ma);
        problem.Precondition(b, mb);
        var (left, right) = (Vectors.Dot(ma, b), Vectors.Dot(a, mb));
        Assert.Equal(left, right, 1e-3 * Math.Max(1, Math.Abs(left)));
        Assert.True(Vectors.Dot(a, ma) > 0);
        var used = new HashSet<int>(Enumerable.Range(0, width + 1).SelectMany(d => Enumerable.Range(0, scores).Select(c => at(d, c))));
        Assert.All(Enumerable.Range(0, ma.Length).Where(i => !used.Contains(i)), i => Assert.Equal(0f, ma[i]));
    }

    private static IEnumerable<(int D, int C)> Places(int scores, int width) =>
        from d in new[] { 0, width / 2, width - 1, width }.Distinct()
        from c in new[] { 0, scores / 2, scores - 1 }.Distinct()
        select (d, c);

    private static (LogisticProblem Problem, float[] X, int[] Labels, Func<int, int, int> At) Make(bool sparse, int scores, int rows, int width, double c)
    {
        var x = Data.Waves(rows, width, 0.4);
        int[] labels = [.. Enumerable.Range(0, rows).Select(i => (i * 5 + i / 3) % Math.Max(scores, 2))];
        if (!sparse)
        {
            var packed = new float[DenseProblem.PackedLength(rows, width)];
            DenseProblem.Pack(x, rows, width, 0, packed);
            return (new DenseProblem(packed, rows, width, scores, labels, c), x, labels, (d, k) => k * DenseProblem.Stride(width) + d);
        }

        // Every column occurs in the first row, so columns keep their numbers; but for a single row, where all fold into one.
        int[] offsets = [.. Enumerable.Range(0, rows + 1).Select(i => i * width)];
        int[] columns = [.. Enumerable.Range(0, rows * width).Select(k => k % width)];
        var data = SparseRows.Pack(offsets, columns, x, width);
        Assert.Equal(rows == 1 ? 1 : width, data.Width);
        if (rows == 1)
        {
            x = [data.FoldedNorms[0]];
        }

        return (new SparseProblem(data, scores, labels, c), x, labels, (d, k) => d * SparseProblem.Stride(scores) + k);
    }

    private static float[] Parameters(LogisticProblem problem, int scores, int width, Func<int, int, int> at, double phase)
    {
        var w = new float[problem.ParameterLength];
        for (var d = 0; d <= width; d++)
        {
            for (var c = 0; c < scores; c++)
            {
                w[at(d, c)] = (float)(Math.Cos(0.9 * d + 2.3 * c + phase) / Math.Sqrt(width));
            }
        }

        return w;
    }

    private static double Reference(float[] w, float[] x, int[] labels, int scores, int width, Func<int, int, int> at, double weight)
    {
        double total = 0;
        for (var d = 0; d < width; d++)
        {
            for (var c = 0; c < scores; c++)
            {
                total += 0.5 * w[at(d, c)] * w[at(d, c)];
            }
        }

        var z = new double[Math.Max(scores, 2)];
        for (var i = 0; i < labels.Length; i++)
        {
            for (var c = 0; c < scores; c++)
            {
                var to = scores == 1 ? 1 : c;
                z[to] = w[at(width, c)];
                for (var d = 0; d < width; d++)
                {
                    z[to] += (double)x[i * width + d] * w[at(d, c)];
                }
            }

            total += weight * (Math.Log(z.Sum(Math.Exp)) - z[labels[i]]);
        }

        return total;
    }
}
