namespace PluginAL.Learners.Internals;

/// <summary>
/// The entries of <see cref="TrainingTokens"/> with the columns that occur in one token only put together, token by token: with an L2 penalty, the weights of such columns at the optimum
/// are their values times one vector, so a column of their common norm does for all of them, and nothing is lost. Most columns of text are such.
/// </summary>
internal sealed class FoldedTokens
{
    public FoldedTokens(TrainingTokens tokens, CancellationToken cancellation = default)
    {
        var counts = new int[tokens.Columns.Length];
        foreach (var slot in tokens.Slots)
        {
            counts[slot]++;
        }

        Row = new int[counts.Length];
        Share = new float[counts.Length];
        for (var slot = 0; slot < counts.Length; slot++)
        {
            // A dense column may occur nowhere; it keeps a row of its own, which stays 0.
            if (counts[slot] != 1)
            {
                (Row[slot], Share[slot]) = (RowCount++, 1);
            }
        }

        var (starts, rows, values) = (new int[tokens.Starts.Length], new List<int>(tokens.Slots.Length), new List<float>(tokens.Slots.Length));
        for (var token = 0; token < tokens.TokenCount; token++)
        {
            cancellation.ThrowIfCancellationRequested();
            var squared = 0.0;
            for (var e = tokens.Starts[token]; e < tokens.Starts[token + 1]; e++)
            {
                if (counts[tokens.Slots[e]] == 1)
                {
                    squared += (double)tokens.Values[e] * tokens.Values[e];
                }
                else
                {
                    rows.Add(Row[tokens.Slots[e]]);
                    values.Add(tokens.Values[e]);
                }
            }

            if (squared > 0)
            {
                var norm = Math.Sqrt(squared);
                for (var e = tokens.Starts[token]; e < tokens.Starts[token + 1]; e++)
                {
                    if (counts[tokens.Slots[e]] == 1)
                    {
                        (Row[tokens.Slots[e]], Share[tokens.Slots[e]]) = (RowCount, (float)(tokens.Values[e] / norm));
                    }
                }

                rows.Add(RowCount++);
                values.Add((float)norm);
            }

            starts[token + 1] = rows.Count;
        }

        (Starts, Rows, Values) = (starts, [.. rows], [.. values]);
    }

    /// <summary>The number of weight vectors.</summary>
    public int RowCount { get; }

    /// <summary>Of each column of the tokens its weight vector.</summary>
    public int[] Row { get; }

    /// <summary>Of each column of the tokens what its weights are of that vector.</summary>
    public float[] Share { get; }

    /// <summary>t + 1: where each token's entries begin.</summary>
    public int[] Starts { get; }

    /// <summary>Of each entry its weight vector.</summary>
    public int[] Rows { get; }

    public float[] Values { get; }
}
