using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using PluginAL.Abstractions;

namespace PluginAL.Storage.Tests;

public sealed class LabelJsonTests
{
    [Fact]
    public void Each_kind_has_its_documented_form()
    {
        Assert.Equal("""{"class":3}""", LabelJson.Serialize(new ClassLabel(3)));
        Assert.Equal("""{"classes":[0,2]}""", LabelJson.Serialize(new MultiLabel([0, 2])));
        Assert.Equal("""{"number":1.5}""", LabelJson.Serialize(new NumberLabel(1.5)));
        Assert.Equal("""{"tags":[0,1]}""", LabelJson.Serialize(new TagsLabel([0, 1])));
        Assert.Equal(
            """{"spans":[{"start":0,"end":4,"class":1,"surface":"Rome"}]}""",
            LabelJson.Serialize(new SpansLabel([new LabelledSpan(0, 4, 1, "Rome")])));
        Assert.Equal("""{"text":"Grüße, \"日本\" <b>"}""", LabelJson.Serialize(new TextLabel("Grüße, \"日本\" <b>")));
    }

    [Fact]
    public void Every_label_comes_back_as_it_was()
    {
        Check.QuickThrowOnFailure(Prop.ForAll(Arb.From(Labels.Any), label => LabelJson.Parse(LabelJson.Serialize(label)).Equals(label)));
    }

    [Theory]
    [InlineData("half \ud83d of a pair")]
    [InlineData("\udc00\ud800")]
    [InlineData("null \0 inside")]
    public void Text_that_is_not_well_formed_comes_back_as_it_was(string text)
    {
        Assert.Equal(new TextLabel(text), LabelJson.Parse(LabelJson.Serialize(new TextLabel(text))));
        var spans = new SpansLabel([new LabelledSpan(0, 1, -1, text), new LabelledSpan(1, 2, 0, "")]);
        Assert.Equal(spans, LabelJson.Parse(LabelJson.Serialize(spans)));
    }

    [Theory]
    [InlineData(double.Epsilon)]
    [InlineData(-0.0)]
    [InlineData(double.MaxValue)]
    [InlineData(0.1 + 0.2)]
    public void Numbers_come_back_to_the_last_bit(double value)
    {
        var back = Assert.IsType<NumberLabel>(LabelJson.Parse(LabelJson.Serialize(new NumberLabel(value))));
        Assert.Equal(BitConverter.DoubleToInt64Bits(value), BitConverter.DoubleToInt64Bits(back.Value));
    }

    [Fact]
    public void What_cannot_be_written_is_refused()
    {
        Assert.Equal(ErrorKind.Input, Assert.Throws<PluginALException>(() => LabelJson.Serialize(new NumberLabel(double.NaN))).Kind);
        Assert.Throws<PluginALException>(() => LabelJson.Serialize(new MultiLabel(default)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("3")]
    [InlineData("{}")]
    [InlineData("""{"class":1.5}""")]
    [InlineData("""{"class":1,"number":2}""")]
    [InlineData("""{"klass":1}""")]
    [InlineData("""{"text":null}""")]
    [InlineData("""{"text":{"utf16":"AAAA"}}""")]
    [InlineData("""{"spans":[{"start":0}]}""")]
    public void What_is_not_a_label_is_refused(string json) =>
        Assert.Equal(ErrorKind.Input, Assert.Throws<PluginALException>(() => LabelJson.Parse(json)).Kind);
}
