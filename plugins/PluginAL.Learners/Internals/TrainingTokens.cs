using PluginAL.Abstractions;

namespace PluginAL.Learners.Internals;

/// <summary>Labelled sequences as the learners want them: checked, their features packed, tags and columns numbered without gaps.</summary>
internal sealed class TrainingTokens
{
    public required FeatureLayout Layout { get; init; }

    /// <summary>D.</summary>
    public required int Width { get; init; }

    /// <summary>All tags that the pool knows.</summary>
    public required int TagCount { get; init; }

    /// <summary>The K tags that have tokens, ascending.</summary>
    public required int[] Present { get; init; }

    /// <summary>n + 1: where each sequence's tokens begin.</summary>
    public required int[] Sequences { get; init; }

    /// <summary>t tags in [0, K).</summary>
    public required int[] Tags { get; init; }

    /// <summary>The columns that occur, ascending; all of dense features.</summary>
    public required int[] Columns { get; init; }

    /// <summary>t + 1: where each token's entries begin.</summary>
    public required int[] Starts { get; init; }

    /// <summary>Of each entry the place of its column among <see cref="Columns"/>.</summary>
    public required int[] Slots { get; init; }

    /// <summary>Of each entry its value, never 0.</summary>
    public required float[] Values { get; init; }

    public int TokenCount => Tags.Length;

    public static TrainingTokens Read(TrainingSet data, string learner, CancellationToken cancellation = default)
    {
        if (data.Task != LearningTask.Sequence || data.Tokens is not { } tokens)
        {
            var found = data.Task == LearningTask.Sequence ? "sequences without tokens" : $"a task of kind {data.Task}";
            throw PluginALException.Input($"'{learner}' was given {found}; it learns Sequence. Choose another learner, or a pool with tokens.");
        }

        if (tokens.SequenceCount != data.Labels.Count)
        {
            throw new ArgumentException($"{tokens.SequenceCount} sequences came with {data.Labels.Count} labels.", nameof(data));
        }

        var (sequences, tags) = Labels(data, tokens, learner);
        var number = new int[data.ClassCount];
        foreach (var tag in tags)
        {
            number[tag] = 1;
        }

        var present = Number(number);
        for (var i = 0; i < tags.Length; i++)
        {
            tags[i] = number[tags[i]];
        }

        return Features(tokens, data.ClassCount, present, sequences, tags, learner, cancellation);
    }

    private static (int[] Sequences, int[] Tags) Labels(TrainingSet data, TokenMatrix tokens, string learner)
    {
        var sequences = new int[data.Labels.Count + 1];
        var tags = new List<int>();
        for (var i = 0; i < data.Labels.Count; i++)
        {
            var length = tokens.Offset(i + 1) - tokens.Offset(i);
            if (data.Labels[i] is not TagsLabel { Tags: var label })
            {
                throw PluginALException.Input($"'{learner}' found a {data.Labels[i].GetType().Name} at row {i} of the training set; label its tokens with tags.");
            }

            if (label.Length != length)
            {
                throw PluginALException.Input($"'{learner}' found {label.Length} tags for the {length} tokens of row {i} of the training set; give one for each token.");
            }

            foreach (var tag in label)
            {
                if ((uint)tag >= (uint)data.ClassCount)
                {
                    throw PluginALException.Input($"'{learner}' found tag {tag} in row {i} of the training set; the tags are 0 to {data.ClassCount - 1}.");
                }
            }

            tags.AddRange(label);
            sequences[i + 1] = tags.Count;
        }

        return tags.Count > 0 ? (sequences, [.. tags]) : throw PluginALException.Input($"'{learner}' was given no labelled token; label a sequence that has some.");
    }

    private static TrainingTokens Features(
        TokenMatrix tokens, int tagCount, int[] present, int[] sequences, int[] tags, string learner, CancellationToken cancellation)
    {
        var (features, starts) = (tokens.Features, new int[tags.Length + 1]);
        var (columns, values) = (new List<int>(), new List<float>());
        var origin = tokens.Offset(0);
        for (var token = 0; token < tags.Length;)
        {
            var block = features.Block(origin + token, tags.Length - token);
            for (var i = 0; i < block.Count; i++, token++)
            {
                cancellation.ThrowIfCancellationRequested();
                var dense = block.Layout == FeatureLayout.Dense;
                var first = dense ? i * block.Width : (int)(block.RowOffsets[i] - block.RowOffsets[0]);
                var end = dense ? first + block.Width : (int)(block.RowOffsets[i + 1] - block.RowOffsets[0]);
                for (var e = first; e < end; e++)
                {
                    var (column, value) = (dense ? e - first : block.Columns[e], block.Values[e]);
                    Check(token, column, value, features.Width, learner);
                    if (value != 0)
                    {
                        columns.Add(column);
                        values.Add(value);
                    }
                }

                starts[token + 1] = columns.Count;
            }
        }

        var number = new int[features.Width];
        if (features.Layout == FeatureLayout.Dense)
        {
            Array.Fill(number, 1);
        }

        foreach (var column in columns)
        {
            number[column] = 1;
        }

        var occurring = Number(number);
        return new()
        {
            Layout = features.Layout,
            Width = features.Width,
            TagCount = tagCount,
            Present = present,
            Sequences = sequences,
            Tags = tags,
            Columns = occurring,
            Starts = starts,
            Slots = [.. columns.Select(column => number[column])],
            Values = [.. values],
        };
    }

    private static void Check(int token, int column, float value, int width, string learner)
    {
        if ((uint)column >= (uint)width)
        {
            throw PluginALException.Input($"'{learner}' found column {column} in the training set; the columns are 0 to {width - 1}. Verify the pool.");
        }

        if (!float.IsFinite(value))
        {
            throw PluginALException.Input(
                FormattableString.Invariant($"'{learner}' found {value} in token {token} of the training set, column {column}; ")
                + "features must be finite numbers. Impute or drop the value.");
        }
    }

    /// <summary>Numbers what is marked: the marks become numbers, and the list of what has one is returned.</summary>
    private static int[] Number(int[] marks)
    {
        var marked = new List<int>();
        for (var i = 0; i < marks.Length; i++)
        {
            if (marks[i] != 0)
            {
                marks[i] = marked.Count;
                marked.Add(i);
            }
        }

        return [.. marked];
    }
}
