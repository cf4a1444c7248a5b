using FsCheck;
using FsCheck.Fluent;
using PluginAL.Abstractions;
using static PluginAL.Features.Tests.Featurisers;

namespace PluginAL.Features.Tests;

public sealed class TfIdfTests
{
    private static readonly string[] Three = ["a b", "a c", "A b, b"];

    [Fact]
    public void Weights_are_those_of_a_worked_example()
    {
        // N = 3, df: a 3, b 2, c 1. idf: a 1, b ln(4/3) + 1. In "a b b": a 1, b (1 + ln 2) × idf; then the norm.
        var encoder = Make("tf-idf", """{"analyzer":"word","max-n":1,"min-df":1}""").Fit(Three.Select(Record));
        Assert.Equal(3, encoder.Width);
        var (a, b) = (Column(encoder, "a"), Column(encoder, "b"));
        var values = encoder.Dense(Record("b a B"));
        Assert.Equal(0.416905f, values[a], 1e-6f);
        Assert.Equal(0.908950f, values[b], 1e-6f);
        values = encoder.Dense(Record("a b unknown"));
        Assert.Equal(0.613356f, values[a], 1e-6f);
        Assert.Equal(0.789807f, values[b], 1e-6f);
    }

    [Fact]
    public void Counts_weigh_as_they_are_without_sublinear()
    {
        var encoder = Make("tf-idf", """{"analyzer":"word","max-n":1,"min-df":1,"sublinear":false}""").Fit(Three.Select(Record));
        Assert.Equal(0.932192f, encoder.Dense(Record("a b b"))[Column(encoder, "b")], 1e-6f);
    }

    [Fact]
    public void Terms_of_fewer_texts_than_min_df_are_dropped()
    {
        var encoder = Make("tf-idf", """{"analyzer":"word","max-n":1}""").Fit(Three.Select(Record));
        Assert.Equal(2, encoder.Width);
        Assert.Empty(encoder.Encode(Record("c")).Columns);
        Assert.Equal(1, Make("tf-idf", """{"analyzer":"word","max-n":1,"min-df":3}""").Fit(Three.Select(Record)).Width);
    }

    [Fact]
    public void Nothing_kept_is_one_column_of_zeros()
    {
        var encoder = Make("tf-idf").Fit(Record("every word once"));
        Assert.Equal(1, encoder.Width);
        Assert.Empty(encoder.Encode(Record("every word once")).Columns);
        CoversItsWidth(Make("tf-idf").Reload(encoder));
    }

    [Fact]
    public void Pairs_of_words_are_terms_by_default()
    {
        var encoder = Make("tf-idf").Fit(Record("not good"), Record("not good"));
        Assert.Equal(3, encoder.Width);
        Assert.Equal(2, encoder.Encode(Record("good not")).Columns.Length);
    }

    [Fact]
    public void Case_is_told_apart_where_it_is_kept()
    {
        Assert.Equal(1, Make("tf-idf", """{"max-n":1}""").Fit(Record("A"), Record("a")).Width);
        Assert.Equal(2, Make("tf-idf", """{"max-n":1,"case":"keep"}""").Fit(Record("A a"), Record("a A")).Width);
    }

    [Fact]
    public void Punctuation_counts_for_auto_and_not_for_word()
    {
        Assert.Equal(2, Make("tf-idf", """{"max-n":1}""").Fit(Record("why ?"), Record("why ?")).Width);
        Assert.Equal(1, Make("tf-idf", """{"max-n":1,"analyzer":"word"}""").Fit(Record("why ?"), Record("why ?")).Width);
    }

    [Theory]
    [InlineData("auto")]
    [InlineData("word")]
    public void Chinese_is_read_as_characters_of_any_analyzer(string analyzer)
    {
        string[] texts = ["北京 欢迎，你2024", "北京 欢迎，我2024"];
        var characters = Make("tf-idf", """{"analyzer":"char"}""").Fit(texts.Select(Record));
        var found = Make("tf-idf", $$"""{"analyzer":"{{analyzer}}"}""").Fit(texts.Select(Record));
        Assert.Equal(characters.Width, found.Width);
        Assert.Equal(characters.Encode(Record(texts[0])), found.Encode(Record(texts[0])), SameRow);
    }

