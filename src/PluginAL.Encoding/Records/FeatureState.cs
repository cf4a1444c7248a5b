using System.Security.Cryptography;

namespace PluginAL.Encoding.Records;

/// <summary>
/// What a fit pass over records learned: numbers (means, scales) and vocabularies, each in the slot that the generated adapter
/// gave it. Saved and hashed with pools and models. Never changed.
/// </summary>
public sealed class FeatureState
{
    private const string Kind = "PluginAL.FeatureState";
    private readonly double[] _numbers;
    private readonly Vocabulary[] _vocabularies;

    /// <summary>A state of what was learned.</summary>
    /// <param name="schemaHash">The adapter's schema hash.</param>
    /// <param name="recordCount">How many records the pass saw.</param>
    /// <param name="numbers">The numbers, by slot.</param>
    /// <param name="vocabularies">The vocabularies, by slot.</param>
    public FeatureState(string schemaHash, long recordCount, ReadOnlySpan<double> numbers, ReadOnlySpan<Vocabulary> vocabularies)
    {
        ArgumentException.ThrowIfNullOrEmpty(schemaHash);
        SchemaHash = schemaHash;
        RecordCount = recordCount;
        _numbers = numbers.ToArray();
        _vocabularies = vocabularies.ToArray();
        using var stream = new MemoryStream();
        Save(stream);
        Hash = Convert.ToHexStringLower(SHA256.HashData(stream.GetBuffer().AsSpan(0, (int)stream.Length)));
    }

    /// <summary>The schema hash of the adapter that learned it.</summary>
    public string SchemaHash { get; }

    /// <summary>How many records the pass saw.</summary>
    public long RecordCount { get; }

    /// <summary>SHA-256 of the saved state, in lower-case hexadecimal.</summary>
    public string Hash { get; }

    /// <summary>The numbers, by slot.</summary>
    public ReadOnlySpan<double> Numbers => _numbers;

    /// <summary>A vocabulary.</summary>
    /// <param name="slot">Its slot.</param>
    /// <returns>The vocabulary.</returns>
    public Vocabulary Vocabulary(int slot) => _vocabularies[slot];

    /// <summary>Reads a state that <see cref="Save"/> wrote.</summary>
    /// <param name="stream">The stream, at the state's first byte; not closed.</param>
    /// <returns>The state.</returns>
    public static FeatureState Load(Stream stream) => EncoderState.Load(stream, Kind, 1, static (reader, _) =>
    {
        var schemaHash = EncoderState.ReadText(reader);
        var records = reader.ReadInt64();
        var numbers = new double[EncoderState.ReadCount(reader, sizeof(double))];
        foreach (ref var number in numbers.AsSpan())
        {
            number = reader.ReadDouble();
        }

        var vocabularies = new Vocabulary[EncoderState.ReadCount(reader, 1)];
        foreach (ref var vocabulary in vocabularies.AsSpan())
        {
            vocabulary = Encoding.Vocabulary.Read(reader);
        }

        return new FeatureState(schemaHash, records, numbers, vocabularies);
    });

    /// <summary>Writes the state.</summary>
    /// <param name="stream">The stream; not closed.</param>
    public void Save(Stream stream) => EncoderState.Save(stream, Kind, 1, writer =>
    {
        EncoderState.WriteText(writer, SchemaHash);
        writer.Write(RecordCount);
        writer.Write(_numbers.Length);
        foreach (var number in _numbers)
        {
            writer.Write(number);
        }

        writer.Write(_vocabularies.Length);
        foreach (var vocabulary in _vocabularies)
        {
            vocabulary.Write(writer);
        }
    });
}
