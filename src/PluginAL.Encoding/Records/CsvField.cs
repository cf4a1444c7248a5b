using System.Globalization;
using System.Numerics;

namespace PluginAL.Encoding.Records;

/// <summary>Single fields of a CSV record, read with errors that name the column; called by generated code.</summary>
public static class CsvField
{
    private const int QuotedLength = 60;

    /// <summary>Finds a column in a header.</summary>
    /// <param name="header">The header.</param>
    /// <param name="field">The column.</param>
    /// <param name="ignoreCase">Whether names may differ in case.</param>
    /// <param name="expected">What is expected there; null where the column may be left out.</param>
    /// <returns>Its place; −1 where there is none.</returns>
    /// <exception cref="RecordFormatException">There is none, or there are two.</exception>
    public static int Find(IReadOnlyList<string> header, string field, bool ignoreCase, string? expected)
    {
        ArgumentNullException.ThrowIfNull(header);
        var comparison = ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        var found = -1;
        for (var i = 0; i < header.Count; i++)
        {
            if (header[i].Equals(field, comparison))
            {
                found = found < 0 ? i : throw new RecordFormatException(field, $"two places in the header, {found + 1} and {i + 1}", "one");
            }
        }

        return found >= 0 || expected is null
            ? found
            : throw new RecordFormatException(field, $"nothing: the header names {string.Join(", ", header)}", expected);
    }

    /// <summary>Checks that a line has as many fields as the header.</summary>
    /// <param name="count">The line's.</param>
    /// <param name="expected">The header's.</param>
    /// <param name="record">The record's name.</param>
    public static void CheckCount(int count, int expected, string record)
    {
        if (count != expected)
        {
            throw new RecordFormatException(record, $"{count} fields", $"{expected}, as the header has");
        }
    }

    /// <summary>A field of a record within the record that is there though it need not be.</summary>
    /// <param name="fields">The line.</param>
    /// <param name="place">The column's place; −1 where the header has none.</param>
    /// <param name="field">The column.</param>
    /// <param name="expected">What was expected.</param>
    /// <returns>The field.</returns>
    public static ReadOnlySpan<char> Present(CsvFields fields, int place, string field, string expected) =>
        place >= 0 ? fields[place] : throw new RecordFormatException(field, "nothing", expected);

    /// <summary>A value.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="text">The field.</param>
    /// <param name="field">The column.</param>
    /// <returns>The value.</returns>
    public static T Parse<T>(ReadOnlySpan<char> text, string field)
        where T : ISpanParsable<T>
    {
        // The kind of a date comes back as it was written.
        if (typeof(T) == typeof(DateTime))
        {
            return DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time)
                ? (T)(object)time
                : throw Wrong(text, field, Describe<T>());
        }

        return T.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value : throw Wrong(text, field, Describe<T>());
    }

    /// <summary>A number.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="text">The field.</param>
    /// <param name="field">The column.</param>
    /// <returns>The number.</returns>
    public static T Number<T>(ReadOnlySpan<char> text, string field)
        where T : struct, INumberBase<T> =>
        T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && T.IsFinite(value)
            ? value
            : throw Wrong(text, field, Describe<T>());

    /// <summary>True or false, in any case, or 1 or 0.</summary>
    /// <param name="text">The field.</param>
    /// <param name="field">The column.</param>
    /// <returns>The value.</returns>
    public static bool Bool(ReadOnlySpan<char> text, string field) =>
        text is "1" || text.Equals("true", StringComparison.OrdinalIgnoreCase)
        || (text is "0" || text.Equals("false", StringComparison.OrdinalIgnoreCase) ? false : throw Wrong(text, field, "true or false"));

    /// <summary>Numbers, separated by spaces, commas or semicolons, perhaps in brackets.</summary>
    /// <typeparam name="T">Their type.</typeparam>
    /// <param name="text">The field.</param>
    /// <param name="field">The column.</param>
    /// <param name="values">Room for as many as there must be.</param>
    public static void Vector<T>(ReadOnlySpan<char> text, string field, scoped Span<T> values)
        where T : struct, INumberBase<T>
    {
        var count = 0;
        foreach (var part in text.Trim("[] ").SplitAny(" ,;"))
        {
            if (part.Start.Value == part.End.Value)
            {
                continue;
            }

            var value = Number<T>(text.Trim("[] ")[part], field);
            if (count < values.Length)
            {
                values[count] = value;
            }

            count++;
        }

        if (count != values.Length)
        {
            throw new RecordFormatException(field, $"{count} numbers", $"{values.Length} numbers");
        }
    }

    /// <summary>A field that does not hold what it must.</summary>
    /// <param name="text">The field.</param>
    /// <param name="field">The column.</param>
    /// <param name="expected">What was expected.</param>
    /// <returns>The error, to be thrown.</returns>
    public static RecordFormatException Wrong(ReadOnlySpan<char> text, string field, string expected) =>
        new(field, text.IsEmpty ? "nothing" : Quote(text), expected);

    internal static string Quote(ReadOnlySpan<char> text) =>
        text.Length <= QuotedLength ? $"'{text}'" : $"'{text[..QuotedLength]}…'";

    internal static string Describe<T>() => default(T) switch
    {
        sbyte => "an integer from -128 to 127",
        byte => "an integer from 0 to 255",
        short => "an integer from -32768 to 32767",
        ushort => "an integer from 0 to 65535",
        int => "an integer of 32 bits",
        uint => "an integer of 32 bits, not negative",
        long => "an integer of 64 bits",
        ulong => "an integer of 64 bits, not negative",
        Int128 => "an integer of 128 bits",
        UInt128 => "an integer of 128 bits, not negative",
        Half or float or double or decimal => "a number",
        char => "one character",
        Guid => "a GUID",
        DateTime or DateTimeOffset => "a date and time such as 2026-01-31T12:00:00Z",
        DateOnly => "a date such as 2026-01-31",
        TimeOnly => "a time such as 12:00:00",
        TimeSpan => "a duration such as 1.12:00:00",
        _ => $"a text that {typeof(T).Name} can be made of",
    };
}
