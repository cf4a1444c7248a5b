using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace PluginAL.Encoding.Records;

/// <summary>Single values of a JSON record, read with errors that name the property, and written; called by generated code.</summary>
public static class JsonField
{
    private const int MaxText = 256;

    /// <summary>Checks that the reader is at an object.</summary>
    /// <param name="reader">The reader.</param>
    /// <param name="field">The property; the record's name for the record itself.</param>
    public static void BeginObject(ref Utf8JsonReader reader, string field)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw Wrong(ref reader, field, "a JSON object");
        }
    }

    /// <summary>A property is not there.</summary>
    /// <param name="field">The property.</param>
    /// <param name="expected">What was expected.</param>
    /// <returns>The error, to be thrown.</returns>
    public static RecordFormatException Missing(string field, string expected) => new(field, "nothing", expected);

    /// <summary>A number.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="reader">The reader, at the value.</param>
    /// <param name="field">The property.</param>
    /// <returns>The number.</returns>
    public static T Number<T>(ref Utf8JsonReader reader, string field)
        where T : struct, INumberBase<T> =>
        reader.TokenType == JsonTokenType.Number && T.TryParse(reader.ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
        && T.IsFinite(value)
            ? value
            : throw Wrong(ref reader, field, CsvField.Describe<T>());

    /// <summary>True or false.</summary>
    /// <param name="reader">The reader, at the value.</param>
    /// <param name="field">The property.</param>
    /// <returns>The value.</returns>
    public static bool Bool(ref Utf8JsonReader reader, string field) => reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => throw Wrong(ref reader, field, "true or false"),
    };

    /// <summary>A text.</summary>
    /// <param name="reader">The reader, at the value.</param>
    /// <param name="field">The property.</param>
    /// <param name="expected">What was expected.</param>
    /// <returns>The text.</returns>
    public static string String(ref Utf8JsonReader reader, string field, string expected = "a text") =>
        reader.TokenType == JsonTokenType.String ? reader.GetString()! : throw Wrong(ref reader, field, expected);

    /// <summary>A text that stands for a value, such as a date.</summary>
    /// <typeparam name="T">The value's type.</typeparam>
    /// <param name="reader">The reader, at the value.</param>
    /// <param name="field">The property.</param>
    /// <returns>The value.</returns>
    public static T Text<T>(ref Utf8JsonReader reader, string field)
        where T : ISpanParsable<T>
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            throw Wrong(ref reader, field, CsvField.Describe<T>());
        }

        if (reader.ValueSpan.Length > MaxText)
        {
            return CsvField.Parse<T>(reader.GetString(), field);
        }

        Span<char> text = stackalloc char[MaxText];
        return CsvField.Parse<T>(text[..reader.CopyString(text)], field);
    }

    /// <summary>A list of numbers.</summary>
    /// <typeparam name="T">Their type.</typeparam>
    /// <param name="reader">The reader, at the value.</param>
    /// <param name="field">The property.</param>
    /// <param name="length">How many there must be.</param>
    /// <returns>The numbers.</returns>
    public static T[] Vector<T>(ref Utf8JsonReader reader, string field, int length)
        where T : struct, INumberBase<T>
    {
        var values = new T[length];
        Fill(ref reader, field, values);
        return values;
    }

    /// <summary>A list of numbers for an inline array.</summary>
    /// <typeparam name="TRow">The inline array.</typeparam>
    /// <typeparam name="T">Their type.</typeparam>
    /// <param name="reader">The reader, at the value.</param>
    /// <param name="field">The property.</param>
    /// <param name="length">How many the inline array holds.</param>
    /// <returns>The inline array.</returns>
    public static TRow Inline<TRow, T>(ref Utf8JsonReader reader, string field, int length)
        where TRow : struct
        where T : struct, INumberBase<T>
    {
        var row = default(TRow);
        Fill(ref reader, field, MemoryMarshal.CreateSpan(ref Unsafe.As<TRow, T>(ref row), length));
        return row;
    }

    /// <summary>Writes a number, as short as brings it back; null, a NaN or an infinity, which JSON does not have, as null.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="writer">The writer, after the property's name.</param>
    /// <param name="value">The number.</param>
    public static void WriteNumber<T>(Utf8JsonWriter writer, T? value)
        where T : struct, INumberBase<T>
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (value is not { } number || !T.IsFinite(number))
        {
            writer.WriteNullValue();
            return;
        }

        Span<byte> text = stackalloc byte[MaxText];
        number.TryFormat(text, out var written, default, CultureInfo.InvariantCulture);
        writer.WriteRawValue(text[..written], skipInputValidation: true);
    }

    /// <summary>Writes true, false or null.</summary>
    /// <param name="writer">The writer, after the property's name.</param>
    /// <param name="value">The value.</param>
    public static void WriteBool(Utf8JsonWriter writer, bool? value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        if (value is { } known)
        {
            writer.WriteBooleanValue(known);
        }
        else
        {
            writer.WriteNullValue();
        }
    }

    /// <summary>Writes a list of numbers.</summary>
    /// <typeparam name="T">Their type.</typeparam>
    /// <param name="writer">The writer, after the property's name.</param>
    /// <param name="values">The numbers.</param>
    public static void WriteVector<T>(Utf8JsonWriter writer, ReadOnlySpan<T> values)
        where T : struct, INumberBase<T>
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartArray();
        foreach (var value in values)
        {
            WriteNumber<T>(writer, value);
        }

        writer.WriteEndArray();
    }

    /// <summary>Writes a value as the text that <see cref="Text{T}"/> reads.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="writer">The writer, after the property's name.</param>
    /// <param name="value">The value.</param>
    public static void WriteText<T>(Utf8JsonWriter writer, T value)
        where T : ISpanFormattable
    {
        ArgumentNullException.ThrowIfNull(writer);
        Span<char> text = stackalloc char[MaxText];
        var format = value is DateTime or DateTimeOffset or DateOnly or TimeOnly ? "O" : null;
        if (value.TryFormat(text, out var written, format, CultureInfo.InvariantCulture))
        {
            writer.WriteStringValue(text[..written]);
        }
        else
        {
            writer.WriteStringValue(value.ToString(format, CultureInfo.InvariantCulture));
        }
    }

    private static void Fill<T>(ref Utf8JsonReader reader, string field, scoped Span<T> values)
        where T : struct, INumberBase<T>
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw Wrong(ref reader, field, $"a list of {values.Length} numbers");
        }

        var count = 0;
        for (; reader.Read() && reader.TokenType != JsonTokenType.EndArray; count++)
        {
            var value = Number<T>(ref reader, field);
            if (count < values.Length)
            {
                values[count] = value;
            }
        }

        if (count != values.Length)
        {
            throw new RecordFormatException(field, $"a list of {count} numbers", $"a list of {values.Length} numbers");
        }
    }

    /// <summary>A value of the wrong kind.</summary>
    /// <param name="reader">The reader, at the value.</param>
    /// <param name="field">The property.</param>
    /// <param name="expected">What was expected.</param>
    /// <returns>The error, to be thrown.</returns>
    public static RecordFormatException Wrong(ref Utf8JsonReader reader, string field, string expected) => new(
        field,
        reader.TokenType switch
        {
            JsonTokenType.Null => "null",
            JsonTokenType.StartObject => "an object",
            JsonTokenType.StartArray => "a list",
            JsonTokenType.String => CsvField.Quote(reader.GetString()),
            _ => System.Text.Encoding.UTF8.GetString(reader.ValueSpan),
        },
        expected);
}
