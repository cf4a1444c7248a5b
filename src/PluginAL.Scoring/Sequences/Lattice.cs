using System.Diagnostics;
using System.Runtime.Intrinsics;

namespace PluginAL.Scoring.Sequences;

/// <summary>
/// All paths of one sequence of T tokens through a <see cref="LinearChain"/>: their sum, marginals, entropy and the best of them, exactly, in double. One for each thread, for
/// sequence after sequence (<see cref="Read"/>): its arrays grow to the longest and then nothing is allocated.
/// </summary>
/// <remarks>
/// The sums are log-sum-exps with an exponential and a logarithm of our own, in a fixed order, so the same potentials give the same bits on every machine. A sum over
/// tags is a product with the exponentiated transitions, O(K²) multiplications but O(K) exponentials for each token; where such a product comes near underflow it is
/// taken anew term by term, so potentials of any size are served. NaN among the emissions makes all results of that sequence NaN; where no path is possible, the sum
/// is −∞ and marginals and entropy are NaN. A sequence without tokens has one path, of probability 1.
/// </remarks>
/// <param name="chain">What joins neighbouring tags.</param>
[DebuggerDisplay("{Length} tokens, {TagCount} tags")]
public sealed partial class Lattice(LinearChain chain)
{
    /// <summary>Below this, what underflowed in a product of factors may have mattered.</summary>
    private const double LeastProduct = 1e-250;

    // Each T rows of stride values; the pads of alpha are −∞.
    private double[] _emissions = [];
    private double[] _alpha = [];
    private double[] _beta = [];
    private readonly double[] _factors = new double[chain.Stride];
    private readonly double[] _sums = new double[chain.Stride];
    private readonly double[] _shifted = new double[chain.Stride];
    private bool _hasBeta;

    /// <summary>What joins neighbouring tags.</summary>
    public LinearChain Chain { get; private set; } = chain;

    /// <summary>The number of tags K.</summary>
    public int TagCount => Chain.TagCount;

    /// <summary>The number of tokens T of the sequence.</summary>
    public int Length { get; private set; }

    /// <summary>ln Z: the logarithm of the sum over all paths of the exponential of their score.</summary>
    public double LogPartition { get; private set; }

    private int Stride => Chain.Stride;

    /// <summary>Takes a sequence, and sums over its paths.</summary>
    /// <param name="emissions">T × K log-potentials of the tokens' tags; −∞: impossible.</param>
    /// <returns><see cref="LogPartition"/>.</returns>
    /// <exception cref="ArgumentException">The length is not a multiple of K.</exception>
    public double Read(ReadOnlySpan<double> emissions)
    {
        if (emissions.Length % TagCount != 0)
        {
            throw new ArgumentException($"{emissions.Length} values are not whole tokens of {TagCount} tags.", nameof(emissions));
        }

        Length = emissions.Length / TagCount;
        _hasBeta = false;
        var needed = Length * Stride;
        if (_alpha.Length < needed)
        {
            var size = Math.Max(needed, 2 * _alpha.Length);
            (_emissions, _alpha, _beta) = (new double[size], new double[size], new double[size]);
        }

        for (var t = 0; t < Length; t++)
        {
            var row = _emissions.AsSpan(t * Stride, Stride);
            emissions.Slice(t * TagCount, TagCount).CopyTo(row);
            row[TagCount..].Fill(double.NegativeInfinity);
        }

        if (Length == 0)
        {
            return LogPartition = 0;
        }

        var alpha = _alpha.AsSpan(0, Stride);
        Add(Chain.First, _emissions.AsSpan(0, Stride), alpha);
        for (var t = 1; t < Length; t++)
        {
            var before = _alpha.AsSpan((t - 1) * Stride, Stride);
            alpha = _alpha.AsSpan(t * Stride, Stride);
            Sum(before, Chain.ForwardFactors, Chain.ColumnMaxima, alpha, forward: true);
            Add(alpha, _emissions.AsSpan(t * Stride, Stride), alpha);
        }

        Add(alpha, Chain.Last, _shifted);
        return LogPartition = LogSum(_shifted);
    }

    /// <summary>Takes another chain of as many tags, for a model that is being trained; the sequence is to be read anew.</summary>
    /// <param name="chain">The chain.</param>
    /// <exception cref="ArgumentException">It has another number of tags.</exception>
    public void Use(LinearChain chain)
    {
        ArgumentNullException.ThrowIfNull(chain);
        if (chain.TagCount != TagCount)
        {
            throw new ArgumentException($"A chain of {chain.TagCount} tags was given to a lattice of {TagCount}.", nameof(chain));
        }

        Chain = chain;
        Length = 0;
        LogPartition = 0;
    }

