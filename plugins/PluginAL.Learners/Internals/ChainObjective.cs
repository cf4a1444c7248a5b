using System.Runtime.Intrinsics;
using PluginAL.Scoring.Sequences;

namespace PluginAL.Learners.Internals;

/// <summary>
/// ½‖θ‖² + C·Σ −ln p(y | x) of a linear chain over labelled sequences, and its gradient, exactly, by forward-backward. The parameters, each row padded to a stride S: a weight
/// vector for each row of <see cref="FoldedTokens"/>, intercepts, K transitions' rows, starts, ends.
/// </summary>
internal sealed unsafe class ChainObjective
{
    private readonly TrainingTokens _tokens;
    private readonly double _c;
    private readonly int _k;
    private readonly Lattice _lattice;
    private readonly CancellationToken _cancellation;
    private readonly double[] _values;
    private readonly double[] _pairs;
    private readonly double[] _sum;

    public ChainObjective(TrainingTokens tokens, double c, CancellationToken cancellation = default)
    {
        (_tokens, _c, _k, _cancellation) = (tokens, c, tokens.Present.Length, cancellation);
        Folded = new FoldedTokens(tokens, cancellation);
        Stride = (_k + 3) & ~3;
        Intercepts = Folded.RowCount * Stride;
        Transitions = Intercepts + Stride;
        Start = Transitions + (_k * Stride);
        End = Start + Stride;
        Length = End + Stride;
        _lattice = new Lattice(new LinearChain(_k, new double[_k * _k]));
        var longest = 0;
        for (var i = 1; i < tokens.Sequences.Length; i++)
        {
            longest = Math.Max(longest, tokens.Sequences[i] - tokens.Sequences[i - 1]);
        }

        _values = new double[longest * _k];
        _pairs = new double[_k * _k];
        _sum = new double[Stride];
    }

    public FoldedTokens Folded { get; }

    public int Stride { get; }

    /// <summary>Where the intercepts begin; the weights begin at 0.</summary>
    public int Intercepts { get; }

    public int Transitions { get; }

    public int Start { get; }

    public int End { get; }

    /// <summary>The number of parameters with their pads.</summary>
    public int Length { get; }

    public double Evaluate(double[] parameters, double[] gradient)
    {
        parameters.CopyTo(gradient, 0);
        foreach (var parameter in parameters)
        {
            // Potentials of which a sum over few tokens would overflow: the step that led here was too long.
            if (!(Math.Abs(parameter) < 1e100))
            {
                return double.PositiveInfinity;
            }
        }

        for (var i = 0; i < _k; i++)
        {
            parameters.AsSpan(Transitions + (i * Stride), _k).CopyTo(_pairs.AsSpan(i * _k));
        }

        _lattice.Use(new LinearChain(_k, _pairs, parameters.AsSpan(Start, _k), parameters.AsSpan(End, _k)));
        Array.Clear(_pairs);
        var loss = 0.0;
        for (var i = 0; i + 1 < _tokens.Sequences.Length; i++)
        {
            _cancellation.ThrowIfCancellationRequested();
            loss += Add(parameters, gradient, _tokens.Sequences[i], _tokens.Sequences[i + 1]);
        }

        for (var i = 0; i < _k * _k; i++)
        {
            gradient[Transitions + (i / _k * Stride) + (i % _k)] += _c * _pairs[i];
        }

        return (0.5 * Lbfgs.Dot(parameters, parameters)) + (_c * loss);
    }

    /// <summary>Adds one sequence's part of the gradient, but that of the transitions' expectations, which are in the pairs; returns −ln p(y | x).</summary>
    private double Add(double[] parameters, double[] gradient, int first, int end)
    {
        if (first == end)
        {
            return 0;
        }

        var length = end - first;
        var values = _values.AsSpan(0, length * _k);
        for (var t = 0; t < length; t++)
        {
            Emission(parameters, first + t);
            _sum.AsSpan(0, _k).CopyTo(values[(t * _k)..]);
        }

        _lattice.Read(values);
        var tags = _tokens.Tags.AsSpan(first, length);
        var loss = -_lattice.LogProbability(tags);
        _lattice.AddPairs(_pairs);
        _lattice.Marginals(values);
        for (var t = 0; t < length; t++)
        {
            values[(t * _k) + tags[t]] -= 1;
            for (var j = 0; j < _k; j++)
            {
                _sum[j] = _c * values[(t * _k) + j];
            }

            Spread(gradient, first + t);
            if (t > 0)
            {
                gradient[Transitions + (tags[t - 1] * Stride) + tags[t]] -= _c;
            }
        }

        for (var j = 0; j < _k; j++)
        {
            gradient[Start + j] += _c * values[j];
            gradient[End + j] += _c * values[((length - 1) * _k) + j];
        }

        return loss;
    }

    private void Emission(double[] parameters, int token)
    {
        var (first, end) = (Folded.Starts[token], Folded.Starts[token + 1]);
        fixed (double* w = parameters, sum = _sum)
        fixed (float* values = Folded.Values)
        fixed (int* rows = Folded.Rows)
        {
            var j = 0;
            for (; j + 16 <= Stride; j += 16)
            {
                var b = w + Intercepts + j;
                var (s0, s1, s2, s3) = (Vector256.Load(b), Vector256.Load(b + 4), Vector256.Load(b + 8), Vector256.Load(b + 12));
                for (var e = first; e < end; e++)
                {
                    var row = w + ((long)rows[e] * Stride) + j;
                    var value = Vector256.Create((double)values[e]);
                    s0 = Vector256.FusedMultiplyAdd(value, Vector256.Load(row), s0);
                    s1 = Vector256.FusedMultiplyAdd(value, Vector256.Load(row + 4), s1);
                    s2 = Vector256.FusedMultiplyAdd(value, Vector256.Load(row + 8), s2);
                    s3 = Vector256.FusedMultiplyAdd(value, Vector256.Load(row + 12), s3);
                }

                s0.Store(sum + j);
                s1.Store(sum + j + 4);
                s2.Store(sum + j + 8);
                s3.Store(sum + j + 12);
            }

            for (; j < Stride; j += 4)
            {
                var s = Vector256.Load(w + Intercepts + j);
                for (var e = first; e < end; e++)
                {
                    s = Vector256.FusedMultiplyAdd(Vector256.Create((double)values[e]), Vector256.Load(w + ((long)rows[e] * Stride) + j), s);
                }

                s.Store(sum + j);
            }
        }
    }

    private void Spread(double[] gradient, int token)
    {
        fixed (double* g = gradient, sum = _sum)
        {
            for (var j = 0; j < Stride; j += 4)
            {
                (Vector256.Load(g + Intercepts + j) + Vector256.Load(sum + j)).Store(g + Intercepts + j);
            }

            for (var e = Folded.Starts[token]; e < Folded.Starts[token + 1]; e++)
            {
                var row = g + ((long)Folded.Rows[e] * Stride);
                var value = Vector256.Create((double)Folded.Values[e]);
                for (var j = 0; j < Stride; j += 4)
                {
                    Vector256.FusedMultiplyAdd(value, Vector256.Load(sum + j), Vector256.Load(row + j)).Store(row + j);
                }
            }
        }
    }
}
