using System.Runtime.Intrinsics;

namespace PluginAL.Scoring.Sequences;

/// <summary>
/// What joins the tags of neighbouring tokens in a linear chain over K tags: log-potentials of transitions, of the first and of the last tag. With the
/// log-potentials of the tokens themselves (<see cref="Lattice"/>), the score of a path y is Σₜ emission(t, yₜ) + Σₜ transition(yₜ₋₁, yₜ) + start(y₁) + end(y_T), and its
/// probability is the exponential of the score over the sum of those of all paths. Hidden Markov models and conditional random fields are such chains.
/// Never changes; several threads may use one.
/// </summary>
public sealed class LinearChain
{
    // Of each pair, exp(transition − the greatest one of its column), row after row; and, transposed, of its row.
    internal readonly double[] ForwardFactors;
    internal readonly double[] ColumnMaxima;
    internal readonly double[] BackwardFactors;
    internal readonly double[] RowMaxima;

    // Padded with −∞ to the stride.
    internal readonly double[] Pairs;
    internal readonly double[] First;
    internal readonly double[] Last;

    /// <summary>Takes the potentials, which may be −∞ (impossible) but neither NaN nor +∞.</summary>
    /// <param name="tagCount">The number of tags K, at least 1.</param>
    /// <param name="transitions">K × K: [from · K + to].</param>
    /// <param name="start">K, of the first tag; empty: 0.</param>
    /// <param name="end">K, of the last tag; empty: 0.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public LinearChain(int tagCount, ReadOnlySpan<double> transitions, ReadOnlySpan<double> start = default, ReadOnlySpan<double> end = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(tagCount, 1);
        Expect(transitions, tagCount * tagCount, nameof(transitions));
        TagCount = tagCount;
        Stride = (tagCount + PortableMath.Lanes - 1) / PortableMath.Lanes * PortableMath.Lanes;
        First = Padded(start, nameof(start));
        Last = Padded(end, nameof(end));
        Pairs = new double[Stride * tagCount];
        Pairs.AsSpan().Fill(double.NegativeInfinity);
        for (var i = 0; i < tagCount; i++)
        {
            transitions.Slice(i * tagCount, tagCount).CopyTo(Pairs.AsSpan(i * Stride));
        }

        (ColumnMaxima, RowMaxima) = (new double[Stride], new double[Stride]);
        (ForwardFactors, BackwardFactors) = (new double[Stride * tagCount], new double[Stride * tagCount]);
        for (var i = 0; i < tagCount; i++)
        {
            (ColumnMaxima[i], RowMaxima[i]) = (double.NegativeInfinity, double.NegativeInfinity);
            for (var j = 0; j < tagCount; j++)
            {
                ColumnMaxima[i] = Math.Max(ColumnMaxima[i], transitions[(j * tagCount) + i]);
                RowMaxima[i] = Math.Max(RowMaxima[i], transitions[(i * tagCount) + j]);
            }

            // Where nothing is possible, any shift will do: e to the −∞ is 0.
            ColumnMaxima[i] = double.IsNegativeInfinity(ColumnMaxima[i]) ? 0 : ColumnMaxima[i];
            RowMaxima[i] = double.IsNegativeInfinity(RowMaxima[i]) ? 0 : RowMaxima[i];
        }

        for (var i = 0; i < tagCount; i++)
        {
            for (var j = 0; j < tagCount; j++)
            {
                ForwardFactors[(i * Stride) + j] = transitions[(i * tagCount) + j] - ColumnMaxima[j];
                BackwardFactors[(i * Stride) + j] = transitions[(j * tagCount) + i] - RowMaxima[j];
            }
        }

        Exponentiate(ForwardFactors);
        Exponentiate(BackwardFactors);
        for (var i = 0; i < tagCount; i++)
        {
            ForwardFactors.AsSpan((i * Stride) + tagCount, Stride - tagCount).Clear();
            BackwardFactors.AsSpan((i * Stride) + tagCount, Stride - tagCount).Clear();
        }
    }

    /// <summary>The number of tags K.</summary>
    public int TagCount { get; }

    /// <summary>K, rounded up to whole vectors.</summary>
    internal int Stride { get; }

    private static void Expect(ReadOnlySpan<double> values, int length, string name)
    {
        if (values.Length != length)
        {
            throw new ArgumentException($"{values.Length} values were given where {length} were expected.", name);
        }

        foreach (var value in values)
        {
            if (double.IsNaN(value) || double.IsPositiveInfinity(value))
            {
                throw new ArgumentException($"A log-potential is {value}; it is a finite number or −∞.", name);
            }
        }
    }

    private static void Exponentiate(double[] values)
    {
        for (var i = 0; i < values.Length; i += PortableMath.Lanes)
        {
            PortableMath.Exp(Vector256.Create(values, i)).CopyTo(values, i);
        }
    }

    private double[] Padded(ReadOnlySpan<double> values, string name)
    {
        var padded = new double[Stride];
        padded.AsSpan(TagCount).Fill(double.NegativeInfinity);
        if (!values.IsEmpty)
        {
            Expect(values, TagCount, name);
            values.CopyTo(padded);
        }

        return padded;
    }
}
