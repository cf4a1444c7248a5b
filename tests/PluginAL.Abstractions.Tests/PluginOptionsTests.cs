using System.Text.Json;

namespace PluginAL.Abstractions.Tests;

public sealed class PluginOptionsTests
{
    [Strategy("thing")]
    private sealed record Thing(double Number, int Integer, bool Flag, string Word);

    private static PluginDescriptor Descriptor => PluginDescriptor.For(options => new Thing(
        options.Number("number", 1.5, 0, 10), options.Integer("integer", 3, 1, 5), options.Flag("flag", false), options.Word("word", "a", "a", "b")));

    private static object Create(string json) => Descriptor.Create(JsonDocument.Parse(json).RootElement);

    [Fact]
    public void Options_that_are_not_given_have_their_defaults() =>
        Assert.Equal(new Thing(1.5, 3, false, "a"), Descriptor.Create(null));

    [Theory]
    [InlineData("""{"number": 2, "integer": 4, "flag": true, "word": "b"}""")]
    [InlineData("""{"number": "2", "integer": "4", "flag": "true", "word": "b"}""")]
    public void Options_are_read_from_json_values_and_from_texts(string json) =>
        Assert.Equal(new Thing(2, 4, true, "b"), Create(json));

    [Theory]
    [InlineData("{}", false, false)]
    [InlineData("""{"most": null}""", true, true)]
    [InlineData("""{"most": 9007199254740993}""", true, false)]
    public void Null_is_told_from_what_is_not_given(string json, bool isGiven, bool isNull)
    {
        var seen = (false, false, 0L);
        PluginDescriptor.For(options =>
        {
            seen = (options.IsGiven("most"), options.IsNull("most"), options.Integer("most", -1L));
            return new Thing(0, 0, false, "");
        }).Create(JsonDocument.Parse(json).RootElement);
        Assert.Equal((isGiven, isNull, isGiven && !isNull ? 9007199254740993 : -1), seen);
    }

    [Theory]
    [InlineData("""{"numbre": 2}""", "'thing' has no option 'numbre'; it knows number, integer, flag, word.")]
    [InlineData("""{"number": 11}""", "Option 'number' of 'thing' is 11; give a number from 0 to 10.")]
    [InlineData("""{"number": "NaN"}""", "give a number from 0 to 10.")]
    [InlineData("""{"integer": 1.5}""", "give an integer from 1 to 5.")]
    [InlineData("""{"flag": "yes"}""", "give true or false.")]
    [InlineData("""{"word": "c"}""", "give one of a, b.")]
    public void What_is_unknown_or_out_of_range_is_refused_with_the_remedy(string json, string message)
    {
        var error = Assert.Throws<PluginALException>(() => Create(json));
        Assert.Equal(ErrorKind.Usage, error.Kind);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }
}
