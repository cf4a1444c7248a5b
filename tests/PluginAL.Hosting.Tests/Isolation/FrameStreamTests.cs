using System.Text;
using System.Text.Json.Nodes;
using PluginAL.Hosting.Isolation;

namespace PluginAL.Hosting.Tests.Isolation;

public sealed class FrameStreamTests
{
    [Fact]
    public void What_is_written_is_read()
    {
        using var stream = new MemoryStream();
        var writer = new FrameStream(Stream.Null, stream);
        string[] texts = ["", "plain", "a\r\nb", "ä€\ud83d\ude00", new string('x', 100_000)];
        foreach (var text in texts)
        {
            writer.Write(new JsonObject { ["text"] = text });
        }

        stream.Position = 0;
        var reader = new FrameStream(stream, Stream.Null);
        Assert.Equal(texts, texts.Select(_ => reader.Read().GetProperty("text").GetString()));
        Assert.Throws<EndOfStreamException>(() => reader.Read());
    }

    [Theory]
    [InlineData("hello\r\n\r\n", "'hello")]
    [InlineData("\r\n", "an empty line")]
    [InlineData("Content-Length: many\r\n\r\n", "expected a length")]
    [InlineData("Content-Length: -1\r\n\r\n", "expected a length")]
    [InlineData("Content-Length: 99999999999\r\n\r\n", "expected a length")]
    [InlineData("Content-Length: 100000000\r\n\r\n", "expected a length")]
    [InlineData("Content-Length: 3\r\n\r\nabc", "is not JSON")]
    [InlineData("Content-Length: 2\r\n\r\n[]", "not an object")]
    public void Anything_else_is_refused(string text, string message)
    {
        var reader = new FrameStream(new MemoryStream(Encoding.UTF8.GetBytes(text)), Stream.Null);
        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => reader.Read()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_without_end_and_a_body_cut_short_are_no_messages()
    {
        Assert.Throws<InvalidDataException>(() => new FrameStream(new MemoryStream(new byte[10_000]), Stream.Null).Read());
        Assert.Throws<EndOfStreamException>(() => new FrameStream(new MemoryStream("Content-Length: 9\r\n\r\n{}"u8.ToArray()), Stream.Null).Read());
    }

    [Fact]
    public void Noise_never_does_anything_but_fail_as_noise()
    {
        var random = new Random(5);
        for (var round = 0; round < 2000; round++)
        {
            var bytes = new byte[random.Next(200)];
            random.NextBytes(bytes);
            var error = Record.Exception(() => new FrameStream(new MemoryStream(bytes), Stream.Null).Read());
            Assert.True(error is InvalidDataException or EndOfStreamException, error?.ToString() ?? "it was read");
        }
    }
}