    [Fact]
    public void Row_has_norm_one_or_zero_and_ascending_columns()
    {
        Prop.ForAll(Texts.ListOf().ToArbitrary(), Texts.ToArbitrary(), Options, (texts, text, options) =>
        {
            var encoder = Make("tf-idf", options).Fit(texts.Append("one two").Select(Record));
            CoversItsWidth(encoder);
            var (columns, values) = encoder.Encode(Record(text));
            Assert.All(columns, column => Assert.InRange(column, 0, encoder.Width - 1));
            Assert.All(columns.Zip(columns.Skip(1)), pair => Assert.True(pair.First < pair.Second));
            Assert.All(values, value => Assert.True(value > 0));
            var norm = values.Sum(value => (double)value * value);
            Assert.Equal(columns.Length == 0 ? 0 : 1, norm, 1e-5);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Fitting_again_and_loading_give_the_same_bits()
    {
        Prop.ForAll(Texts.ListOf().ToArbitrary(), Texts.ToArbitrary(), Options, (texts, text, options) =>
        {
            var featuriser = Make("tf-idf", options);
            var encoder = featuriser.Fit(texts.Append("one two").Select(Record));
            var again = Make("tf-idf", options).Fit(texts.Append("one two").Select(Record));
            Assert.Equal(encoder.Saved(), again.Saved());
            Assert.Equal(encoder.Encode(Record(text)), featuriser.Reload(encoder).Encode(Record(text)), SameRow);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Many_threads_encode_alike()
    {
        var texts = Enumerable.Range(0, 400).Select(i => string.Join(' ', Enumerable.Range(i, 1 + (i % 90)).Select(j => $"w{j % 61}"))).ToArray();
        var encoder = Make("tf-idf").Fit(texts.Select(Record));
        var expected = texts.Select(text => encoder.Encode(Record(text))).ToArray();
        Parallel.For(0, 4 * texts.Length, i => Assert.Equal(expected[i % texts.Length], encoder.Encode(Record(texts[i % texts.Length])), SameRow));
    }

    [Fact]
    public void Encoding_allocates_nothing_once_its_buffers_are_large_enough()
    {
        var record = Record(string.Join(' ', Enumerable.Range(0, 300).Select(i => $"w{i % 100}, ü北")));
        var encoder = Make("tf-idf").Fit(record, record);
        var row = new FeatureRow();
        encoder.Encode(record, row);
        Assert.Contains(0L, Enumerable.Range(0, 5).Select(_ => Allocated()));

        // Once in a while the runtime itself allocates, such as when it loads a type.
        long Allocated()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 10; i++)
            {
                row.Clear();
                encoder.Encode(record, row);
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Fact]
    public void Bits_are_the_same_on_every_platform()
    {
        // Recorded once; hash, logarithm and order of sums are our own, so no machine may give another.
        string[] texts = ["Die Straße ist naß.", "the street is wet", "The street: wet, wet, wet!", "街道湿了", "街道很湿 😀"];
        var encoder = Make("tf-idf", """{"bits":12,"min-df":1}""").Fit(texts.Select(Record));
        var hash = PluginAL.Encoding.TextHash.Compute(encoder.Saved());
        foreach (var text in texts)
        {
            var (columns, values) = encoder.Encode(Record(text));
            for (var i = 0; i < columns.Length; i++)
            {
                hash = PluginAL.Encoding.TextHash.Combine(hash, ((ulong)columns[i] << 32) | BitConverter.SingleToUInt32Bits(values[i]));
            }
        }

        Assert.Equal("420344F812ED598F", hash.ToString("X16", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Several_text_fields_are_one_group_of_columns()
    {
        var schema = new FieldSchema { Text = ["title", "body"], Numeric = ["ignored"] };
        var fit = Make("tf-idf").StartFit(schema);
        fit.Observe(new FieldValues(schema) { Text = "a\na" });
        Assert.Equal("title+body", Assert.Single(fit.Complete().Columns).Name);
    }

    [Fact]
    public void Schema_without_text_and_fit_without_records_are_refused()
    {
        var error = Assert.Throws<PluginALException>(() => Make("tf-idf").StartFit(Numeric(1)));
        Assert.Equal(ErrorKind.Input, error.Kind);
        Assert.Contains("text field", error.Message, StringComparison.Ordinal);
        Assert.Contains("no records", Assert.Throws<PluginALException>(Make("tf-idf").StartFit(Text).Complete).Message, StringComparison.Ordinal);
    }

    private static Gen<string> Texts => Gen
        .Elements("one", "Two", "three", ",", "?", "北", "京", "湿", "naß", "😀", "x").ListOf().Select(words => string.Join(' ', words));

    private static Arbitrary<string> Options => Gen.Elements(
        """{"bits":8}""", """{"bits":10,"min-df":1}""", """{"bits":12,"analyzer":"char","max-n":4,"min-n":2}""",
        """{"bits":12,"analyzer":"word","max-n":3,"sublinear":false,"case":"keep"}""").ToArbitrary();

    private static bool SameRow((int[] Columns, float[] Values) a, (int[] Columns, float[] Values) b) =>
        a.Columns.SequenceEqual(b.Columns)
        && a.Values.Select(BitConverter.SingleToInt32Bits).SequenceEqual(b.Values.Select(BitConverter.SingleToInt32Bits));

    private static int Column(IFeatureEncoder encoder, string word) => Assert.Single(encoder.Encode(Record(word)).Columns);
}
