using System.Text;
using System.Text.RegularExpressions;

namespace PluginAL.Engine.Metrics;

/// <summary>
/// Written texts against a reference each, over a corpus: BLEU of up to four words (Papineni et al. 2002) over tokens of mteval-v13a, with exponential smoothing, and
/// chrF2, F₂ of characters' n-grams of up to six without blanks (Popović 2015). Both as sacreBLEU defines and computes them (Post 2018), in [0, 100].
/// </summary>
public sealed partial class TranslationScores
{
    private const int Words = 4;
    private const int Characters = 6;
    private const double Beta = 2;

    private readonly long[] _right = new long[Words];
    private readonly long[] _total = new long[Words];
    private readonly long[] _matched = new long[Characters];
    private readonly long[] _written = new long[Characters];
    private readonly long[] _expected = new long[Characters];
    private long _length;
    private long _referenceLength;

    /// <summary>BLEU: the brevity penalty times the geometric mean of the precisions. Precisions of zero are 1/2, 1/4, ... of one n-gram.</summary>
    public double Bleu
    {
        get
        {
            if (_right.All(count => count == 0) || _total.Contains(0))
            {
                return 0;
            }

            var (logarithms, smooth) = (0.0, 1.0);
            for (var n = 0; n < Words; n++)
            {
                smooth = _right[n] == 0 ? smooth * 2 : smooth;
                logarithms += Math.Log((_right[n] == 0 ? 1 / smooth : _right[n]) / _total[n]);
            }

            var brevity = _length < _referenceLength ? Math.Exp(1 - ((double)_referenceLength / _length)) : 1;
            return 100 * brevity * Math.Exp(logarithms / Words);
        }
    }

    /// <summary>chrF2: F₂ of the means of precision and recall over the orders of n-grams that both sides have.</summary>
    public double ChrF
    {
        get
        {
            var (precision, recall, orders) = (0.0, 0.0, 0);
            for (var n = 0; n < Characters; n++)
            {
                if (_written[n] > 0 && _expected[n] > 0)
                {
                    precision += (double)_matched[n] / _written[n];
                    recall += (double)_matched[n] / _expected[n];
                    orders++;
                }
            }

            const double Factor = Beta * Beta;
            return precision + recall > 0 ? 100 * (1 + Factor) * precision * recall / orders / ((Factor * precision) + recall) : 0;
        }
    }

    /// <summary>Counts one text.</summary>
    /// <param name="reference">What it should have been.</param>
    /// <param name="written">What was written.</param>
    public void Add(string reference, string written)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(written);
        var (expected, words) = (Tokenise(reference), Tokenise(written));
        _length += words.Count;
        _referenceLength += expected.Count;
        for (var n = 1; n <= Words; n++)
        {
            _total[n - 1] += Math.Max(0, words.Count - n + 1);
            _right[n - 1] += Matches(Count(words, n), Count(expected, n));
        }

        var (theirs, ours) = (Letters(reference), Letters(written));
        for (var n = 1; n <= Characters; n++)
        {
            var (wanted, has) = (Count(theirs, n), Count(ours, n));
            _expected[n - 1] += Math.Max(0, theirs.Count - n + 1);
            _written[n - 1] += wanted.Count > 0 ? Math.Max(0, ours.Count - n + 1) : 0;
            _matched[n - 1] += Matches(has, wanted);
        }
    }

    /// <summary>The tokens of mteval-v13a: punctuation and symbols apart, full stops and commas not inside numbers, a dash apart behind a digit.</summary>
    internal static List<string> Tokenise(string text)
    {
        var line = text.Replace("<skipped>", "", StringComparison.Ordinal).Replace("-\n", "", StringComparison.Ordinal).Replace('\n', ' ');
        if (line.Contains('&', StringComparison.Ordinal))
        {
            line = line.Replace("&quot;", "\"", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal)
                .Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal);
        }

        line = Symbols().Replace($" {line} ", " $1 ");
        line = AfterOther().Replace(line, "$1 $2 ");
        line = BeforeOther().Replace(line, " $1 $2");
        line = DashAfterDigit().Replace(line, "$1 $2 ");
        return [.. line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)];
    }

    private static List<string> Letters(string text) => [.. text.EnumerateRunes().Where(rune => !Rune.IsWhiteSpace(rune)).Select(rune => rune.ToString())];

    private static Dictionary<string, int> Count(List<string> items, int n)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i + n <= items.Count; i++)
        {
            // A blank is in no item.
            var gram = string.Join(' ', items.GetRange(i, n));
            counts[gram] = counts.GetValueOrDefault(gram) + 1;
        }

        return counts;
    }

    private static long Matches(Dictionary<string, int> has, Dictionary<string, int> wanted) => has.Sum(pair => (long)Math.Min(pair.Value, wanted.GetValueOrDefault(pair.Key)));

    [GeneratedRegex(@"([\{-\~\[-\` -\&\(-\+\:-\@\/])")]
    private static partial Regex Symbols();

    [GeneratedRegex(@"([^0-9])([\.,])")]
    private static partial Regex AfterOther();

    [GeneratedRegex(@"([\.,])([^0-9])")]
    private static partial Regex BeforeOther();

    [GeneratedRegex("([0-9])(-)")]
    private static partial Regex DashAfterDigit();
}
