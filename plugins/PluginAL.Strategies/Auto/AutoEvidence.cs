using PluginAL.Abstractions;

namespace PluginAL.Strategies;

/// <summary>
/// What the answers say of the choice: how often the model was wrong about rows that it had not seen, apart for chosen and for
/// random ones. Choosing earns its place by finding more mistakes than chance does.
/// </summary>
internal sealed class AutoEvidence
{
    /// <summary>Answers of each kind that count: the latest.</summary>
    private const int Window = 200;

    /// <summary>Answers of each kind before anything is concluded.</summary>
    private const int Least = 20;

    private const int MostPending = 100_000;

    private readonly List<(long Row, bool Random, int Predicted)> _pending = [];
    private readonly List<bool> _chosen = [];
    private readonly List<bool> _random = [];

    /// <summary>
    /// Whether chosen rows hold fewer mistakes than random ones, by more than a standard error: then the model's doubts say nothing
    /// of where it is wrong, and rows are better drawn at random.
    /// </summary>
    public bool AgainstChoosing
    {
        get
        {
            if (_chosen.Count < Least || _random.Count < Least)
            {
                return false;
            }

            var (chosen, random) = (Rate(_chosen), Rate(_random));
            var variance = (chosen * (1 - chosen) / _chosen.Count) + (random * (1 - random) / _random.Count);
            return chosen - random < -Math.Sqrt(variance);
        }
    }

    /// <summary>Notes what the model says of rows that are about to be asked for.</summary>
    public void Expect(long row, bool random, int predicted)
    {
        if (_pending.Count < MostPending)
        {
            _pending.Add((row, random, predicted));
        }
    }

    /// <summary>Compares with the answers that have come since.</summary>
    public void Learn(IReadOnlyList<long> rows, IReadOnlyList<Label> labels)
    {
        if (_pending.Count == 0)
        {
            return;
        }

        var answers = new Dictionary<long, int>(rows.Count);
        for (var i = 0; i < rows.Count; i++)
        {
            if (labels[i] is ClassLabel { Class: var label })
            {
                answers[rows[i]] = label;
            }
        }

        _pending.RemoveAll(expected =>
        {
            if (!answers.TryGetValue(expected.Row, out var label))
            {
                return false;
            }

            var window = expected.Random ? _random : _chosen;
            window.Add(label != expected.Predicted);
            if (window.Count > Window)
            {
                window.RemoveAt(0);
            }

            return true;
        });
    }

    public void Save(Stream stream)
    {
        using var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true);
        writer.Write(_pending.Count);
        foreach (var (row, random, predicted) in _pending)
        {
            writer.Write(row);
            writer.Write(random);
            writer.Write(predicted);
        }

        foreach (var window in (List<bool>[])[_chosen, _random])
        {
            writer.Write(window.Count);
            window.ForEach(writer.Write);
        }
    }

    public void Restore(Stream stream)
    {
        using var reader = new BinaryReader(stream, System.Text.Encoding.UTF8, leaveOpen: true);
        _pending.Clear();
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            _pending.Add((reader.ReadInt64(), reader.ReadBoolean(), reader.ReadInt32()));
        }

        foreach (var window in (List<bool>[])[_chosen, _random])
        {
            window.Clear();
            for (var left = reader.ReadInt32(); left > 0; left--)
            {
                window.Add(reader.ReadBoolean());
            }
        }
    }

    private static double Rate(List<bool> window) => (double)window.Count(wrong => wrong) / window.Count;
}
