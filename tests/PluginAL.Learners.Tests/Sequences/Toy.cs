using PluginAL.Abstractions;

namespace PluginAL.Learners.Tests.Sequences;

/// <summary>Small sequences made by a formula.</summary>
internal static class Toy
{
    public const int Width = 30;

    /// <summary>Random sequences of 0 to 6 tokens over three tags of which the pool knows four; tags depend on features and on the tag before. Tag 1 has no token.</summary>
    public static TrainingSet Set(int sequences, bool dense = false, ulong seed = 3, int tags = 4)
    {
        var random = new RandomSource(seed, "toy");
        FeatureMatrix features = dense ? new DenseFeatures(Width) : new SparseFeatures(Width);
        var (offsets, labels, token) = (new List<long> { 0 }, new List<Label>(), 0L);
        for (var i = 0; i < sequences; i++)
        {
            var tagged = new int[(int)random.Below(7, i, 1)];
            for (var t = 0; t < tagged.Length; t++, token++)
            {
                var row = new float[Width];
                for (var j = 0; j < 4; j++)
                {
                    row[random.Below(Width, token, 10 + j)] = (float)(1 + random.Uniform(token, 20 + j));
                }

                var tag = (Array.FindIndex(row, value => value > 0) + (t > 0 ? tagged[t - 1] : 0)) % 3;
                tagged[t] = tag == 1 ? 3 : tag;
                Append(features, row);
            }

            offsets.Add(token);
            labels.Add(new TagsLabel([.. tagged]));
        }

        return Make(new ListedTokens(features, offsets), labels, tags);
    }

    public static TrainingSet Make(TokenMatrix tokens, IReadOnlyList<Label> labels, int tags)
    {
        var rows = new DenseFeatures(1, labels.Count);
        rows.Append(new float[labels.Count]);
        return new TrainingSet(rows, LearningTask.Sequence, labels, tags) { Tokens = tokens };
    }

    /// <summary>Sequences of tokens that have one column each.</summary>
    public static TrainingSet Words(int width, int tags, params (int[] Columns, int[] Tags)[] sequences)
    {
        var (features, offsets) = (new SparseFeatures(width), new List<long> { 0 });
        foreach (var column in sequences.SelectMany(sequence => sequence.Columns))
        {
            features.Append([column], [1]);
        }

        foreach (var sequence in sequences)
        {
            offsets.Add(offsets[^1] + sequence.Columns.Length);
        }

        return Make(new ListedTokens(features, offsets), [.. sequences.Select(sequence => (Label)new TagsLabel([.. sequence.Tags]))], tags);
    }

    private static void Append(FeatureMatrix features, float[] row)
    {
        if (features is DenseFeatures dense)
        {
            dense.Append(row);
            return;
        }

        int[] columns = [.. Enumerable.Range(0, row.Length).Where(column => row[column] != 0)];
        ((SparseFeatures)features).Append(columns, [.. columns.Select(column => row[column])]);
    }
}
