using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>
/// The joint outcomes of the rows that were picked so far: for each its probability and the posterior weights of the members. All outcomes
/// while they are at most <paramref name="limit"/>, then <paramref name="limit"/> of them, drawn from their joint distribution.
/// </summary>
internal sealed class JointOutcomes(int members, int classes, int limit, RandomSource random)
{
    private double[] _probability = [1];
    private double[] _posterior = [.. Enumerable.Repeat(1.0 / members, members)];
    private int _picked;

    public int Count => _probability.Length;

    /// <summary>How much the information of the batch grows with a row, in nats.</summary>
    /// <param name="row">(M, C) class probabilities of the row.</param>
    public double Gain(ReadOnlySpan<float> row)
    {
        double joint = 0, conditional = 0;
        for (var s = 0; s < _probability.Length; s++)
        {
            var weights = _posterior.AsSpan(s * members, members);
            var entropy = 0.0;
            for (var c = 0; c < classes; c++)
            {
                entropy += Term(Mixture(weights, row, c));
            }

            joint += _probability[s] * entropy;
        }

        foreach (var p in row)
        {
            conditional += Term(p);
        }

        return joint - (conditional / members);
    }

    /// <summary>Follows the outcomes of one more row.</summary>
    /// <param name="row">(M, C) class probabilities of the row.</param>
    public void Add(ReadOnlySpan<float> row)
    {
        _picked++;
        if ((long)Count * classes <= limit)
        {
            Expand(row);
        }
        else
        {
            Draw(row);
        }
    }

    private static double Term(double p) => p > 0 ? -p * Math.Log(p) : 0;

    private double Mixture(ReadOnlySpan<double> weights, ReadOnlySpan<float> row, int c)
    {
        var sum = 0.0;
        for (var m = 0; m < members; m++)
        {
            sum += weights[m] * row[(m * classes) + c];
        }

        return sum;
    }

    private void Expand(ReadOnlySpan<float> row)
    {
        var probability = new double[Count * classes];
        var posterior = new double[Count * classes * members];
        for (var s = 0; s < Count; s++)
        {
            for (var c = 0; c < classes; c++)
            {
                var q = Follow(s, row, c, posterior.AsSpan(((s * classes) + c) * members, members));
                probability[(s * classes) + c] = _probability[s] * q;
            }
        }

        (_probability, _posterior) = (probability, posterior);
    }

    private void Draw(ReadOnlySpan<float> row)
    {
        var probability = new double[limit];
        var posterior = new double[limit * members];
        Array.Fill(probability, 1.0 / limit);
        var total = 0.0;
        var mixture = new double[classes];
        for (int t = 0, s = 0; t < limit; t++)
        {
            // Systematic draws among the outcomes so far (each stays at its place once all weigh the same), then one class for each.
            while (s < Count - 1 && total + _probability[s] < (t + 0.5) / limit)
            {
                total += _probability[s++];
            }

            for (var c = 0; c < classes; c++)
            {
                mixture[c] = Mixture(_posterior.AsSpan(s * members, members), row, c);
            }

            var u = random.Uniform(t, _picked) * mixture.Sum();
            var drawn = 0;
            while (drawn < classes - 1 && (u -= mixture[drawn]) >= 0)
            {
                drawn++;
            }

            Follow(s, row, drawn, posterior.AsSpan(t * members, members));
        }

        (_probability, _posterior) = (probability, posterior);
    }

    /// <summary>Writes the members' posterior after outcome s and class c; returns the probability of c.</summary>
    private double Follow(int s, ReadOnlySpan<float> row, int c, Span<double> posterior)
    {
        var weights = _posterior.AsSpan(s * members, members);
        var q = Mixture(weights, row, c);
        for (var m = 0; m < members; m++)
        {
            posterior[m] = q > 0 ? weights[m] * row[(m * classes) + c] / q : weights[m];
        }

        return q;
    }
}
