using System.Collections.Immutable;
using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>Sets of labels, as people gave them and as a model predicts them.</summary>
internal static class LabelSets
{
    /// <summary>The mean number of labels of the labelled rows; 0 without any.</summary>
    public static double Cardinality(QueryContext context) =>
        Labelled.LabelSets(context).Select(set => (double)set.Length).DefaultIfEmpty(0).Average();

    /// <summary>The labels whose probability is above one half.</summary>
    public static Label Predicted(ReadOnlySpan<float> probabilities)
    {
        var labels = ImmutableArray.CreateBuilder<int>();
        for (var l = 0; l < probabilities.Length; l++)
        {
            if (probabilities[l] > 0.5f)
            {
                labels.Add(l);
            }
        }

        return new MultiLabel(labels.ToImmutable());
    }

    /// <summary>Bits of a set of L labels, 64 in a word.</summary>
    public static ulong[] Bits(ReadOnlySpan<int> labels, int count)
    {
        var bits = new ulong[(count + 63) / 64];
        foreach (var label in labels)
        {
            bits[label / 64] |= 1UL << (label % 64);
        }

        return bits;
    }

    /// <summary>Bits of the labels whose probability is above one half.</summary>
    public static ulong[] Bits(ReadOnlySpan<float> probabilities)
    {
        var bits = new ulong[(probabilities.Length + 63) / 64];
        for (var l = 0; l < probabilities.Length; l++)
        {
            bits[l / 64] |= probabilities[l] > 0.5f ? 1UL << (l % 64) : 0;
        }

        return bits;
    }
}
