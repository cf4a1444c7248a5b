using PluginAL.Abstractions;

namespace PluginAL.Encoding.Tests;

public sealed class EncoderStateTests
{
    [Fact]
    public void States_follow_one_another_in_a_stream()
    {
        using var stream = new MemoryStream();
        EncoderState.Save(stream, "one", 1, writer => writer.Write(1.5));
        EncoderState.Save(stream, "two", 3, writer => EncoderState.WriteText(writer, "x\uD800"));
        stream.Position = 0;
        Assert.Equal(1.5, EncoderState.Load(stream, "one", 1, (reader, _) => reader.ReadDouble()));
        Assert.Equal("x\uD800 3", EncoderState.Load(stream, "two", 4, (reader, version) => $"{EncoderState.ReadText(reader)} {version}"));
        Assert.Equal(stream.Length, stream.Position);
    }

    [Fact]
    public void State_cut_short_anywhere_is_refused()
    {
        var bytes = Saved();
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.Contains($"after {length} bytes", Refused(bytes[..length]), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void State_altered_anywhere_is_refused()
    {
        var bytes = Saved();
        for (var i = 0; i < bytes.Length; i++)
        {
            var altered = bytes.ToArray();
            altered[i] ^= 0x10;
            Refused(altered);
        }
    }

    [Fact]
    public void Foreign_bytes_are_named() => Assert.Contains("504B0304", Refused([0x50, 0x4B, 0x03, 0x04, .. new byte[100]]), StringComparison.Ordinal);

    [Fact]
    public void Other_kind_and_later_version_are_named()
    {
        Assert.Contains("saved 'thing', not a 'other'", Refused(Saved(), "other"), StringComparison.Ordinal);
        Assert.Contains("version 2", Refused(Saved(version: 2)), StringComparison.Ordinal);
        Assert.Contains("version 0", Refused(Saved(version: 0)), StringComparison.Ordinal);
    }

    [Fact]
    public void Content_that_is_not_read_to_its_end_is_refused() => Assert.Contains(
        "3 bytes too many", Refused(Saved(), read: reader => reader.ReadByte()), StringComparison.Ordinal);

    [Fact]
    public void Content_that_ends_too_early_is_refused() => Refused(Saved(), read: reader => (int)reader.ReadInt64());

    [Fact]
    public void Counts_beyond_the_content_are_refused() =>
        Assert.Contains("announces 7 elements", Refused(Saved(), read: reader => EncoderState.ReadCount(reader, 1)), StringComparison.Ordinal);

    private static byte[] Saved(int version = 1)
    {
        using var stream = new MemoryStream();
        EncoderState.Save(stream, "thing", version, writer => writer.Write(7));
        return stream.ToArray();
    }

    private static string Refused(byte[] bytes, string kind = "thing", Func<BinaryReader, int>? read = null)
    {
        var error = Assert.Throws<PluginALException>(
            () => EncoderState.Load(new MemoryStream(bytes), kind, 1, (reader, _) => read is null ? reader.ReadInt32() : read(reader)));
        Assert.Equal(ErrorKind.Input, error.Kind);
        return error.Message;
    }
}
