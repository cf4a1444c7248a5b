using System.Globalization;
using System.Text;
using PluginAL.Abstractions;

namespace PluginAL.Engine.Streams;

/// <summary>The curves of streams: <c>strategy,budget_manager,seed,rows,labels,accuracy,recent_accuracy</c>.</summary>
public static class StreamCsv
{
    private const string Header = "strategy,budget_manager,seed,rows,labels,accuracy,recent_accuracy";

    /// <summary>Writes the file, whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="runs">The runs.</param>
    /// <exception cref="PluginALException">The path exists and is something else.</exception>
    public static void Write(string path, IReadOnlyList<StreamSimulationRun> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        RequireReplaceable(path);
        AtomicFile.Write(path, stream =>
        {
            using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
            writer.WriteLine(Header);
            foreach (var run in runs)
            {
                foreach (var point in run.Result.Curve)
                {
                    writer.WriteLine(string.Create(
                        CultureInfo.InvariantCulture,
                        $"{run.Strategy},{run.Manager},{run.Seed},{point.Rows},{point.Labels},{Number(point.Accuracy)},{Number(point.RecentAccuracy)}"));
                }
            }
        });
    }

    /// <summary>Refuses a path that exists and is not such a file.</summary>
    /// <param name="path">The path.</param>
    /// <exception cref="PluginALException">It is something else.</exception>
    public static void RequireReplaceable(string path)
    {
        if (Directory.Exists(path))
        {
            throw PluginALException.Input($"{path} is a directory; give a file name for the curves.");
        }

        if (File.Exists(path) && File.ReadLines(path).FirstOrDefault() is { } first && first != Header)
        {
            throw PluginALException.Input($"{path} exists and does not begin with '{Header}', so it is not overwritten; give another name or remove it.");
        }
    }

    private static string Number(double value) => double.IsNaN(value) ? "" : value.ToString("R", CultureInfo.InvariantCulture);
}
