using PluginAL.Abstractions;

namespace OtherTasks;

/// <summary>Labels that may apply or not.</summary>
[Strategy("undecided", Needs = Signals.LabelProbabilities)]
public sealed class Undecided : IPointwiseStrategy
{
    /// <inheritdoc/>
    public void Score(in SignalBlock block, RandomSource random, Span<float> scores)
    {
        for (var i = 0; i < block.Count; i++)
        {
            scores[i] = 0;
            foreach (var p in block.LabelProbabilities.Slice(i * block.LabelCount, block.LabelCount))
            {
                scores[i] += 0.5f - Math.Abs(p - 0.5f);
            }
        }
    }
}

/// <summary>The largest variance.</summary>
[Strategy("widest", Needs = Signals.MeanAndVariance)]
public sealed class Widest : IPointwiseStrategy
{
    /// <inheritdoc/>
    public void Score(in SignalBlock block, RandomSource random, Span<float> scores) => block.Variances.CopyTo(scores);
}

/// <summary>The sum over tokens of what the best tag lacks.</summary>
[Strategy("token-doubt", Needs = Signals.TokenMarginals)]
public sealed class TokenDoubt : IPointwiseStrategy
{
    /// <inheritdoc/>
    public void Score(in SignalBlock block, RandomSource random, Span<float> scores)
    {
        var tokens = block.Tokens;
        for (var i = 0; i < block.Count; i++)
        {
            scores[i] = 0;
            for (var token = tokens.Offsets[i]; token < tokens.Offsets[i + 1]; token++)
            {
                scores[i] += 1 - tokens.Marginals[(token * tokens.TagCount) + tokens.BestTags[token]];
            }
        }
    }
}

/// <summary>The least probable best candidate by its length, where there is one.</summary>
[Strategy("unlikely", Needs = Signals.Candidates | Signals.Texts)]
public sealed class Unlikely : IPointwiseStrategy
{
    /// <inheritdoc/>
    public void Score(in SignalBlock block, RandomSource random, Span<float> scores)
    {
        for (var i = 0; i < block.Count; i++)
        {
            scores[i] = block.Candidates[i].IsEmpty ? 1_000 + block.Texts[i].Length : (float)-block.Candidates[i][0].LogProbability / block.Candidates[i][0].TokenCount;
        }
    }
}

/// <summary>The spread of what members of a committee say, whatever the task.</summary>
[Strategy("apart", Needs = Signals.Members)]
public sealed class Apart : IPointwiseStrategy
{
    /// <inheritdoc/>
    public void Score(in SignalBlock block, RandomSource random, Span<float> scores)
    {
        for (var i = 0; i < block.Count; i++)
        {
            var says = block.Members.Slice(i * block.MemberCount * block.ClassCount, block.MemberCount * block.ClassCount).ToArray();
            var outputs = block.ClassCount;
            scores[i] = (float)Enumerable.Range(0, outputs).Sum(c =>
            {
                var values = says.Where((_, at) => at % outputs == c).Select(value => (double)value).ToArray();
                return values.Sum(value => Math.Pow(value - values.Average(), 2));
            });
        }
    }
}
