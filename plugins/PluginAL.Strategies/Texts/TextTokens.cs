using PluginAL.Encoding;

namespace PluginAL.Strategies;

/// <summary>A text as what its tokens are: each a hash, in order. Lower case; punctuation left out where asked; characters where a script has no spaces.</summary>
internal static class TextTokens
{
    public static ulong[] Of(string text, bool symbols)
    {
        var tokens = new List<ulong>();
        var enumerator = new TokenEnumerator(text, symbols ? TokenUnit.Automatic : TokenUnit.AutomaticWords);
        while (enumerator.MoveNext())
        {
            tokens.Add(TextHash.Compute(enumerator.Current));
        }

        return [.. tokens];
    }

    /// <summary>How often each n-gram of n tokens occurs: hashes of the hashes.</summary>
    public static Dictionary<ulong, int> NGrams(ReadOnlySpan<ulong> tokens, int n)
    {
        var counts = new Dictionary<ulong, int>();
        for (var i = 0; i + n <= tokens.Length; i++)
        {
            var hash = Key(tokens.Slice(i, n));
            counts[hash] = counts.GetValueOrDefault(hash) + 1;
        }

        return counts;
    }

    public static ulong Key(ReadOnlySpan<ulong> tokens) => TextHash.Compute(System.Runtime.InteropServices.MemoryMarshal.AsBytes(tokens), (ulong)tokens.Length);

    /// <summary>How many n-grams two texts share, each as often as in the text that has fewer of it.</summary>
    public static int Shared(Dictionary<ulong, int> a, Dictionary<ulong, int> b) =>
        a.Sum(gram => Math.Min(gram.Value, b.GetValueOrDefault(gram.Key)));
}
