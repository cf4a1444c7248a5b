namespace PluginAL.Strategies;

/// <summary>
/// BLEU of one text: the geometric mean of the precisions of its n-grams, n from 1 to 4, those from 2 on with one added to both counts, times the brevity penalty (Papineni, Roukos, Ward and Zhu
/// 2002; smoothed as Lin and Och 2004, "ORANGE").
/// </summary>
internal static class SentenceBleu
{
    private const int Longest = 4;

    /// <summary>The score, from 0 to 1; texts without tokens: 1 if both are, else 0.</summary>
    public static double Of(ReadOnlySpan<ulong> hypothesis, ReadOnlySpan<ulong> reference)
    {
        if (hypothesis.IsEmpty || reference.IsEmpty)
        {
            return hypothesis.Length == reference.Length ? 1 : 0;
        }

        var log = 0.0;
        for (var n = 1; n <= Longest; n++)
        {
            var shared = TextTokens.Shared(TextTokens.NGrams(hypothesis, n), TextTokens.NGrams(reference, n));
            var added = n == 1 ? 0 : 1;
            log += Math.Log((double)(shared + added) / (Math.Max(0, hypothesis.Length - n + 1) + added)) / Longest;
        }

        return Math.Exp(log + Math.Min(0, 1 - ((double)reference.Length / hypothesis.Length)));
    }
}
