using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PluginAL.Hosting.Isolation;

/// <summary>
/// Messages over a pair of streams, framed as the Language Server Protocol frames them: <c>Content-Length: N</c>, an empty line, N bytes
/// of JSON. Whatever else comes is an <see cref="InvalidDataException"/>; the end of the stream an <see cref="EndOfStreamException"/>.
/// </summary>
internal sealed class FrameStream(Stream input, Stream output)
{
    /// <summary>The longest message: bulk data go through files.</summary>
    public const int Longest = 64 << 20;

    private const int LongestHeader = 1024;
    private static readonly JsonSerializerOptions Format = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly Lock _writing = new();
    private readonly BufferedStream _input = new(input, 1 << 14);

    /// <summary>Sees each message that goes out (true) or comes in; for tests and for debugging.</summary>
    public Action<bool, string>? Tap { get; init; }

    public void Write(JsonObject message)
    {
        var body = Encoding.UTF8.GetBytes(message.ToJsonString(Format));
        Tap?.Invoke(true, Encoding.UTF8.GetString(body));
        var header = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n\r\n"));
        lock (_writing)
        {
            output.Write([.. header, .. body]);
            output.Flush();
        }
    }

    public JsonElement Read()
    {
        var length = ReadHeader();
        var body = new byte[length];
        _input.ReadExactly(body);
        Tap?.Invoke(false, Encoding.UTF8.GetString(body));
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.Clone()
                : throw new InvalidDataException($"a message is a JSON {document.RootElement.ValueKind}, not an object");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"a message of {length} bytes is not JSON: {e.Message}", e);
        }
    }

    private int ReadHeader()
    {
        var length = -1;
        for (var total = 0; ;)
        {
            var line = new StringBuilder();
            for (int next; (next = _input.ReadByte()) != '\n';)
            {
                if (next < 0)
                {
                    throw new EndOfStreamException("the stream ended");
                }

                if (++total > LongestHeader)
                {
                    throw new InvalidDataException($"{LongestHeader} bytes without an end of a header: '{Start(line)}'");
                }

                line.Append((char)next);
            }

            var text = line.ToString().TrimEnd('\r');
            if (text.Length == 0)
            {
                return length >= 0 ? length : throw new InvalidDataException("an empty line where 'Content-Length: N' is expected");
            }

            const string Name = "Content-Length:";
            if (text.StartsWith(Name, StringComparison.OrdinalIgnoreCase))
            {
                if (!int.TryParse(text.AsSpan(Name.Length), NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture, out length) || length > Longest)
                {
                    throw new InvalidDataException($"the header '{Start(line)}', expected a length from 0 to {Longest}");
                }
            }
            else if (!text.StartsWith("Content-Type:", StringComparison.OrdinalIgnoreCase))
            {
                throw new InvalidDataException($"'{Start(line)}' where 'Content-Length: N' is expected");
            }
        }
    }

    private static string Start(StringBuilder line) => line.Length > 60 ? line.ToString(0, 60) + "..." : line.ToString();
}
