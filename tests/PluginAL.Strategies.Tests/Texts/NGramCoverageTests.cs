using PluginAL.Abstractions;

namespace PluginAL.Strategies.Tests.Texts;

public sealed class NGramCoverageTests
{
    [Fact]
    public void What_is_labelled_or_picked_is_worth_less()
    {
        // Unigrams, each worth 1, for each text: a b c d is worth 4; then e f 2; a b is half of each.
        string[] texts = ["a b", "a b c d", "e f", "c"];
        Assert.Equal([(1, 4), (2, 2), (0, 1), (3, 0.5)], Select(texts, 4, """{"longest":1,"weight":"one","exponent":0}"""));
        // With e f labelled, it is worth half as much, and cannot be chosen.
        Assert.Equal([(1, 4), (0, 1)], Select(texts, 2, """{"longest":1,"weight":"one","exponent":0}""", 2));
        // Of what was seen nothing is left: the scores of equals are 0, by row.
        Assert.Equal([(1, 4), (2, 2), (0, 0), (3, 0)], Select(texts, 4, """{"longest":1,"weight":"one","exponent":0,"decay":0}"""));
    }

    [Fact]
    public void Frequent_n_grams_are_worth_more_and_long_texts_no_more()
    {
        // Shares: a 3/4, b 1/4, c 1/4, d 1/4. For each token: a 3/4; a b (3/4 + 1/4) / 2; c d 1/4.
        string[] texts = ["a b", "c d", "a", "A a a"];
        var picked = Select(texts, 4, """{"longest":1}""");
        Assert.Equal([(2, 0.75), (0, 0.3125), (1, 0.25), (3, 0.0625)], picked);
    }

    [Fact]
    public void Longer_n_grams_count_too()
    {
        string[] texts = ["a b", "b a", "a a"];
        // a, b, a b; b, a, b a; a, a a: 3, 3 and 2 different ones.
        Assert.Equal([(0, 3), (1, 2), (2, 1.25)], Select(texts, 3, """{"longest":2,"weight":"one","exponent":0}"""));
    }

    [Fact]
    public void Copies_come_last_and_texts_without_tokens_before_them()
    {
        string[] texts = ["a b c", "a b c", "", "x", "A B C"];
        Assert.Equal([0L, 3, 2, 1, 4], Select(texts, 5, """{"weight":"one","exponent":0}""").Select(row => row.Row));
    }

    [Fact]
    public void Lazy_evaluation_picks_what_scoring_all_anew_picks()
    {
        // Sixty-four texts and powers of ¾: the sums are exact, so that ties are ties.
        var random = new RandomSource(9, "texts");
        string[] texts = [.. Enumerable.Range(0, 64).Select(i => string.Join(' ', Enumerable.Range(0, 1 + (int)random.Below(6, i)).Select(t => "w" + (int)(12 * Math.Pow(random.Uniform(i, 9 + t), 2)))))];
        foreach (var decay in (double[])[0, 0.5, 0.75])
        {
            var picked = Select(texts, 20, FormattableString.Invariant($$"""{"decay":{{decay}},"longest":2}"""));
            Assert.Equal(Naive(texts, 20, decay), picked.Select(row => row.Row));
        }
    }

    private static List<long> Naive(string[] texts, int count, double decay)
    {
        string[][] grams = [.. texts.Select(text =>
        {
            var words = text.Split(' ');
            return words.Concat(words.Zip(words.Skip(1), (a, b) => a + " " + b)).Distinct().ToArray();
        })];
        var seen = new Dictionary<string, int>();
        var picked = new List<long>();
        while (picked.Count < count)
        {
            var best = Enumerable.Range(0, texts.Length)
                .Where(i => !picked.Any(row => texts[row] == texts[i]))
                .OrderByDescending(i => grams[i].Sum(g => grams.Count(other => other.Contains(g)) / (double)texts.Length * Math.Pow(decay, seen.GetValueOrDefault(g))) / texts[i].Split(' ').Length)
                .ThenBy(i => i).First();
            picked.Add(best);
            foreach (var gram in grams[best])
            {
                seen[gram] = seen.GetValueOrDefault(gram) + 1;
            }
        }

        return picked;
    }

    private static List<(long Row, double Score)> Select(string[] texts, int count, string options, params long[] labelled) =>
        [.. Strategy.Create("n-gram-coverage", options).Select(new TextPool(texts, labelled), count).Select(row => (row.Row, Math.Round(row.Score, 9)))];
}
