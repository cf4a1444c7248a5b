using System.Globalization;
using System.Text;

namespace PluginAL.Cli.Tests;

/// <summary>Small data that several tests read, made once. Nobody may change them.</summary>
internal static class Stock
{
    public const int TrainRows = 400;
    public const int TestRows = 150;
    public const int TextRows = 400;
    public const int FeatureRows = 300;
    public const int FeatureWidth = 5;

    private static readonly Lazy<string> Place = new(Make);
    private static readonly string[] Words = ["ale", "bread", "cheese", "dill", "egg", "fig", "grape", "honey", "ice", "jam", "kale", "leek"];

    /// <summary>Handwritten digits from the tool's sample, 64 numbers and a label.</summary>
    public static string DigitsTrain => In("train.csv");

    /// <summary>Other digits.</summary>
    public static string DigitsTest => In("test.csv");

    /// <summary>Records with id, text and label; the first word tells the class.</summary>
    public static string Texts => In("texts.jsonl");

    /// <summary>More of the same.</summary>
    public static string TextsTest => In("texts-test.jsonl");

    /// <summary>(300, 5) float32.</summary>
    public static string Features => In("features.npy");

    /// <summary>(300) int32, 0 or 1.</summary>
    public static string Labels => In("labels.npy");

    /// <summary>A pool of <see cref="Texts"/>.</summary>
    public static string TextPool => Built("texts.pool", "pool", "create", Texts, "--out", "texts.pool");

    /// <summary>A model of <see cref="TextPool"/>.</summary>
    public static string TextModel => Built("texts.model", "fit", "--data", TextPool, "--out", "texts.model");

    /// <summary>A pool of <see cref="Features"/> and <see cref="Labels"/>, copied.</summary>
    public static string FeaturePool =>
        Built("features.pool", "pool", "create", Features, "--labels", Labels, "--copy", "--out", "features.pool");

    /// <summary>Text records, the same for the same seed.</summary>
    public static string TextLines(int seed, int rows, int first = 0)
    {
        var random = new Random(seed);
        var text = new StringBuilder();
        for (var row = 0; row < rows; row++)
        {
            var label = random.Next(3);
            var words = Enumerable.Range(0, 6).Select(_ => Words[random.Next(Words.Length)]).Prepend(Words[label]).Append(Words[label]);
            text.Append(CultureInfo.InvariantCulture, $$"""{"id": "r{{first + row}}", "text": "{{string.Join(' ', words)}}", "label": "c{{label}}"}""").Append('\n');
        }

        return text.ToString();
    }

    /// <summary>A CSV file of two numbers and a label.</summary>
    public static string NumberLines(int rows, Func<int, string, string>? change = null)
    {
        var random = new Random(5);
        var text = new StringBuilder("a,b,label\n");
        for (var row = 0; row < rows; row++)
        {
            var (a, b) = (random.NextDouble(), random.NextDouble());
            var line = string.Create(CultureInfo.InvariantCulture, $"{a:F4},{b:F4},{(a > b ? "left" : "right")}");
            text.Append(change is null ? line : change(row, line)).Append('\n');
        }

        return text.ToString();
    }

    private static string In(string name) => Path.Combine(Place.Value, name);

    private static string Built(string name, params ReadOnlySpan<string> arguments)
    {
        lock (Place)
        {
            var path = In(name);
            if (!Path.Exists(path))
            {
                Pluginal.Run(Place.Value, arguments).Succeeds();
            }

            return path;
        }
    }

    private static string Make()
    {
        var folder = Directory.CreateTempSubdirectory("pluginal-stock-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        var digits = File.ReadAllLines(Path.Combine(Pluginal.Folder, "samples", "digits.csv"));
        File.WriteAllLines(Path.Combine(folder, "train.csv"), digits.Take(1 + TrainRows));
        File.WriteAllLines(Path.Combine(folder, "test.csv"), digits.Skip(1 + TrainRows).Take(TestRows).Prepend(digits[0]));
        File.WriteAllText(Path.Combine(folder, "texts.jsonl"), TextLines(1, TextRows));
        File.WriteAllText(Path.Combine(folder, "texts-test.jsonl"), TextLines(2, TestRows, first: 10_000));

        var random = new Random(3);
        var values = Enumerable.Range(0, FeatureRows * FeatureWidth).Select(_ => (float)((2 * random.NextDouble()) - 1)).ToArray();
        Npy.WriteMatrix(Path.Combine(folder, "features.npy"), values, FeatureWidth);
        var labels = Enumerable.Range(0, FeatureRows).Select(row => values[row * FeatureWidth] > values[(row * FeatureWidth) + 1] ? 1 : 0).ToArray();
        Npy.Write<int>(Path.Combine(folder, "labels.npy"), labels, "<i4", $"({FeatureRows},)");
        return folder;
    }
}
