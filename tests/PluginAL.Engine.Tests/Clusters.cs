using PluginAL.Abstractions;
using PluginAL.Engine.Data;

namespace PluginAL.Engine.Tests;

/// <summary>Rows around C centres in D dimensions, some of them between two: easy to learn, with something to gain from choosing.</summary>
internal sealed class Clusters : LearningData
{
    private readonly DenseFeatures _features;
    private readonly int[] _truth;

    public Clusters(int rows = 400, int classes = 3, int width = 4, ulong seed = 1)
    {
        var random = new RandomSource(seed, "clusters");
        _features = new DenseFeatures(width);
        _truth = new int[rows];
        var values = new float[width];
        for (var row = 0; row < rows; row++)
        {
            _truth[row] = (int)random.Below(classes, row);
            for (var d = 0; d < width; d++)
            {
                var centre = d == _truth[row] % width ? 2.0 : 0.0;
                values[d] = (float)(centre + random.Uniform(row, 1 + (2 * d)) + random.Uniform(row, 2 + (2 * d)) - 1);
            }

            _features.Append(values);
        }

        Classes = [.. Enumerable.Range(0, classes).Select(c => $"c{c}")];
        Fingerprint = $"clusters {rows} {classes} {width} {seed}";
    }

    public override string Fingerprint { get; }

    public override FeatureMatrix Features => _features;

    public override IReadOnlyList<string> Classes { get; }

    public IReadOnlyList<int> TrueClasses => _truth;

    public override Label? Truth(long row) => new ClassLabel(_truth[row]);

    public override string Describe(long row) => $"row {row}";
}
