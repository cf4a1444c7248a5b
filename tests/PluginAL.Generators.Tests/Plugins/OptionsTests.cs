using PluginAL.Abstractions;

namespace PluginAL.Generators.Tests.Plugins;

public sealed class OptionsTests
{
    private const string Everything =
        """
        using System.ComponentModel.DataAnnotations;
        using PluginAL.Abstractions;

        namespace Mine;

        public enum Mode { Fast, VerySlow }

        public record BaseOptions
        {
            /// <summary>From the <c>base</c>, <see cref="Everything"/> &amp; "more".</summary>
            [Range(0, 10)] public double Beta { get; init; } = 1;
        }

        public sealed record EverythingOptions : BaseOptions
        {
            [Range(-1, 1, MinimumIsExclusive = true)] public float Single { get; init; } = 0.1f;
            [Range(1, 100, MaximumIsExclusive = true)] public int TopK { get; set; } = 5;
            public byte Small { get; init; } = 7;
            public long Seed { get; init; } = 1L << 40;
            public uint Unsigned { get; init; }
            public bool WarmStart { get; init; } = true;
            public Mode Mode { get; init; } = Mode.VerySlow;
            [AllowedValues("a", "b\"c")] public string Word { get; init; } = "a";
            public string Text { get; init; } = Environment.NewLine.Length > 0 ? "computed" : "";
            [Range(0, 1)] public double? Share { get; init; }
            public Mode? Other { get; init; } = Mode.Fast;
            public string? Note { get; init; }
            public int? Most { get; init; } = 3;
            public int @class { get; init; }
            public double Twice => Beta * 2;
            internal int Hidden { get; init; }
            public static int Shared { get; set; }
        }

        [Strategy("everything", Needs = Signals.None)]
        public sealed class Everything(EverythingOptions options) : IQueryStrategy
        {
            public IReadOnlyList<SelectedRow> Select(QueryContext context, int count) => [];
            public override string ToString() => options.ToString();
        }
        """;

    private const string Defaults =
        "Beta = 1, Single = 0.1, TopK = 5, Small = 7, Seed = 1099511627776, Unsigned = 0, WarmStart = True, Mode = VerySlow, Word = a, "
        + "Text = computed, Share = , Other = Fast, Note = , Most = 3, class = 0, Twice = 2";

