using PluginAL.Abstractions;
using PluginAL.Scoring;

namespace PluginAL.Pools.Tests;

public class MappedIndexTests
{
    private const int Width = 12;
    private const int Rows = 700;

    [Fact]
    public void A_saved_index_is_found_again_bit_by_bit()
    {
        using var temp = new TempDirectory();
        foreach (var metric in Enum.GetValues<DistanceMetric>())
        {
            var built = Build(metric);
            MappedIndex.Save(built, temp["index"]);
            using var mapped = MappedIndex.Open(temp["index"]);
            Assert.Equal(metric, mapped.Index.Metric);
            Assert.Equal(built.Centroids.ToArray(), mapped.Index.Centroids.ToArray());
            Assert.Equal(built.Offsets.ToArray(), mapped.Index.Offsets.ToArray());
            Assert.Equal(built.RowNumbers.ToArray(), mapped.Index.RowNumbers.ToArray());
            Assert.Equal(Search(built), Search(mapped.Index));
        }

        using var vectors = NpyColumn<float>.Open(Path.Combine(temp["index"], "vectors.npy"));
        Assert.Equal((Rows, Width), ((int)vectors.RowCount, vectors.Width));
    }

    [Fact]
    public void A_directory_without_a_whole_index_is_refused_with_what_is_wrong()
    {
        using var temp = new TempDirectory();
        Assert.Contains("holds no index", Assert.Throws<PluginALException>(() => MappedIndex.Open(temp["none"])).Message);
        MappedIndex.Save(Build(DistanceMetric.Dot), temp["index"]);
        var manifest = Path.Combine(temp["index"], "index.json");
        var text = File.ReadAllText(manifest);
        File.WriteAllText(manifest, text.Replace("\"rows\": 700", "\"rows\": 699", StringComparison.Ordinal));
        Assert.Contains("rows.npy has 700 rows of 1, expected 699 of 1", Assert.Throws<PluginALException>(() => MappedIndex.Open(temp["index"])).Message);
        File.WriteAllText(manifest, text.Replace("\"version\": 1", "\"version\": 2", StringComparison.Ordinal));
        Assert.Contains("version 1", Assert.Throws<PluginALException>(() => MappedIndex.Open(temp["index"])).Message);
        File.WriteAllText(manifest, text[..20]);
        Assert.Contains("is damaged", Assert.Throws<PluginALException>(() => MappedIndex.Open(temp["index"])).Message);
        File.WriteAllText(manifest, text);
        using (var offsets = NpyWriter<long>.Create(Path.Combine(temp["index"], "offsets.npy")))
        {
            offsets.Write([0, 500, 400, 600, 650, 680, 690, 695, 700]);
            offsets.Complete();
        }

        Assert.Contains("no usable index", Assert.Throws<PluginALException>(() => MappedIndex.Open(temp["index"])).Message);
    }

    private static InvertedFileIndex Build(DistanceMetric metric) => InvertedFileIndex.Build(Floats(Rows * Width, 1), Width, metric, 8, seed: 3);

    private static (string Rows, string Distances) Search(InvertedFileIndex index)
    {
        var rows = new long[20 * 5];
        var distances = new float[rows.Length];
        index.Search(Floats(20 * Width, 2), 3, 5, rows, distances);
        return (string.Join(' ', rows), string.Join(' ', distances.Select(BitConverter.SingleToInt32Bits)));
    }

    private static float[] Floats(int count, int seed)
    {
        var random = new Random(seed);
        var x = new float[count];
        for (var i = 0; i < count; i++) x[i] = random.NextSingle() - 0.5f;
        return x;
    }
}
