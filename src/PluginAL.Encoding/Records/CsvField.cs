using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PluginAL.Encoding.Records;

/// <summary>Single fields of a CSV record, read with errors that name the column; called by generated code.</summary>
public static class CsvField
{
    private const int QuotedLength = 60;

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
    /// <param name="length">How many there must be.</param>
    /// <returns>The numbers.</returns>
    public static T[] Vector<T>(ReadOnlySpan<char> text, string field, int length)
        where T : struct, INumberBase<T>
    {
        var values = new T[length];
        Fill(text, field, values);
        return values;
    }

    /// <summary>Numbers for an inline array.</summary>
    /// <typeparam name="TRow">The inline array.</typeparam>
    /// <typeparam name="T">Their type.</typeparam>
    /// <param name="text">The field.</param>
    /// <param name="field">The column.</param>
    /// <param name="length">How many the inline array holds.</param>
    /// <returns>The inline array.</returns>
    public static TRow Inline<TRow, T>(ReadOnlySpan<char> text, string field, int length)
        where TRow : struct
        where T : struct, INumberBase<T>
    {
        var row = default(TRow);
        Fill(text, field, MemoryMarshal.CreateSpan(ref Unsafe.As<TRow, T>(ref row), length));
        return row;
    }

    /// <summary>A field that does not hold what it must.</summary>
    /// <param name="text">The field.</param>
    /// <param name="field">The column.</param>
    /// <param name="expected">What was expected.</param>
    /// <returns>The error, to be thrown.</returns>
    public static RecordFormatException Wrong(ReadOnlySpan<char> text, string field, string expected) =>
        new(field, text.IsEmpty ? "nothing" : Quote(text), expected);

    private static void Fill<T>(ReadOnlySpan<char> text, string field, scoped Span<T> values)
        where T : struct, INumberBase<T>
    {
        var count = 0;
        var list = text.Trim("[] ");
        foreach (var part in list.SplitAny(" ,;"))
        {
            if (part.Start.Value == part.End.Value)
            {
                continue;
            }

            var value = Number<T>(list[part], field);
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
