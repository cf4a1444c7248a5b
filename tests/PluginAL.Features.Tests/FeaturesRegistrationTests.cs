using System.Reflection;
using System.Text.Json;
using PluginAL.Abstractions;
using static PluginAL.Features.Tests.Featurisers;

namespace PluginAL.Features.Tests;

public sealed class FeaturesRegistrationTests
{
    [Fact]
    public void Assembly_names_its_registration() => Assert.Equal(
        typeof(FeaturesRegistration), typeof(FeaturesRegistration).Assembly.GetCustomAttribute<PluginRegistrationAttribute>()!.Registration);

    [Fact]
    public void Every_marked_class_is_registered() => Assert.Equal(
        typeof(FeaturesRegistration).Assembly.GetTypes().Select(type => type.GetCustomAttribute<PluginAttribute>()?.Name).OfType<string>().Order(),
        new FeaturesRegistration().Plugins.Select(plugin => plugin.Attribute.Name).Order());

    [Theory]
    [InlineData("tf-idf", """{"min-n":0}""", "from 1 to 8")]
    [InlineData("tf-idf", """{"max-n":9}""", "from 1 to 8")]
    [InlineData("tf-idf", """{"min-n":3}""", "at most max-n, which is 2")]
    [InlineData("tf-idf", """{"bits":25}""", "from 8 to 24")]
    [InlineData("tf-idf", """{"min-df":0}""", "'min-df'")]
    [InlineData("tf-idf", """{"analyzer":"sentence"}""", "auto, word, char")]
    [InlineData("tf-idf", """{"case":"upper"}""", "lower, keep")]
    [InlineData("tf-idf", """{"sublinear":"perhaps"}""", "true or false")]
    [InlineData("tf-idf", """{"ngrams":2}""", "no option 'ngrams'")]
    [InlineData("standardise", """{"missing":"median"}""", "mean-indicator, mean")]
    [InlineData("standardise", """{"mean":1}""", "no option 'mean'")]
    [InlineData("one-hot", """{"capacity":0}""", "from 1 to 1000000")]
    [InlineData("one-hot", """{"max":5}""", "no option 'max'")]
    [InlineData("pixels", """{"width":5000}""", "from 0 to 4096")]
    [InlineData("pixels", """{"colour":"blue"}""", "auto, grey, colour")]
    public void Options_out_of_range_or_unknown_are_refused(string plugin, string options, string expected)
    {
        var error = Assert.Throws<PluginALException>(() => Make(plugin, options));
        Assert.Equal(ErrorKind.Usage, error.Kind);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_set_in_code_are_checked_too()
    {
        Assert.Throws<PluginALException>(() => new TfIdf(new TfIdfOptions { Bits = 30 }));
        Assert.Throws<PluginALException>(() => new OneHot(new OneHotOptions { Capacity = 0 }));
        Assert.Throws<PluginALException>(() => new Standardise(new StandardiseOptions { Missing = (MissingPolicy)7 }));
        Assert.Throws<PluginALException>(() => new Pixels(new PixelsOptions { Height = -1 }));
    }

    [Fact]
    public void Schemas_name_the_options_that_are_read_and_their_defaults()
    {
        foreach (var plugin in new FeaturesRegistration().Plugins)
        {
            // The defaults of the schema, given explicitly, must be accepted; a name that nobody reads would be refused.
            var properties = JsonDocument.Parse(plugin.OptionsSchema).RootElement.GetProperty("properties");
            var defaults = properties.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetProperty("default"));
            plugin.Create(JsonSerializer.SerializeToElement(defaults));
            var error = Assert.Throws<PluginALException>(() => plugin.Create(JsonDocument.Parse("""{"?":1}""").RootElement));
            Assert.All(defaults.Keys, name => Assert.Contains(name, error.Message, StringComparison.Ordinal));
            Assert.Equal(defaults.Count, error.Message.Split("knows ")[1].Split(", ").Length);
        }
    }

    [Fact]
    public void Encoder_of_another_featuriser_is_refused_by_name()
    {
        var saved = Make("one-hot").Fit(Choices("a")).Saved();
        var error = Assert.Throws<PluginALException>(() => Make("tf-idf").Load(new MemoryStream(saved)));
        Assert.Contains("saved 'one-hot', not a 'tf-idf'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tf-idf")]
    [InlineData("standardise")]
    [InlineData("one-hot")]
    public void Saved_encoder_cut_short_or_altered_is_refused(string plugin)
    {
        var featuriser = Make(plugin, plugin == "tf-idf" ? """{"bits":8}""" : null);
        var record = plugin switch { "tf-idf" => Record("a b"), "standardise" => Record(1.0, double.NaN), _ => Choices("a", null) };
        var saved = featuriser.Fit(record, record).Saved();
        for (var i = 0; i < saved.Length; i++)
        {
            var altered = saved.ToArray();
            altered[i] ^= 1;
            Assert.Equal(ErrorKind.Input, Assert.Throws<PluginALException>(() => featuriser.Load(new MemoryStream(altered))).Kind);
            Assert.Equal(ErrorKind.Input, Assert.Throws<PluginALException>(() => featuriser.Load(new MemoryStream(saved[..i]))).Kind);
        }
    }

    [Theory]
    [InlineData("tf-idf")]
    [InlineData("standardise")]
    [InlineData("one-hot")]
    public void Content_forged_under_a_right_checksum_is_refused_or_usable(string plugin)
    {
        var featuriser = Make(plugin, plugin == "tf-idf" ? """{"bits":8}""" : null);
        var record = plugin switch { "tf-idf" => Record("a b"), "standardise" => Record(1.0, double.NaN), _ => Choices("a", null) };
        var saved = featuriser.Fit(record, record).Saved();
        var content = 8 + 4 + (2 * plugin.Length) + 4 + 8;
        for (var i = content; i < saved.Length - 8; i++)
        {
            foreach (var mask in new byte[] { 0x01, 0x80, 0xFF })
            {
                var forged = saved.ToArray();
                forged[i] ^= mask;
                BitConverter.TryWriteBytes(forged.AsSpan(^8..), PluginAL.Encoding.TextHash.Compute(forged.AsSpan(..^8)));
                try
                {
                    var encoder = featuriser.Load(new MemoryStream(forged));
                    CoversItsWidth(encoder);
                    encoder.Dense(record);
                }
                catch (PluginALException e)
                {
                    Assert.Equal(ErrorKind.Input, e.Kind);
                }
            }
        }
    }
}
