namespace PluginAL.Strategies;

/// <summary>
/// How many labels a row has: multinomial logistic regression from its label probabilities in descending order, divided by their sum (Yang, Sun, Wang and Chen 2009).
/// Trained with a penalty of 0.01 by Böhning's bound on the Hessian, ½ Σ x x′, whose inverse serves every step and every class (Böhning 1992,
/// "Multinomial logistic regression algorithm").
/// </summary>
internal sealed class LabelCountPredictor
{
    private const int MostInputs = 64;
    private const int Steps = 300;
    private const double Penalty = 0.01;
    private const double Least = 1e-7;

    private readonly int[] _counts;
    private readonly double[][] _weights;
    private readonly double[] _input;

    /// <summary>Trains.</summary>
    /// <param name="labelled">The labelled rows with their label probabilities.</param>
    /// <param name="counts">How many labels each has.</param>
    /// <param name="cancellation">Looked at in every step.</param>
    public LabelCountPredictor(PoolView labelled, int[] counts, CancellationToken cancellation)
    {
        _counts = [.. counts.Distinct().Order()];
        var width = Math.Min(labelled.Classes, MostInputs) + 1;
        _input = new double[width];
        _weights = [.. _counts.Select(_ => new double[width])];
        if (_counts.Length < 2)
        {
            return;
        }

        var bound = new double[width * width];
        for (var d = 0; d < width; d++)
        {
            bound[d * (width + 1)] = Penalty;
        }

        var (rows, sorted) = (new double[labelled.Count][], new float[labelled.Classes]);
        for (var i = 0; i < rows.Length; i++)
        {
            Sort(labelled.Probability(i), sorted);
            Fill(sorted, rows[i] = new double[width]);
            Symmetric.AddOuter(bound, rows[i], 0.5);
        }

        var inverse = Symmetric.Inverse(bound, width);
        for (var (step, moved) = (0, double.PositiveInfinity); step < Steps && moved > Least; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            moved = Step(rows, counts, inverse);
        }
    }

    /// <summary>The likeliest number of labels; the lowest of equals.</summary>
    /// <param name="sorted">A row's label probabilities, descending.</param>
    public int Predict(ReadOnlySpan<float> sorted)
    {
        Fill(sorted, _input);
        var (best, most) = (0, double.NegativeInfinity);
        for (var k = 0; k < _counts.Length; k++)
        {
            var score = Symmetric.Dot(_weights[k], _input);
            if (score > most)
            {
                (best, most) = (k, score);
            }
        }

        return _counts.Length == 0 ? 0 : _counts[best];
    }

    public static void Sort(ReadOnlySpan<float> probabilities, float[] sorted)
    {
        probabilities.CopyTo(sorted);
        Array.Sort(sorted);
        Array.Reverse(sorted);
    }

    private static void Fill(ReadOnlySpan<float> sorted, double[] input)
    {
        var sum = 0.0;
        foreach (var p in sorted)
        {
            sum += p;
        }

        for (var k = 0; k < input.Length - 1; k++)
        {
            input[k] = sum > 0 ? sorted[k] / sum : 0;
        }

        input[^1] = 1;
    }

    /// <summary>One step; how far the weights moved.</summary>
    private double Step(double[][] rows, int[] counts, double[] inverse)
    {
        var gradients = Array.ConvertAll(_weights, weights => Array.ConvertAll(weights, weight => Penalty * weight));
        var p = new double[_counts.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            for (var k = 0; k < p.Length; k++)
            {
                p[k] = Symmetric.Dot(_weights[k], rows[i]);
            }

            var (greatest, sum) = (p.Max(), 0.0);
            for (var k = 0; k < p.Length; k++)
            {
                sum += p[k] = Math.Exp(p[k] - greatest);
            }

            for (var k = 0; k < p.Length; k++)
            {
                var error = (p[k] / sum) - (_counts[k] == counts[i] ? 1 : 0);
                for (var d = 0; d < rows[i].Length; d++)
                {
                    gradients[k][d] += error * rows[i][d];
                }
            }
        }

        var moved = 0.0;
        for (var k = 0; k < p.Length; k++)
        {
            var move = Symmetric.Times(inverse, gradients[k]);
            for (var d = 0; d < move.Length; d++)
            {
                _weights[k][d] -= move[d];
                moved = Math.Max(moved, Math.Abs(move[d]));
            }
        }

        return moved;
    }
}
