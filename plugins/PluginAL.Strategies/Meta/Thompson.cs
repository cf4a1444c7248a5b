using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>
/// A bandit over strategies by Thompson sampling (Thompson 1933; for active learning Bouneffouf, Laroche, Urvoy, Féraud and Allesiardo 2014): each
/// strategy has a Beta(1 + successes, 1 + failures) belief; a number is drawn from each, and the strategy with the highest chooses the batch.
/// </summary>
/// <remarks>
/// The reward is how much the labels changed the model: the share c of probe rows, drawn once at random from the pool, whose predicted
/// class is another than a round before. Changes grow smaller as labels come, so c is held against its running mean m: success
/// min(1, c ÷ 2m), failure the rest. Earlier evidence fades by <see cref="ThompsonOptions.Memory"/> a round.
/// </remarks>
[Strategy("thompson", Summary = "A bandit (Thompson sampling) over other strategies, rewarded by how much their rows change the model.",
    Needs = Signals.Probabilities, ColdStart = ColdStartPolicy.Handled)]
public sealed class Thompson : ICompositeStrategy, IStatefulStrategy
{
    private readonly ThompsonOptions _options;
    private readonly double[] _successes;
    private readonly double[] _failures;
    private int[] _predicted = [];
    private double _meanChange;
    private int _last = -1;

    /// <summary>A bandit.</summary>
    /// <param name="options">The strategies, and how the bandit learns.</param>
    /// <exception cref="PluginALException">There are fewer than two strategies.</exception>
    public Thompson(ThompsonOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        Inner = InnerList.Parse("thompson", options.Inner, 2);
        _successes = new double[Inner.Count];
        _failures = new double[Inner.Count];
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Inner { get; }

    /// <inheritdoc/>
    public IReadOnlyList<SelectedRow> Select(QueryContext context, int count)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Model is not null)
        {
            Reward(Predict(context));
        }

        var best = double.NegativeInfinity;
        for (var k = 0; k < Inner.Count; k++)
        {
            var belief = BetaDraw.Sample(1 + _successes[k], 1 + _failures[k], context.Random.For("arm"), k);
            (best, _last) = belief > best ? (belief, k) : (best, _last);
        }

        context.Log.Information($"Round {context.Round}: '{Inner[_last]}' was drawn.");
        return context.Select(Inner[_last], context.Candidates, count);
    }

    /// <inheritdoc/>
    public void SaveState(Stream stream)
    {
        using var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true);
        Array.ForEach(_successes, writer.Write);
        Array.ForEach(_failures, writer.Write);
        writer.Write(_meanChange);
        writer.Write(_last);
        writer.Write(_predicted.Length);
        Array.ForEach(_predicted, writer.Write);
    }

    /// <inheritdoc/>
    public void RestoreState(Stream stream)
    {
        using var reader = new BinaryReader(stream, System.Text.Encoding.UTF8, leaveOpen: true);
        foreach (var counts in (double[][])[_successes, _failures])
        {
            for (var k = 0; k < counts.Length; k++)
            {
                counts[k] = reader.ReadDouble();
            }
        }

        _meanChange = reader.ReadDouble();
        _last = reader.ReadInt32();
        _predicted = new int[reader.ReadInt32()];
        for (var i = 0; i < _predicted.Length; i++)
        {
            _predicted[i] = reader.ReadInt32();
        }
    }

    private void Reward(int[] predicted)
    {
        if (_last >= 0 && _predicted.Length == predicted.Length)
        {
            var change = predicted.Zip(_predicted).Count(pair => pair.First != pair.Second) / (double)predicted.Length;
            _meanChange = _meanChange == 0 ? change : (0.8 * _meanChange) + (0.2 * change);
            var success = _meanChange == 0 ? 0.5 : Math.Min(1, change / (2 * _meanChange));
            for (var k = 0; k < _successes.Length; k++)
            {
                _successes[k] *= _options.Memory;
                _failures[k] *= _options.Memory;
            }

            _successes[_last] += success;
            _failures[_last] += 1 - success;
        }

        _predicted = predicted;
    }

    /// <summary>The model's class for the probe rows, the same ones in every round.</summary>
    private int[] Predict(QueryContext context)
    {
        var all = context.Candidates.PoolRowCount;
        var rows = new SortedSet<long>();
        var random = new RandomSource(context.Random.Seed, "thompson/probe");
        var wanted = Math.Min(_options.Probe, all);
        for (var draw = 0L; rows.Count < wanted; draw++)
        {
            rows.Add(random.Below(all, draw));
        }

        var predicted = new List<int>((int)wanted);
        context.ForEachBlock([.. rows], (in SignalBlock block) =>
        {
            for (var i = 0; i < block.Count; i++)
            {
                var best = 0;
                for (var c = 1; c < block.ClassCount; c++)
                {
                    best = block.Probabilities[(i * block.ClassCount) + c] > block.Probabilities[(i * block.ClassCount) + best] ? c : best;
                }

                predicted.Add(best);
            }
        });
        return [.. predicted];
    }
}
