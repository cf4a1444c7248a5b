using System.ComponentModel.DataAnnotations;
using PluginAL.Abstractions;

namespace MyPlugin;

/// <summary>Nearest class means: p(c | x) is the softmax over the classes of −‖x − μ_c‖² ÷ T.</summary>
/// <param name="options">The temperature T.</param>
[Learner("my-plugin", Summary = "Nearest class means.", Gives = Signals.Probabilities)]
public sealed class MyPluginLearner(MyPluginOptions options) : ILearner
{
    /// <inheritdoc/>
    public IModel Fit(TrainingSet data, FitContext context)
    {
        var (width, classes) = (data.Features.Width, data.ClassCount);
        var (means, counts, x) = (new double[classes * width], new long[classes], new float[width]);
        for (var row = 0L; row < data.Features.RowCount; row++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            MyPluginModel.Read(data.Features.Block(row, 1), 0, x);
            var label = data.Classes[(int)row];
            counts[label]++;
            for (var d = 0; d < width; d++)
            {
                means[(label * width) + d] += float.IsFinite(x[d]) ? x[d]
                    : throw PluginALException.Input($"Row {row} has {x[d]} in column {d}; 'my-plugin' learns from finite numbers only.");
            }
        }

        for (var c = 0; c < classes; c++)
        {
            for (var d = 0; d < width; d++)
            {
                means[(c * width) + d] /= Math.Max(1, counts[c]);
            }
        }

        return new MyPluginModel(width, means, [.. counts.Select(count => count > 0)], options.Temperature);
    }

    /// <inheritdoc/>
    public IModel Load(Stream stream) => MyPluginModel.Load(stream);
}

/// <summary>What can be set, as in <c>MyPlugin.cs:temperature=4</c>.</summary>
public sealed record MyPluginOptions
{
    /// <summary>The temperature T: the higher, the less sure.</summary>
    [Range(0.001, 1000000)]
    public double Temperature { get; init; } = 1;
}

/// <summary>The mean of each class.</summary>
internal sealed class MyPluginModel(int width, double[] means, bool[] known, double temperature) : IClassifier
{
    private const int Mark = 0x314C504D;

    public int Width => width;

    public int ClassCount => known.Length;

    public void PredictProbabilities(in FeatureBlock rows, Span<float> probabilities)
    {
        var (x, logits) = (new float[width], new double[known.Length]);
        for (var i = 0; i < rows.Count; i++)
        {
            Read(rows, i, x);
            var best = double.NegativeInfinity;
            for (var c = 0; c < known.Length; c++)
            {
                var squared = 0.0;
                for (var d = 0; d < width; d++)
                {
                    var apart = x[d] - means[(c * width) + d];
                    squared += apart * apart;
                }

                // A class without a row gets probability zero.
                logits[c] = known[c] ? -squared / temperature : double.NegativeInfinity;
                best = Math.Max(best, logits[c]);
            }

            var sum = 0.0;
            for (var c = 0; c < known.Length; c++)
            {
                sum += logits[c] = Math.Exp(logits[c] - best);
            }

            for (var c = 0; c < known.Length; c++)
            {
                probabilities[(i * known.Length) + c] = (float)(logits[c] / sum);
            }
        }
    }

    public void Save(Stream stream)
    {
        using var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true);
        writer.Write(Mark);
        writer.Write(width);
        writer.Write(known.Length);
        writer.Write(temperature);
        foreach (var isKnown in known)
        {
            writer.Write(isKnown);
        }

        foreach (var mean in means)
        {
            writer.Write(mean);
        }
    }

    public static MyPluginModel Load(Stream stream)
    {
        try
        {
            using var reader = new BinaryReader(stream, System.Text.Encoding.UTF8, leaveOpen: true);
            if (reader.ReadInt32() != Mark)
            {
                throw PluginALException.Input("The bytes are not a model of 'my-plugin'; give the file that it saved.");
            }

            var (width, classes, temperature) = (reader.ReadInt32(), reader.ReadInt32(), reader.ReadDouble());
            var known = Enumerable.Range(0, classes).Select(_ => reader.ReadBoolean()).ToArray();
            var means = Enumerable.Range(0, checked(classes * width)).Select(_ => reader.ReadDouble()).ToArray();
            return new MyPluginModel(width, means, known, temperature);
        }
        catch (Exception e) when (e is EndOfStreamException or OverflowException or ArgumentOutOfRangeException)
        {
            throw PluginALException.Input("The bytes are not a whole model of 'my-plugin'; give the file that it saved.", e);
        }
    }

    /// <summary>One row's features, dense or sparse.</summary>
    public static void Read(in FeatureBlock rows, int row, Span<float> x)
    {
        if (rows.Layout == FeatureLayout.Dense)
        {
            rows.Values.Slice(row * x.Length, x.Length).CopyTo(x);
            return;
        }

        x.Clear();
        for (var at = (int)(rows.RowOffsets[row] - rows.RowOffsets[0]); at < rows.RowOffsets[row + 1] - rows.RowOffsets[0]; at++)
        {
            x[rows.Columns[at]] = rows.Values[at];
        }
    }
}
