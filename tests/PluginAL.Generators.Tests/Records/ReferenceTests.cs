using FsCheck;
using FsCheck.Fluent;
using PluginAL.Abstractions;
using PluginAL.Encoding.Records;

namespace PluginAL.Generators.Tests.Records;

/// <summary>For random records, the generated code writes what the slow reference writes.</summary>
public sealed class ReferenceTests
{
    private static readonly string[] Words = ["", "a", "Köln", "red fox", "The red fox, again: the fox!", "北京", "x", "y", "DE", "FR"];

    private static readonly IFeatureAdapter<Everything> Features = RecordAdapters<Everything>.Features;

    [Fact]
    public void Dense_rows_equal_the_reference() => ForRecords(records =>
    {
        var state = Fit(records);
        var expected = ReflectionAdapter.Write(records);
        var rows = new float[records.Count * Features.Width];
        Features.Write(records.ToArray(), state, rows);
        for (var i = 0; i < records.Count; i++)
        {
            var row = rows.AsSpan(i * Features.Width, Features.Width);
            for (var column = 0; column < row.Length; column++)
            {
                var group = Features.Columns.Last(one => one.Offset <= column);
                Assert.True(Math.Abs(expected[i][column] - row[column]) <= 1e-4f, $"{group}, column {column}: {row[column]}, not {expected[i][column]} of {records[i]}");
            }
        }
    });

    [Fact]
    public void Sparse_rows_equal_dense_ones() => ForRecords(records =>
    {
        var state = Fit(records);
        var (dense, sparse, row) = (new float[Features.Width], new float[Features.Width], new FeatureRow());
        foreach (var record in records)
        {
            Features.Write(record, state, dense);
            row.Clear();
            Features.WriteSparse(record, state, row);
            row.CopyTo(sparse);
            Assert.Equal(dense, sparse);
        }
    });

    [Fact]
    public void A_sparse_adapter_writes_the_columns_of_a_dense_one() => ForRecords(records =>
    {
        var wide = WideFeatures.Instance;
        Assert.Equal(FeatureLayout.Sparse, wide.Layout);
        var fit = wide.StartFit();
        records.ToList().ForEach(record => fit.Observe(new Wide(record, record.Name)));
        var (state, narrow) = (fit.Complete(), Fit(records));
        var (row, expected, sparse) = (new float[wide.Width], new float[Features.Width], new FeatureRow());
        foreach (var record in records)
        {
            wide.Write(new Wide(record, record.Name), state, row);
            Features.Write(record, narrow, expected);
            Assert.Equal(expected, row[..Features.Width]);
            sparse.Clear();
            wide.WriteSparse(new Wide(record, record.Name), state, sparse);
            sparse.CopyTo(row);
            Assert.Equal(expected, row[..Features.Width]);
            Assert.Equal(record.Name.Any(char.IsLetter) ? 1 : 0, row[Features.Width..].Sum(value => value * value), 1e-5f);
        }
    });

    [Fact]
    public void Passes_merged_learn_what_one_pass_learns() => ForRecords(records =>
    {
        var (first, second) = (Features.StartFit(), Features.StartFit());
        for (var i = 0; i < records.Count; i++)
        {
            (i < records.Count / 2 ? first : second).Observe(records[i]);
        }

        first.Merge(second);
        var (merged, whole) = (first.Complete(), Fit(records));
        Assert.Equal(whole.RecordCount, merged.RecordCount);
        foreach (var (expected, found) in whole.Numbers.ToArray().Zip(merged.Numbers.ToArray()))
        {
            Assert.Equal(expected, found, 1e-9 * (1 + Math.Abs(expected)));
        }

        Assert.Equal(whole.Vocabulary(0).Values, merged.Vocabulary(0).Values);
        Assert.Equal(whole.Vocabulary(1).Values, merged.Vocabulary(1).Values);
    });

    [Fact]
    public void A_record_comes_back_from_json() => ForRecords(records =>
    {
        foreach (var record in records)
        {
            var back = Json.RoundTrip(RecordAdapters<Everything>.Format, record);
            Assert.Equal(record.Embedding.ToArray(), back.Embedding.ToArray());
            Assert.Equal(record, back with { Embedding = record.Embedding });
        }
    });

    [Fact]
    public void Writing_allocates_nothing()
    {
        var records = Records(50).Sample(1, 1).Single();
        var state = Fit(records);
        var (row, sparse) = (new float[Features.Width], new FeatureRow());
        var record = records[0] with { Text = Words[4] };
        Features.Write(record, state, row);
        Features.WriteSparse(record, state, sparse);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            Features.Write(record, state, row);
            sparse.Clear();
            Features.WriteSparse(record, state, sparse);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static FeatureState Fit(IEnumerable<Everything> records)
    {
        var fit = Features.StartFit();
        foreach (var record in records)
        {
            fit.Observe(record);
        }

        return fit.Complete();
    }

    private static void ForRecords(Action<IReadOnlyList<Everything>> check) =>
        Prop.ForAll(Arb.From(Records(12)), check).Check(Config.QuickThrowOnFailure.WithMaxTest(100));

    private static Gen<List<Everything>> Records(int most) =>
        from count in Gen.Choose(1, most)
        from seed in Gen.Choose(0, int.MaxValue)
        select Make(new Random(seed), count);

    private static List<Everything> Make(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => One(random))];

    private static Everything One(Random random)
    {
        bool Sometimes() => random.Next(4) == 0;
        string Word() => Words[random.Next(Words.Length)];
        Colour Known() => (Colour)(new[] { 1, 5, -2 })[random.Next(3)];
        DateTime Moment() => new(random.NextInt64(DateTime.UnixEpoch.Ticks / 2, DateTime.UnixEpoch.Ticks * 2), DateTimeKind.Utc);
        return new(
            random.NextInt64(), (byte)random.Next(256), Sometimes() ? null : random.Next(-1000, 1000), Sometimes() ? null : (random.NextDouble() * 30) - 15,
            Sometimes() ? null : (short)random.Next(5), Sometimes() ? float.NaN : random.NextSingle(), (decimal)random.NextDouble() * 100, Sometimes(),
            Sometimes() ? null : Sometimes(), Known(), Sometimes() ? null : Known(), (Rights)(random.Next(2) + (4 * random.Next(2))), Word(),
            Sometimes() ? null : Word(), Sometimes() ? null : random.Next(4), Word(), Sometimes() ? null : Word() + " " + Word(),
            new[] { random.NextSingle(), -1f, 0f }, Sometimes() ? null : Moment(), DateOnly.FromDateTime(Moment()), TimeSpan.FromSeconds(random.Next(100000)),
            Sometimes() ? null : new Place(random.NextSingle() * 90, Word()), random.Next(-9, 9), Sometimes() ? null : Known(), Sometimes() ? null : Word());
    }
}
