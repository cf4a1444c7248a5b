using System.Text.RegularExpressions;

namespace PluginAL.Engine.Metrics;

/// <summary>
/// Answers against one or more that are right, the best of which counts, as SQuAD's evaluation does (Rajpurkar et al. 2016): lower case, without the articles of English, without the
/// punctuation of ASCII, blanks as one.
/// </summary>
public sealed partial class AnswerScores
{
    private const string Punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
    private long _rows;
    private long _exact;
    private double _f1;

    /// <summary>The share of answers that are one of the right ones, in [0, 1]; NaN without rows.</summary>
    public double ExactMatch => (double)_exact / _rows;

    /// <summary>The mean over rows of F₁ of the words of answer and right answer, in [0, 1]; NaN without rows.</summary>
    public double TokenF1 => _f1 / _rows;

    /// <summary>Counts one row.</summary>
    /// <param name="answers">The right answers; none: the question has no answer, which the empty text says.</param>
    /// <param name="given">The given answer.</param>
    public void Add(IReadOnlyList<string> answers, string given)
    {
        ArgumentNullException.ThrowIfNull(answers);
        ArgumentNullException.ThrowIfNull(given);
        var words = Normalise(given);
        var right = answers.Count == 0 ? [[]] : answers.Select(Normalise).ToArray();
        _rows++;
        _exact += right.Any(answer => answer.SequenceEqual(words)) ? 1 : 0;
        _f1 += right.Max(answer => F1(answer, words));
    }

    private static double F1(string[] answer, string[] words)
    {
        if (answer.Length == 0 || words.Length == 0)
        {
            return answer.Length == words.Length ? 1 : 0;
        }

        var left = answer.CountBy(word => word).ToDictionary(StringComparer.Ordinal);
        var common = words.Count(word => left.TryGetValue(word, out var count) && (left[word] = count - 1) >= 0);
        return 2.0 * common / (answer.Length + words.Length);
    }

    private static string[] Normalise(string text)
    {
        var plain = string.Concat(text.ToLowerInvariant().Where(unit => !Punctuation.Contains(unit, StringComparison.Ordinal)));
        return Articles().Replace(plain, " ").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
    }

    [GeneratedRegex(@"\b(a|an|the)\b")]
    private static partial Regex Articles();
}
