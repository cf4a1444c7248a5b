using System.Text.Json;
using PluginAL.Abstractions;

namespace PluginAL.Learners.Tests.Sequences;

/// <summary>Sentences with a tag for each token, and usual features of tokens, hashed to 2¹⁸ columns.</summary>
internal sealed class TaggedSentences
{
    public const int Width = 1 << 18;

    private readonly List<(string[] Tokens, string[] Tags)> _sentences = [];

    public int Count => _sentences.Count;

    public static TaggedSentences Read(string path)
    {
        var sentences = new TaggedSentences();
        foreach (var line in File.ReadLines(path))
        {
            using var record = JsonDocument.Parse(line);
            sentences._sentences.Add((Strings(record.RootElement.GetProperty("tokens")), Strings(record.RootElement.GetProperty("tags"))));
        }

        return sentences;

        static string[] Strings(JsonElement array) => [.. array.EnumerateArray().Select(value => value.GetString()!)];
    }

    public string[] TagNames() => [.. _sentences.SelectMany(sentence => sentence.Tags).Distinct().Order(StringComparer.Ordinal)];

    public string[] Tags(int sentence) => _sentences[sentence].Tags;

    /// <summary>The first sentences as a training set.</summary>
    public TrainingSet Labelled(string[] names, int count = int.MaxValue)
    {
        count = Math.Min(count, Count);
        var tokens = Features(count);
        var rows = new DenseFeatures(1, count);
        rows.Append(new float[count]);
        Label[] labels = [.. _sentences.Take(count).Select(sentence => new TagsLabel([.. sentence.Tags.Select(tag => Array.IndexOf(names, tag))]))];
        return new TrainingSet(rows, LearningTask.Sequence, labels, names.Length) { Tokens = tokens };
    }

    public TokenMatrix Features(int count = int.MaxValue)
    {
        var (features, offsets) = (new SparseFeatures(Width), new List<long> { 0 });
        var row = new SortedSet<int>();
        foreach (var (tokens, _) in _sentences.Take(count))
        {
            for (var t = 0; t < tokens.Length; t++)
            {
                row.Clear();
                Add(row, tokens, t);
                features.Append([.. row], Enumerable.Repeat(1f, row.Count).ToArray());
            }

            offsets.Add(features.RowCount);
        }

        return new ListedTokens(features, offsets);
    }

    private static void Add(SortedSet<int> row, string[] tokens, int t)
    {
        var lower = tokens[t].ToLowerInvariant();
        Hash("always", "");
        Hash("word", tokens[t]);
        Hash("lower", lower);
        for (var length = 1; length <= Math.Min(4, lower.Length); length++)
        {
            Hash("prefix", lower[..length]);
            Hash("suffix", lower[^length..]);
        }

        Hash("shape", Shape(tokens[t]));
        Hash("short", Short(tokens[t]));
        Hash(t == 0 ? "first" : t == tokens.Length - 1 ? "last" : "always", "");
        foreach (var distance in (int[])[-2, -1, 1, 2])
        {
            if (t + distance >= 0 && t + distance < tokens.Length)
            {
                var near = tokens[t + distance];
                Hash("near" + distance, near.ToLowerInvariant());
                if (distance is -1 or 1)
                {
                    Hash("short" + distance, Short(near));
                    Hash("pair" + distance, lower + " " + near.ToLowerInvariant());
                }
            }
        }

        void Hash(string kind, string text)
        {
            var hash = 2166136261u;
            foreach (var c in kind + "=" + text)
            {
                hash = (hash ^ c) * 16777619;
            }

            row.Add((int)((hash ^ (hash >> 14)) % Width));
        }
    }

    private static string Shape(string token) => string.Concat(token.Select(c => char.IsUpper(c) ? 'X' : char.IsLetter(c) ? 'x' : char.IsDigit(c) ? '9' : c));

    private static string Short(string token)
    {
        var shape = Shape(token);
        return string.Concat(shape.Where((c, i) => i == 0 || shape[i - 1] != c));
    }
}
