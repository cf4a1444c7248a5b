using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>
/// Active learning by learning (Hsu and Lin 2015): a bandit over strategies. Exp4.P (Beygelzimer, Langford, Li, Reyzin and Schapire 2011)
/// gives each adviser k of K the probability pₖ = (1 − K·p_min) wₖ ÷ Σw + p_min; a place of the batch goes to the best row left of an adviser that is
/// drawn so, and the row's probability q = Σ pₖ over the advisers with the same best row is kept with it.
/// </summary>
/// <remarks>
/// <para>The reward is the importance-weighted accuracy of the next model on the rows chosen so far, each weighted by 1 ÷ q and the weights
/// normalised, so that it is in [0, 1]. For each row of the last batch, wₖ ← wₖ · exp(p_min ÷ 2 · (r·aₖ ÷ q + (aₖ ÷ q) √(ln(K ÷ δ) ÷ (K T)))), with
/// aₖ = 1 where k advised it.</para>
/// <para>p_min = √(ln K ÷ (K T)), and never above 1 ÷ (2K): with a short horizon the formula would give probabilities below zero.</para>
/// </remarks>
[Strategy("albl", Summary = "A bandit (Exp4.P) over other strategies, rewarded by importance-weighted accuracy.",
    Needs = Signals.Probabilities, ColdStart = ColdStartPolicy.Handled)]
public sealed class Albl : ICompositeStrategy, IStatefulStrategy
{
    private readonly double _least;
    private readonly double _bonus;
    private readonly double[] _logWeights;
    private readonly List<Choice> _choices = [];
    private int _rewarded;

    /// <summary>A bandit.</summary>
    /// <param name="options">The advisers, and how the bandit learns.</param>
    /// <exception cref="PluginALException">There are fewer than two advisers.</exception>
    public Albl(AlblOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Inner = InnerList.Parse("albl", options.Inner, 2);
        var k = Inner.Count;
        _least = Math.Min(Math.Sqrt(Math.Log(k) / ((double)k * options.Horizon)), 1 / (2.0 * k));
        _bonus = Math.Sqrt(Math.Log(k / options.Delta) / ((double)k * options.Horizon));
        _logWeights = new double[k];
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Inner { get; }

    /// <summary>The probability of each adviser: at least p_min, and one in sum.</summary>
    internal double[] Probabilities
    {
        get
        {
            var most = _logWeights.Max();
            double[] weights = [.. _logWeights.Select(log => Math.Exp(log - most))];
            var sum = weights.Sum();
            return [.. weights.Select(weight => ((1 - (weights.Length * _least)) * weight / sum) + _least)];
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<SelectedRow> Select(QueryContext context, int count)
    {
        ArgumentNullException.ThrowIfNull(context);
        Reward(context);
        var advice = Inner.Select(name => context.Select(name, context.Candidates, count)).ToArray();
        var next = new int[advice.Length];
        var taken = new HashSet<long>();
        var probabilities = Probabilities;
        var chosen = new List<SelectedRow>(count);
        for (var place = 0; place < count; place++)
        {
            // Each adviser offers as many rows as there are places, so none runs out before the batch is full.
            for (var k = 0; k < advice.Length; k++)
            {
                while (taken.Contains(advice[k][next[k]].Row))
                {
                    next[k]++;
                }
            }

            var drawn = Draw(probabilities, context.Random.Uniform(place));
            var row = advice[drawn][next[drawn]];
            bool[] advised = [.. Enumerable.Range(0, advice.Length).Select(k => advice[k][next[k]].Row == row.Row)];
            var q = advised.Select((yes, k) => yes ? probabilities[k] : 0).Sum();
            taken.Add(row.Row);
            _choices.Add(new Choice(row.Row, q, advised));
            chosen.Add(new SelectedRow(row.Row, row.Score, q));
        }

        return chosen;
    }

    /// <inheritdoc/>
    public void SaveState(Stream stream)
    {
        using var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true);
        Array.ForEach(_logWeights, writer.Write);
        writer.Write(_rewarded);
        writer.Write(_choices.Count);
        foreach (var (row, q, advised) in _choices)
        {
            writer.Write(row);
            writer.Write(q);
            Array.ForEach(advised, writer.Write);
        }
    }

    /// <inheritdoc/>
    public void RestoreState(Stream stream)
    {
        using var reader = new BinaryReader(stream, System.Text.Encoding.UTF8, leaveOpen: true);
        for (var k = 0; k < _logWeights.Length; k++)
        {
            _logWeights[k] = reader.ReadDouble();
        }

        _rewarded = reader.ReadInt32();
        _choices.Clear();
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            _choices.Add(new Choice(reader.ReadInt64(), reader.ReadDouble(), [.. Inner.Select(_ => reader.ReadBoolean())]));
        }
    }

    /// <summary>Learns from the rows of the last batch by what the model says now of all that were chosen so far.</summary>
    private void Reward(QueryContext context)
    {
        if (context.Model is null || _choices.Count == _rewarded)
        {
            return;
        }

        if (Accuracy(context) is { } reward)
        {
            foreach (var choice in _choices.Skip(_rewarded))
            {
                for (var k = 0; k < _logWeights.Length; k++)
                {
                    var share = choice.Advised[k] ? 1 / choice.Probability : 0;
                    _logWeights[k] += _least / 2 * ((reward * share) + (share * _bonus));
                }
            }
        }

        _rewarded = _choices.Count;
    }

    /// <summary>Importance-weighted accuracy over the chosen rows that have a label; null: none has.</summary>
    private double? Accuracy(QueryContext context)
    {
        var weights = _choices.ToDictionary(choice => choice.Row, choice => 1 / choice.Probability);
        var labels = new Dictionary<long, int>();
        for (var i = 0; i < context.LabelledRows.Count; i++)
        {
            if (weights.ContainsKey(context.LabelledRows[i]) && context.Labels[i] is ClassLabel { Class: var label })
            {
                labels[context.LabelledRows[i]] = label;
            }
        }

        if (labels.Count == 0)
        {
            return null;
        }

        var (right, all) = (0.0, 0.0);
        context.ForEachBlock([.. labels.Keys.Order()], (in SignalBlock block) =>
        {
            for (var i = 0; i < block.Count; i++)
            {
                var row = block.Row(i);
                var probabilities = block.Probabilities.Slice(i * block.ClassCount, block.ClassCount);
                var label = labels[row];
                var best = true;
                foreach (var probability in probabilities)
                {
                    best &= probability <= probabilities[label];
                }

                all += weights[row];
                right += best ? weights[row] : 0;
            }
        });
        return right / all;
    }

    private static int Draw(double[] probabilities, double uniform)
    {
        for (var k = 0; k < probabilities.Length - 1; k++)
        {
            uniform -= probabilities[k];
            if (uniform < 0)
            {
                return k;
            }
        }

        return probabilities.Length - 1;
    }

    private sealed record Choice(long Row, double Probability, bool[] Advised);
}
