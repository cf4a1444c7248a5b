using System.Buffers.Binary;
using System.Text.Json;

namespace PluginAL.Storage.Internals;

/// <summary>What may go into a column, checked before it does: SQLite would alter or cut the rest without a word.</summary>
internal static class StoredText
{
    public static string Name(string? text, string what) =>
        string.IsNullOrWhiteSpace(text) ? throw LedgerErrors.EmptyName(what) : Text(text, what)!;

    public static string? Text(string? text, string what) =>
        text is null || (IsWellFormed(text) && !text.Contains('\0')) ? text : throw LedgerErrors.UnstorableText(what);

    public static double Finite(double value, string what) =>
        double.IsFinite(value) ? value : throw LedgerErrors.NotFinite(what, value);

    public static string Json(string json, string what)
    {
        Name(json, what);
        try
        {
            using var _ = JsonDocument.Parse(json);
            return json;
        }
        catch (JsonException e)
        {
            throw LedgerErrors.NotJson(what, e);
        }
    }

    public static bool IsWellFormed(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (!char.IsHighSurrogate(text[i]) || i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1])) return false;
            i++;
        }

        return true;
    }

    public static byte[] ToUtf16(string text)
    {
        var bytes = new byte[text.Length * 2];
        for (var i = 0; i < text.Length; i++) BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(2 * i), text[i]);
        return bytes;
    }

    public static string FromUtf16(byte[] bytes)
    {
        if (bytes.Length % 2 != 0) throw new FormatException("UTF-16 has an even number of bytes.");
        return string.Create(bytes.Length / 2, bytes, static (text, source) =>
        {
            for (var i = 0; i < text.Length; i++) text[i] = (char)BinaryPrimitives.ReadUInt16LittleEndian(source.AsSpan(2 * i));
        });
    }
}