    /// <summary>The marginal probability of each token's tags, by the forward-backward algorithm (Rabiner 1989, "A tutorial on hidden Markov models").</summary>
    /// <param name="marginals">T × K; each row sums to one within 1e-9.</param>
    public void Marginals(Span<double> marginals)
    {
        Backward();
        ArgumentOutOfRangeException.ThrowIfNotEqual(marginals.Length, Length * TagCount, nameof(marginals));
        var z = Vector256.Create(LogPartition);
        for (var t = 0; t < Length; t++)
        {
            for (var j = 0; j < Stride; j += PortableMath.Lanes)
            {
                var at = (t * Stride) + j;
                PortableMath.Exp(Vector256.Create(_alpha, at) + Vector256.Create(_beta, at) - z).CopyTo(_factors, j);
            }

            _factors.AsSpan(0, TagCount).CopyTo(marginals[(t * TagCount)..]);
        }
    }

    /// <summary>Adds to each pair of tags how often it is expected to occur at neighbouring tokens of the sequence: Σₜ p(yₜ₋₁ = i, yₜ = j).</summary>
    /// <param name="pairs">K × K: [from · K + to].</param>
    public void AddPairs(Span<double> pairs)
    {
        Backward();
        ArgumentOutOfRangeException.ThrowIfNotEqual(pairs.Length, TagCount * TagCount, nameof(pairs));
        for (var t = 1; t < Length; t++)
        {
            // p(i, j) = exp(αₜ₋₁(i) + transition(i, j) + (eₜ(j) + βₜ(j)) − ln Z): what depends on j alone is exponentiated with the transition's maximum of the column.
            Add(_emissions.AsSpan(t * Stride, Stride), _beta.AsSpan(t * Stride, Stride), _shifted);
            Add(_shifted, Chain.ColumnMaxima, _shifted);
            var alpha = _alpha.AsSpan((t - 1) * Stride, Stride);
            var (from, to) = (Max(alpha), Max(_shifted));
            Exp(alpha, from, _factors);
            Exp(_shifted, to, _sums);
            var scale = from + to - LogPartition;
            if (scale > 300)
            {
                // Far apart: the product of factors would lose pairs that the sum does not.
                AddPairsOneByOne(t, pairs);
                continue;
            }

            var factor = PortableMath.Exp(scale);
            for (var i = 0; i < TagCount; i++)
            {
                var share = Vector256.Create(_factors[i] * factor);
                var row = pairs.Slice(i * TagCount, TagCount);
                var j = 0;
                for (; j + PortableMath.Lanes <= TagCount; j += PortableMath.Lanes)
                {
                    var part = share * Vector256.Create(Chain.ForwardFactors, (i * Stride) + j);
                    Vector256.FusedMultiplyAdd(part, Vector256.Create(_sums, j), Vector256.Create<double>(row[j..])).CopyTo(row[j..]);
                }

                for (; j < TagCount; j++)
                {
                    row[j] = Math.FusedMultiplyAdd(share[0] * Chain.ForwardFactors[(i * Stride) + j], _sums[j], row[j]);
                }
            }
        }
    }

    /// <summary>
    /// The entropy of the distribution over all paths, in nats: forward recursion over the entropies of the paths that lead to each tag (Hernando, Crespi and Cybenko
    /// 2005, "Efficient computation of the hidden Markov model entropy for a given observation sequence"; for random fields, with the entropy semiring, Mann and McCallum 2007,
    /// "Efficient computation of entropy gradient for semi-supervised conditional random fields"). All of its terms are at least 0, so nothing cancels.
    /// </summary>
    /// <returns>The entropy, from 0 to T ln K.</returns>
    public double Entropy()
    {
        if (Length == 0)
        {
            return 0;
        }

        var (before, after) = (_factors, _sums);
        Array.Clear(before);
        for (var t = 1; t < Length; t++)
        {
            // ln p(yₜ₋₁ = i | yₜ = j) = αₜ₋₁(i) + transition(i, j) − (αₜ(j) − eₜ(j)).
            for (var j = 0; j < Stride; j++)
            {
                var at = (t * Stride) + j;
                _shifted[j] = double.IsNegativeInfinity(_alpha[at]) ? double.PositiveInfinity : _alpha[at] - _emissions[at];
            }

            Array.Clear(after);
            for (var i = 0; i < TagCount; i++)
            {
                var alpha = Vector256.Create(_alpha[((t - 1) * Stride) + i]);
                var entropy = Vector256.Create(before[i]);
                for (var j = 0; j < Stride; j += PortableMath.Lanes)
                {
                    var log = alpha + Vector256.Create(Chain.Pairs, (i * Stride) + j) - Vector256.Create(_shifted, j);
                    var p = PortableMath.Exp(log);
                    var term = Vector256.FusedMultiplyAdd(p, entropy - log, Vector256.Create(after, j));
                    Vector256.ConditionalSelect(Vector256.Equals(p, Vector256<double>.Zero), Vector256.Create(after, j), term).CopyTo(after, j);
                }
            }

            (before, after) = (after, before);
        }

        var total = 0.0;
        for (var j = 0; j < TagCount; j++)
        {
            var log = _alpha[((Length - 1) * Stride) + j] + Chain.Last[j] - LogPartition;
            var p = PortableMath.Exp(log);
            total += p == 0 ? 0 : p * (before[j] - log);
        }

        return Math.Max(0, total);
    }

