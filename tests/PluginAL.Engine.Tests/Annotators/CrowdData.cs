using System.Text.Json;
using PluginAL.Engine.Annotators;

namespace PluginAL.Engine.Tests.Annotators;

/// <summary>Labels of real annotators, with the truth.</summary>
internal sealed class CrowdData
{
    public CrowdData(string set)
    {
        var folder = Path.Combine(DataTheoryAttribute.Folder, set);
        var gold = Read(Path.Combine(folder, "gold.jsonl"), "id", "label");
        var labels = Read(Path.Combine(folder, "labels.jsonl"), "id", "annotator", "label");
        string[] rows = [.. gold.Select(line => line[0])];
        string[] classes = [.. gold.Select(line => line[1]).Distinct().Order(StringComparer.Ordinal)];
        string[] annotators = [.. labels.Select(line => line[1]).Distinct().Order(StringComparer.Ordinal)];
        Truth = [.. gold.Select(line => Array.IndexOf(classes, line[1]))];
        Labels = new AnnotatorLabels(annotators.Length, classes.Length);
        foreach (var line in labels)
        {
            Labels.Add(Array.IndexOf(rows, line[0]), Array.IndexOf(annotators, line[1]), Array.IndexOf(classes, line[2]));
        }
    }

    public int[] Truth { get; }

    public AnnotatorLabels Labels { get; }

    public double Accuracy(Func<long, int> consensus) => Labels.Rows.Average(row => consensus(row) == Truth[row] ? 1.0 : 0);

    private static List<string[]> Read(string path, params string[] fields) =>
        [.. File.ReadLines(path).Select(line => JsonDocument.Parse(line).RootElement).Select(line => fields.Select(field => line.GetProperty(field).GetString()!).ToArray())];
}
