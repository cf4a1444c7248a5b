using System.Globalization;

namespace PluginAL.Encoding.Records;

/// <summary>Values as text in a vocabulary or a bucket, without a string being made; called by generated code.</summary>
public static class ValueBuckets
{
    private const int MaxText = 128;

    /// <summary>The column of a text in a learned vocabulary.</summary>
    /// <param name="vocabulary">The vocabulary.</param>
    /// <param name="value">The text.</param>
    /// <param name="capacity">The column of all other values.</param>
    /// <returns>The column, in [0, <paramref name="capacity"/>].</returns>
    public static int NumberOf(Vocabulary vocabulary, string? value, int capacity)
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        var number = value is null ? -1 : vocabulary.NumberOf(value);
        return (uint)number < (uint)capacity ? number : capacity;
    }

    /// <summary>The column of a value in a learned vocabulary.</summary>
    /// <typeparam name="T">The value's type.</typeparam>
    /// <param name="vocabulary">The vocabulary.</param>
    /// <param name="value">The value, whose invariant text counts.</param>
    /// <param name="capacity">The column of all other values.</param>
    /// <returns>The column, in [0, <paramref name="capacity"/>].</returns>
    public static int NumberOf<T>(Vocabulary vocabulary, T value, int capacity)
        where T : ISpanFormattable
    {
        ArgumentNullException.ThrowIfNull(vocabulary);
        Span<char> text = stackalloc char[MaxText];
        var number = vocabulary.NumberOf(Format(value, text));
        return (uint)number < (uint)capacity ? number : capacity;
    }

    /// <summary>Takes a value into account.</summary>
    /// <typeparam name="T">The value's type.</typeparam>
    /// <param name="builder">The vocabulary to come.</param>
    /// <param name="value">The value, whose invariant text counts.</param>
    public static void Observe<T>(VocabularyBuilder builder, T value)
        where T : ISpanFormattable
    {
        Span<char> text = stackalloc char[MaxText];
        builder.Observe(Format(value, text));
    }

    /// <summary>The bucket of a text.</summary>
    /// <param name="value">The text.</param>
    /// <param name="buckets">The number of buckets.</param>
    /// <returns>XXH64 of the text's UTF-8, modulo the number of buckets.</returns>
    public static int Bucket(ReadOnlySpan<char> value, int buckets) => (int)(TextHash.Compute(value) % (uint)buckets);

    /// <summary>The bucket of a value.</summary>
    /// <typeparam name="T">The value's type.</typeparam>
    /// <param name="value">The value, whose invariant text counts.</param>
    /// <param name="buckets">The number of buckets.</param>
    /// <returns>XXH64 of the text's UTF-8, modulo the number of buckets.</returns>
    public static int Bucket<T>(T value, int buckets)
        where T : ISpanFormattable
    {
        Span<char> text = stackalloc char[MaxText];
        return Bucket(Format(value, text), buckets);
    }

    // Integers, characters and Guids: all shorter than the room.
    private static ReadOnlySpan<char> Format<T>(T value, Span<char> text)
        where T : ISpanFormattable =>
        value.TryFormat(text, out var written, default, CultureInfo.InvariantCulture)
            ? text[..written]
            : throw new FormatException($"A value of {typeof(T)} takes more than {MaxText} characters.");
}
