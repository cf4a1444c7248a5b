using PluginAL.Encoding;

namespace PluginAL.Strategies;

/// <summary>The n-grams of some texts, numbered, with what each is worth.</summary>
/// <param name="longest">The longest n-grams.</param>
internal sealed class NGramTable(int longest)
{
    private readonly Dictionary<ulong, int> _numbers = [];
    private readonly NGramHasher _hasher = new(TokenUnit.Automatic, 1, longest);
    private double[] _worth = [];

    /// <summary>A text: its different n-grams, its tokens' number, and a key that copies share.</summary>
    public readonly record struct Text(int[] Grams, int Length, ulong Key);

    public Text Add(string text)
    {
        var grams = new HashSet<int>();
        foreach (var hash in _hasher.Hash(text))
        {
            if (!_numbers.TryGetValue(hash, out var number))
            {
                number = _numbers.Count;
                _numbers.Add(hash, number);
            }

            grams.Add(number);
        }

        var tokens = TextTokens.Of(text, symbols: true);
        return new Text([.. grams], tokens.Length, TextTokens.Key(tokens));
    }

    /// <summary>The different n-grams of a text that the table knows.</summary>
    public int[] Find(string text)
    {
        var grams = new HashSet<int>();
        foreach (var hash in _hasher.Hash(text))
        {
            if (_numbers.TryGetValue(hash, out var number))
            {
                grams.Add(number);
            }
        }

        return [.. grams];
    }

    /// <summary>Gives each n-gram its worth: 1, or the share of the texts that have it.</summary>
    public void Weigh(List<Text> texts, bool one)
    {
        _worth = new double[_numbers.Count];
        foreach (var gram in texts.SelectMany(text => text.Grams))
        {
            _worth[gram] = one ? 1 : _worth[gram] + (1.0 / texts.Count);
        }
    }

    public void Decay(int[] grams, double factor)
    {
        foreach (var gram in grams)
        {
            _worth[gram] *= factor;
        }
    }

    public double Worth(int[] grams)
    {
        var sum = 0.0;
        foreach (var gram in grams)
        {
            sum += _worth[gram];
        }

        return sum;
    }
}
