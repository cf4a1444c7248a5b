using PluginAL.Abstractions;

namespace PluginAL.Pools.Tests;

public class PipelineTests
{
    private static readonly FieldSchema Schema = new() { Text = ["t"], Numeric = ["a", "b"] };

    [Fact]
    public void Parts_stand_side_by_side_and_one_sparse_part_makes_it_sparse()
    {
        var dense = Fit(new FeaturiserPart("centred-numbers", "1", new CentredNumbers()));
        Assert.Equal((FeatureLayout.Dense, 2), (dense.Layout, dense.Width));
        var both = Fit(new FeaturiserPart("centred-numbers", "1", new CentredNumbers()), new FeaturiserPart("hashed-words", "1", new HashedWords(8)));
        Assert.Equal((FeatureLayout.Sparse, 10), (both.Layout, both.Width));
        Assert.Equal([("numbers", 0, 2), ("words", 2, 8)], both.Columns.Select(column => (column.Name, column.Offset, column.Width)));
        var row = new FeatureRow();
        both.Encode(Record("x x", 5, double.NaN), row);
        Assert.Equal(2, row.Columns.Length);
        Assert.Equal(3f, row.Values[0]);
        Assert.InRange(row.Columns[1], 2, 9);
        Assert.Equal(2f, row.Values[1]);
    }

    [Fact]
    public void What_is_saved_encodes_to_the_same_bits()
    {
        var pipeline = Fit(new FeaturiserPart("centred-numbers", "1.2", new CentredNumbers()), new FeaturiserPart("hashed-words", "3", new HashedWords(8)));
        using var stream = new MemoryStream();
        pipeline.Save(stream);
        stream.Position = 0;
        var loaded = FeaturePipeline.Load(stream, TempDirectory.Resolve);
        Assert.Equal(Schema, loaded.Schema);
        Assert.Equal([("centred-numbers", "1.2"), ("hashed-words", "3")], loaded.Parts.Select(part => (part.Name, part.Version)));
        var (left, right) = (new FeatureRow(), new FeatureRow());
        pipeline.Encode(Record("one two", 0.1, 0.7), left);
        loaded.Encode(Record("one two", 0.1, 0.7), right);
        Assert.Equal(left.Columns.ToArray(), right.Columns.ToArray());
        Assert.Equal(left.Values.ToArray(), right.Values.ToArray());
        Assert.Equal(pipeline.ToBytes(), loaded.ToBytes());
    }

    [Fact]
    public void Damaged_bytes_are_refused()
    {
        using var temp = new TempDirectory();
        var words = Fit(new FeaturiserPart("hashed-words", "3", new HashedWords(8)));
        Damage(words.ToBytes());
        Damage(new FeaturePipeline(Schema, words.Parts, words).ToBytes());

        void Damage(byte[] bytes)
        {
            for (var i = 0; i < bytes.Length; i++)
            {
                var damaged = (byte[])bytes.Clone();
                damaged[i] ^= 4;
                Assert.Contains("damaged at byte", temp.Fails(() => FeaturePipeline.Load(new MemoryStream(damaged), TempDirectory.Resolve)));
                Assert.Contains("damaged at byte", temp.Fails(() => FeaturePipeline.Load(new MemoryStream(bytes[..i]), TempDirectory.Resolve)));
            }
        }
    }

    [Theory]
    [InlineData(3, 3, "wrote column 3 twice")]
    [InlineData(3, 99, "wrote column 99 outside its width")]
    [InlineData(-1, 3, "wrote column -1 outside its width")]
    public void A_featuriser_that_writes_wrong_columns_is_named(int first, int second, string expected)
    {
        using var temp = new TempDirectory();
        var pipeline = new FeaturePipeline(Schema, [new FeaturePart("faulty", "1", new Faulty(first, second))]);
        var message = temp.Fails(() => pipeline.Encode(Record("", 0, 0), new FeatureRow()), ErrorKind.Work);
        Assert.Contains(expected, message);
        Assert.Contains("'faulty'", message);

        var source = temp.Write("a.jsonl", "{\"text\": \"a\"}\n");
        var inPool = new FeaturePipeline(new FieldSchema { Text = ["text"] }, [new FeaturePart("faulty", "1", new Faulty(first, second))]);
        Assert.Contains(expected, temp.Fails(() => temp.Create(source, new PoolBuildOptions { Pipeline = inPool }), ErrorKind.Work));
        Assert.False(Directory.Exists(temp.Pool));
    }

    private static FieldValues Record(string text, params double[] numbers)
    {
        var values = new FieldValues(Schema) { Text = text };
        numbers.CopyTo(values.Numbers, 0);
        return values;
    }

    private static FeaturePipeline Fit(params FeaturiserPart[] parts) => new(Schema, [.. parts.Select(part =>
    {
        var fit = part.Featuriser.StartFit(Schema);
        fit.Observe(Record("a", 1, 1));
        fit.Observe(Record("b", 3, double.NaN));
        return new FeaturePart(part.Name, part.Version, fit.Complete());
    })]);

    private sealed class Faulty(int first, int second) : IFeatureEncoder
    {
        public FeatureLayout Layout => FeatureLayout.Sparse;

        public int Width => 10;

        public IReadOnlyList<FeatureColumn> Columns => [new FeatureColumn("t", 0, 10, "faulty")];

        public void Encode(FieldValues record, FeatureRow row)
        {
            row.Add(first, 1);
            row.Add(second, 1);
        }

        public void Save(Stream stream)
        {
        }
    }
}
