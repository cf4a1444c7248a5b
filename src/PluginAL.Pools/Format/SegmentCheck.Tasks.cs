namespace PluginAL.Pools;

/// <summary>The label columns of tasks other than classification, and the tokens of sequences.</summary>
internal sealed partial class SegmentCheck
{
    private string? Numbers(NpyColumn<double> numbers)
    {
        for (var row = 0L; row < numbers.Length; row++)
        {
            Pause(row);
            if (double.IsInfinity(numbers[row]))
            {
                return Problem(numbers, row, $"row {segment.FirstRow + row} has label {numbers[row]}, expected a finite number, or NaN");
            }
        }

        return null;
    }

    private string? Marks(NpyColumn<byte> marks)
    {
        for (var row = 0L; row < marks.Length; row++)
        {
            Pause(row);
            if (marks[row] > 1)
            {
                return Problem(marks, row, $"row {segment.FirstRow + row} has mark {marks[row]}, expected 1 where the record holds a label, else 0");
            }
        }

        return null;
    }

    /// <summary>Ascending offsets, classes that there are, and for sequences as many as tokens.</summary>
    private string? Ragged(NpyColumn<int> values, NpyColumn<long> offsets)
    {
        var classes = manifest.Classes.Count;
        for (var row = 0L; row < segment.Rows; row++)
        {
            Pause(row);
            var (start, end) = (offsets[row], offsets[row + 1]);
            if (end < start || end > values.Length || end - start > int.MaxValue)
            {
                return Problem(offsets, row + 1, $"offset {end} follows {start}, expected ascending offsets up to {values.Length}");
            }

            var indices = values.Values(start, (int)(end - start));
            if (indices is [-1])
            {
                continue;
            }

            for (var i = 0; i < indices.Length; i++)
            {
                if ((uint)indices[i] >= (uint)classes)
                {
                    return Problem(values, start + i, $"row {segment.FirstRow + row} has class {indices[i]}, expected 0 to {classes - 1}, or -1 alone");
                }
            }

            if (segment.Tokens is { } tokens && tokens.Offsets[row + 1] - tokens.Offsets[row] != indices.Length)
            {
                return Problem(offsets, row, $"row {segment.FirstRow + row} has {indices.Length} tags for {tokens.Offsets[row + 1] - tokens.Offsets[row]} tokens, expected as many");
            }
        }

        return null;
    }

    private string? Ascending(NpyColumn<long> offsets)
    {
        for (var i = 1L; i < offsets.Length; i++)
        {
            Pause(i);
            if (offsets[i] < offsets[i - 1])
            {
                return Problem(offsets, i, $"offset {offsets[i]} follows {offsets[i - 1]}, expected ascending offsets");
            }
        }

        return null;
    }

    private void Pause(long row)
    {
        if (row % Block == 0)
        {
            cancellation.ThrowIfCancellationRequested();
        }
    }
}
