namespace PluginAL.Engine.Measurement;

/// <summary>
/// The chance that a prediction is right: a logistic curve (as Platt 1999) of the log-odds of the first class and of the logarithm of its ratio to the
/// second. Rows that a strategy chose are right less or more often than others of equal probabilities, so they have an offset of their own: they tell
/// how the chance rises, and how high it is only as far as the offset is small.
/// </summary>
internal sealed class CorrectnessCurve
{
    private const int Size = 4;

    /// <summary>What the curve starts from: half of each signal, which for two classes is the model's own probability; no level, no offset.</summary>
    private static readonly double[] Start = [0.5, 0.5, 0, 0];

    /// <summary>How far each may be from that: the variances of a normal prior.</summary>
    private static readonly double[] Spread = [3, 3, 3, 1];

    /// <summary>No probability is taken to be nearer to 0 or 1 than this.</summary>
    private const double Surest = 1e-6;

    private readonly double[] _weights = [.. Start];
    private double[] _covariance = [];

    /// <summary>The curve that is likeliest by the answers and the prior, by Newton's method, with Laplace's approximation to how sure that is.</summary>
    /// <param name="answers">What models said of labelled rows.</param>
    public CorrectnessCurve(IReadOnlyCollection<UnseenAnswer> answers)
    {
        var points = answers.Select(answer => (X: Signals(answer.First, answer.Second, !answer.IsRandom), Y: answer.IsCorrect ? 1.0 : 0)).ToArray();
        for (var iteration = 0; iteration < 50; iteration++)
        {
            var gradient = new double[Size];
            var curvature = new double[Size * Size];
            for (var i = 0; i < Size; i++)
            {
                gradient[i] = (Start[i] - _weights[i]) / Spread[i];
                curvature[(i * Size) + i] = 1 / Spread[i];
            }

            foreach (var (x, y) in points)
            {
                var p = Chance(x);
                for (var i = 0; i < Size; i++)
                {
                    gradient[i] += (y - p) * x[i];
                    for (var j = 0; j < Size; j++)
                    {
                        curvature[(i * Size) + j] += p * (1 - p) * x[i] * x[j];
                    }
                }
            }

            _covariance = PositiveDefinite.Inverse(curvature, Size, 0);
            var step = PositiveDefinite.Times(_covariance, gradient);
            if (step.Sum(Math.Abs) < 1e-6)
            {
                break;
            }

            // A full step overshoots where the curve is flat; the posterior has one top, so that steps which climb end there.
            var from = (double[])_weights.Clone();
            var reached = LogPosterior(points) - 1e-9;
            for (var length = 1.0; length > 1e-6; length /= 2)
            {
                for (var i = 0; i < Size; i++)
                {
                    _weights[i] = from[i] + (length * step[i]);
                }

                if (LogPosterior(points) >= reached)
                {
                    break;
                }
            }
        }
    }

    /// <summary>The chance that a prediction is right, for a row that was not chosen.</summary>
    /// <param name="first">The probability of the class that is predicted.</param>
    /// <param name="second">The probability of the next class.</param>
    public double At(double first, double second) => Chance(Signals(first, second, false));

    /// <summary>The share of some rows that are expected to be right.</summary>
    /// <param name="rows">The probabilities of the first and of the second class of each row, of which none was chosen.</param>
    /// <returns>The share; its variance because the answers are so few; and its variance because the rows are.</returns>
    public (double Share, double OfAnswers, double OfRows) Over(IReadOnlyCollection<(double First, double Second)> rows)
    {
        var (share, ofRows, slope) = (0.0, 0.0, new double[Size]);
        foreach (var (first, second) in rows)
        {
            var x = Signals(first, second, false);
            var p = Math.Clamp(Chance(x), Surest, 1 - Surest);
            share += p / rows.Count;
            ofRows += p * (1 - p) / rows.Count / rows.Count;
            for (var i = 0; i < Size; i++)
            {
                slope[i] += p * (1 - p) * x[i] / rows.Count;
            }
        }

        return (share, PositiveDefinite.Dot(slope, PositiveDefinite.Times(_covariance, slope)), ofRows);
    }

    private double LogPosterior(IEnumerable<(double[] X, double Y)> points)
    {
        var sum = 0.0;
        for (var i = 0; i < Size; i++)
        {
            sum -= (_weights[i] - Start[i]) * (_weights[i] - Start[i]) / Spread[i] / 2;
        }

        foreach (var (x, y) in points)
        {
            // ln(1 + exp(z)) without overflow.
            var z = PositiveDefinite.Dot(_weights, x) * (1 - (2 * y));
            sum -= Math.Max(z, 0) + Math.Log(1 + Math.Exp(-Math.Abs(z)));
        }

        return sum;
    }

    private static double[] Signals(double first, double second, bool isChosen)
    {
        var p = Math.Clamp(first, Surest, 1 - Surest);
        return [Math.Log(p / (1 - p)), Math.Log(p / Math.Max(second, Surest)), 1, isChosen ? 1 : 0];
    }

    private double Chance(double[] signals) => 1 / (1 + Math.Exp(-PositiveDefinite.Dot(_weights, signals)));
}
