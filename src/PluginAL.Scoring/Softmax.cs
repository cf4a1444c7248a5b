namespace PluginAL.Scoring;

/// <summary>Turns rows of logits into rows of probabilities.</summary>
public static class Softmax
{
    /// <summary>Replaces each row z of <paramref name="logits"/> by exp(z − max z) / Σ exp(z − max z).</summary>
    /// <param name="logits">(N, <paramref name="classes"/>) row-major; overwritten by probabilities.</param>
    /// <param name="classes">Number of logits in a row, at least 1.</param>
    /// <exception cref="ArgumentException">The length is not a multiple of <paramref name="classes"/>.</exception>
    public static void InPlace(Span<float> logits, int classes) => InPlace(logits, classes, []);

    /// <summary>As <see cref="InPlace(Span{float}, int)"/>, and writes max z + ln Σ exp(z − max z) for each row.</summary>
    /// <param name="logits">(N, <paramref name="classes"/>) row-major; overwritten by probabilities.</param>
    /// <param name="classes">Number of logits in a row, at least 1.</param>
    /// <param name="logSumExp">One value for each row, in nats; empty when it is not wanted.</param>
    /// <exception cref="ArgumentException">The lengths do not fit together.</exception>
    public static void InPlace(Span<float> logits, int classes, Span<float> logSumExp)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        int rows = logits.Length / classes;
        if (rows * classes != logits.Length) throw new ArgumentException("The length must be a multiple of the classes.", nameof(logits));
        if (logSumExp.Length != 0 && logSumExp.Length != rows) throw new ArgumentException("One value for each row, or none.", nameof(logSumExp));
        for (int i = 0; i < rows; i++)
        {
            Span<float> row = logits.Slice(i * classes, classes);
            float max = float.NegativeInfinity, sum = 0;
            foreach (float z in row) max = MathF.Max(max, z);
            for (int c = 0; c < row.Length; c++) sum += row[c] = MathF.Exp(row[c] - max);
            for (int c = 0; c < row.Length; c++) row[c] /= sum;
            if (logSumExp.Length != 0) logSumExp[i] = max + MathF.Log(sum);
        }
    }
}
