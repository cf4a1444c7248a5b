using PluginAL.Abstractions;
using PluginAL.Engine.Data;
using PluginAL.Pools;

namespace PluginAL.Engine.Tests.Data;

public sealed class FeatureFileTests : IDisposable
{
    private const int Rows = 3000, Width = 33;

    private readonly TemporaryFolder _folder = new();

    // Numbers that each of the element types holds exactly.
    private static float Value(int index) => ((index * 7 % 255) - 127) * 0.25f;

    private string Write<T>(string name, Func<int, T> value, int rows = Rows, int width = Width)
        where T : unmanaged
    {
        var path = _folder.File(name);
        using var writer = NpyWriter<T>.Create(path, width > 0 ? [width] : []);
        writer.Write([.. Enumerable.Range(0, rows * Math.Max(width, 1)).Select(value)]);
        writer.Complete();
        return path;
    }

    private static void RequireValues(FeatureMatrix features, Func<int, float> expected)
    {
        Assert.Equal((Rows, Width, FeatureLayout.Dense), (features.RowCount, features.Width, features.Layout));
        for (var row = 0L; row < Rows;)
        {
            var block = features.Block(row, 4096);
            Assert.InRange(block.Count, 1, Rows - (int)row);
            for (var i = 0; i < block.Values.Length; i++)
            {
                Assert.Equal(expected((int)row * Width + i), block.Values[i]);
            }

            row += block.Count;
        }

        Assert.Equal(expected((17 * Width) + 5), features.Block(17, 1).Values[5]);
    }

    [Fact]
    public void Every_element_type_gives_the_same_features_and_its_own_bytes()
    {
        using var single = FeatureFile.Open(Write("f4.npy", Value));
        using var half = FeatureFile.Open(Write("f2.npy", i => (Half)Value(i)));
        using var brain = FeatureFile.Open(Write("u2.npy", i => (ushort)(BitConverter.SingleToUInt32Bits(Value(i)) >> 16)), "bfloat16");
        using var bytes = FeatureFile.Open(Write("i1.npy", i => (sbyte)(Value(i) * 4)), null, Write("s.npy", _ => 0.25f, 1, 0));
        Assert.All([single, half, brain, bytes], file => RequireValues(file.Features, Value));
        Assert.Equal([4.0 * Width, 2 * Width, 2 * Width, Width], new[] { single, half, brain, bytes }.Select(file => file.BytesPerRow));
    }

    [Fact]
    public void Rows_of_int8_have_scales_of_their_own()
    {
        using var file = FeatureFile.Open(Write("i1.npy", i => (sbyte)(Value(i) * 4)), null, Write("s.npy", row => row * 0.5f, Rows, 0));
        RequireValues(file.Features, i => Value(i) * 4 * (i / Width * 0.5f));
    }

    [Fact]
    public async Task Threads_read_blocks_of_their_own()
    {
        using var file = FeatureFile.Open(Write("f2.npy", i => (Half)Value(i)));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => RequireValues(file.Features, Value))));
    }

    [Fact]
    public void What_is_said_about_a_file_must_fit_it()
    {
        var single = Write("f4.npy", Value);
        var brain = Write("u2.npy", i => (ushort)i);
        var bytes = Write("i1.npy", i => (sbyte)i);
        var scale = Write("s.npy", _ => 1f, 7, 0);
        Assert.Contains("give --encoding bfloat16", Message(brain), StringComparison.Ordinal);
        Assert.Contains("give --scale S.npy", Message(bytes), StringComparison.Ordinal);
        Assert.Contains("--encoding is 'float8'", Message(brain, "float8"), StringComparison.Ordinal);
        Assert.Contains("--encoding bfloat16 is for '<u2'; leave it out", Message(single, "bfloat16"), StringComparison.Ordinal);
        Assert.Contains("--scale S.npy is for '|i1'; leave it out", Message(single, null, scale), StringComparison.Ordinal);
        Assert.Contains("has 7 scales, and ", Message(bytes, null, scale), StringComparison.Ordinal);
        Assert.Contains("dtype '<f8', expected '<f4'", Message(Write("f8.npy", i => (double)i)), StringComparison.Ordinal);
        Assert.Contains("expected features of shape (N, D)", Message(Write("flat.npy", i => (Half)i, 5, 0)), StringComparison.Ordinal);
        Assert.Contains("does not exist", Message(_folder.File("none.npy")), StringComparison.Ordinal);

        static string Message(string path, string? encoding = null, string? scale = null) =>
            Assert.Throws<PluginALException>(() => FeatureFile.Open(path, encoding, scale)).Message;
    }

    public void Dispose() => _folder.Dispose();
}
