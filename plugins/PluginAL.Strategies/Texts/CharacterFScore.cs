namespace PluginAL.Strategies;

/// <summary>
/// chrF2 of one text: the F-score with β = 2 of character n-grams, n from 1 to 6, white space left out; the mean of precisions and recalls over those n for which both texts
/// have n-grams (Popović 2015, "chrF: character n-gram F-score for automatic MT evaluation").
/// </summary>
internal static class CharacterFScore
{
    private const int Longest = 6;
    private const double BetaSquared = 4;

    /// <summary>The score, from 0 to 1; 1 where neither text has a character.</summary>
    public static double Of(string hypothesis, string reference)
    {
        var (a, b) = (Characters(hypothesis), Characters(reference));
        if (a.Length == 0 || b.Length == 0)
        {
            return a.Length == b.Length ? 1 : 0;
        }

        var (precision, recall, orders) = (0.0, 0.0, 0);
        for (var n = 1; n <= Math.Min(Longest, Math.Min(a.Length, b.Length)); n++)
        {
            var shared = TextTokens.Shared(TextTokens.NGrams(a, n), TextTokens.NGrams(b, n));
            precision += (double)shared / (a.Length - n + 1);
            recall += (double)shared / (b.Length - n + 1);
            orders++;
        }

        (precision, recall) = (precision / orders, recall / orders);
        var weighted = (BetaSquared * precision) + recall;
        return weighted == 0 ? 0 : (1 + BetaSquared) * precision * recall / weighted;
    }

    private static ulong[] Characters(string text) => [.. text.EnumerateRunes().Where(rune => !System.Text.Rune.IsWhiteSpace(rune)).Select(rune => (ulong)rune.Value)];
}