    [Theory]
    [InlineData(null, Defaults)]
    [InlineData("""{"beta": 10, "single": 1, "top-k": "99", "small": 255, "seed": "-9223372036854775808", "unsigned": 4294967295, "warm-start": false, "mode": "fast", "word": "b\"c", "text": "t", "share": 0.5, "other": "very-slow", "note": "n", "most": 4, "class": 1}""",
        "Beta = 10, Single = 1, TopK = 99, Small = 255, Seed = -9223372036854775808, Unsigned = 4294967295, WarmStart = False, Mode = Fast, Word = b\"c, Text = t, Share = 0.5, Other = VerySlow, Note = n, Most = 4, class = 1, Twice = 20")]
    [InlineData("""{"share": null, "other": null, "note": null, "most": null}""",
        "Beta = 1, Single = 0.1, TopK = 5, Small = 7, Seed = 1099511627776, Unsigned = 0, WarmStart = True, Mode = VerySlow, Word = a, Text = computed, Share = , Other = , Note = , Most = , class = 0, Twice = 2")]
    public async Task Every_kind_of_option_is_read(string? options, string expected)
    {
        var plugin = Assert.Single(await Loaded.Plugins(Everything));
        Assert.Equal(expected, plugin.Create(options is null ? null : Loaded.Json(options)).ToString()!.Replace("EverythingOptions { ", "", StringComparison.Ordinal).Replace(" }", "", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"beta": 10.5}""", "'beta' of 'everything' is 10.5; give a number from 0 to 10")]
    [InlineData("""{"beta": null}""", "'beta'")]
    [InlineData("""{"single": -1}""", "'single'")]
    [InlineData("""{"top-k": 100}""", "from 1 to 99")]
    [InlineData("""{"small": 256}""", "from 0 to 255")]
    [InlineData("""{"unsigned": -1}""", "from 0 to 4294967295")]
    [InlineData("""{"mode": "Fast"}""", "fast, very-slow")]
    [InlineData("""{"word": "c"}""", "one of a, b\"c")]
    [InlineData("""{"share": 2}""", "from 0 to 1")]
    [InlineData("""{"Beta": 1}""", "no option 'Beta'; it knows beta, single, top-k, small, seed, unsigned, warm-start, mode, word, text, share, other, note, most, class.")]
    [InlineData("""{"twice": 1}""", "no option 'twice'")]
    [InlineData("""{"hidden": 1}""", "no option 'hidden'")]
    public async Task What_is_out_of_range_or_unknown_is_refused(string options, string says)
    {
        var plugin = Assert.Single(await Loaded.Plugins(Everything));
        var error = Assert.Throws<PluginALException>(() => plugin.Create(Loaded.Json(options)));
        Assert.Equal(ErrorKind.Usage, error.Kind);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_schema_says_types_bounds_words_defaults_and_what_they_are_for()
    {
        var plugin = Assert.Single(await Loaded.Plugins(Everything));
        Assert.Equal(
            """
            {
              "type": "object",
              "additionalProperties": false,
              "properties": {
                "beta": { "type": "number", "minimum": 0, "maximum": 10, "default": 1, "description": "From the base, Everything & \"more\"." },
                "single": { "type": "number", "exclusiveMinimum": -1, "maximum": 1, "default": 0.1 },
                "top-k": { "type": "integer", "minimum": 1, "maximum": 99, "default": 5 },
                "small": { "type": "integer", "minimum": 0, "maximum": 255, "default": 7 },
                "seed": { "type": "integer", "default": 1099511627776 },
                "unsigned": { "type": "integer", "minimum": 0, "maximum": 4294967295, "default": 0 },
                "warm-start": { "type": "boolean", "default": true },
                "mode": { "type": "string", "enum": ["fast", "very-slow"], "default": "very-slow" },
                "word": { "type": "string", "enum": ["a", "b\"c"], "default": "a" },
                "text": { "type": "string" },
                "share": { "type": ["number", "null"], "minimum": 0, "maximum": 1, "default": null },
                "other": { "type": ["string", "null"], "enum": ["fast", "very-slow", null], "default": "fast" },
                "note": { "type": ["string", "null"], "default": null },
                "most": { "type": ["integer", "null"], "default": 3 },
                "class": { "type": "integer", "default": 0 }
              }
            }
            """,
            plugin.OptionsSchema);
        Loaded.Json(plugin.OptionsSchema);
    }

    [Fact]
    public async Task A_name_for_json_stands_before_the_one_that_is_made()
    {
        var plugin = Assert.Single(await Loaded.Plugins(
            """
            using System.Text.Json.Serialization;
            using PluginAL.Abstractions;

            public enum Scale { [JsonStringEnumMemberName("minmax")] MinMax, Rank }

            public sealed record ScaleOptions
            {
                [JsonPropertyName("by")] public Scale Scale { get; init; }
            }

            [StoppingCriterion("scaled")]
            public sealed class Scaled(ScaleOptions options) : IStoppingCriterion
            {
                public StopVerdict Evaluate(StopContext context) => new(false, "never");
                public override string ToString() => options.Scale.ToString();
            }
            """));
        Assert.Equal("Rank", plugin.Create(Loaded.Json("""{"by": "rank"}""")).ToString());
        Assert.Equal("MinMax", plugin.Create(Loaded.Json("""{"by": "minmax"}""")).ToString());
        Assert.Contains("""{ "type": "string", "enum": ["minmax", "rank"], "default": "minmax" }""", plugin.OptionsSchema, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_positional_record_with_defaults_is_options_too()
    {
        var plugin = Assert.Single(await Loaded.Plugins(
            """
            using System.ComponentModel.DataAnnotations;
            using PluginAL.Abstractions;

            /// <param name="Depth">How deep.</param>
            internal sealed record DepthOptions([property: Range(1, 9)] int Depth = 4);

            [Oracle("deep")]
            internal sealed class Deep(DepthOptions options) : IOracle
            {
                public ValueTask<IReadOnlyList<Answer>> AskAsync(IReadOnlyList<Ticket> tickets, OracleContext context, CancellationToken cancellation) => default;
                public override string ToString() => options.ToString();
            }
            """));
        Assert.Equal("DepthOptions { Depth = 4 }", plugin.Create(null).ToString());
        Assert.Equal("DepthOptions { Depth = 9 }", plugin.Create(Loaded.Json("""{"depth": 9}""")).ToString());
        Assert.Contains("""{ "type": "integer", "minimum": 1, "maximum": 9, "default": 4, "description": "How deep." }""", plugin.OptionsSchema, StringComparison.Ordinal);
    }
}