    /// <summary>ln p(path): its score less ln Z.</summary>
    /// <param name="tags">T tags in [0, K).</param>
    /// <returns>At most 0; −∞ where the path is impossible.</returns>
    /// <exception cref="ArgumentException">The length or a tag is out of range.</exception>
    public double LogProbability(ReadOnlySpan<int> tags)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(tags.Length, Length, nameof(tags));
        var score = 0.0;
        for (var t = 0; t < Length; t++)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)tags[t], (uint)TagCount, nameof(tags));
            score += t == 0 ? Chain.First[tags[0]] : Chain.Pairs[(tags[t - 1] * Stride) + tags[t]];
            score += _emissions[(t * Stride) + tags[t]];
        }

        return Math.Min(0, score + (Length == 0 ? 0 : Chain.Last[tags[^1]]) - LogPartition);
    }

    private void Backward()
    {
        if (_hasBeta || Length == 0)
        {
            return;
        }

        Chain.Last.CopyTo(_beta.AsSpan((Length - 1) * Stride));
        for (var t = Length - 1; t > 0; t--)
        {
            Add(_beta.AsSpan(t * Stride, Stride), _emissions.AsSpan(t * Stride, Stride), _shifted);
            Sum(_shifted, Chain.BackwardFactors, Chain.RowMaxima, _beta.AsSpan((t - 1) * Stride, Stride), forward: false);
        }

        _hasBeta = true;
    }

    /// <summary>result(j) ← ln Σᵢ exp(logs(i) + transition), the transition being i → j forward and j → i backward.</summary>
    private void Sum(ReadOnlySpan<double> logs, double[] factors, double[] maxima, Span<double> result, bool forward)
    {
        var max = Max(logs);
        Exp(logs, max, _factors);
        for (var j = 0; j < Stride; j += PortableMath.Lanes)
        {
            var sum = Vector256<double>.Zero;
            for (var i = 0; i < TagCount; i++)
            {
                sum = Vector256.FusedMultiplyAdd(Vector256.Create(_factors[i]), Vector256.Create(factors, (i * Stride) + j), sum);
            }

            sum.CopyTo(_sums, j);
            (PortableMath.Log(sum) + Vector256.Create(max) + Vector256.Create(maxima, j)).CopyTo(result[j..]);
        }

        for (var j = 0; j < TagCount; j++)
        {
            if (_sums[j] < LeastProduct)
            {
                result[j] = SumOneByOne(logs, j, forward);
            }
        }

        result[TagCount..].Fill(double.NegativeInfinity);
    }

    private double SumOneByOne(ReadOnlySpan<double> logs, int to, bool forward)
    {
        var max = double.NegativeInfinity;
        for (var i = 0; i < TagCount; i++)
        {
            max = Math.Max(max, logs[i] + Pair(i));
        }

        if (double.IsNegativeInfinity(max))
        {
            return max;
        }

        var sum = 0.0;
        for (var i = 0; i < TagCount; i++)
        {
            sum += PortableMath.Exp(logs[i] + Pair(i) - max);
        }

        return max + PortableMath.Log(sum);

        double Pair(int i) => forward ? Chain.Pairs[(i * Stride) + to] : Chain.Pairs[(to * Stride) + i];
    }

    private void AddPairsOneByOne(int t, Span<double> pairs)
    {
        for (var i = 0; i < TagCount; i++)
        {
            for (var j = 0; j < TagCount; j++)
            {
                var at = (t * Stride) + j;
                pairs[(i * TagCount) + j] += PortableMath.Exp(_alpha[((t - 1) * Stride) + i] + Chain.Pairs[(i * Stride) + j] + _emissions[at] + _beta[at] - LogPartition);
            }
        }
    }

    private static double LogSum(ReadOnlySpan<double> logs)
    {
        var max = Max(logs);
        if (double.IsNegativeInfinity(max))
        {
            return max;
        }

        var sum = Vector256<double>.Zero;
        for (var j = 0; j < logs.Length; j += PortableMath.Lanes)
        {
            sum += PortableMath.Exp(Vector256.Create(logs[j..]) - Vector256.Create(max));
        }

        return max + PortableMath.Log((sum[0] + sum[1]) + (sum[2] + sum[3]));
    }

    /// <summary>The greatest value; NaN where there is one.</summary>
    private static double Max(ReadOnlySpan<double> values)
    {
        var max = double.NegativeInfinity;
        foreach (var value in values)
        {
            max = Math.Max(max, value);
        }

        return max;
    }

    /// <summary>result ← exp(logs − max), 0 where all logs are −∞.</summary>
    private static void Exp(ReadOnlySpan<double> logs, double max, double[] result)
    {
        var shift = Vector256.Create(double.IsNegativeInfinity(max) ? 0 : max);
        for (var j = 0; j < logs.Length; j += PortableMath.Lanes)
        {
            PortableMath.Exp(Vector256.Create(logs[j..]) - shift).CopyTo(result, j);
        }
    }

    private static void Add(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> result)
    {
        for (var j = 0; j < result.Length; j += PortableMath.Lanes)
        {
            (Vector256.Create(a[j..]) + Vector256.Create(b[j..])).CopyTo(result[j..]);
        }
    }
}
