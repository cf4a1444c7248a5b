using PluginAL.Abstractions;
using PluginAL.Encoding;

namespace PluginAL.Features;

internal sealed class TokensEncoder : IFeatureEncoder
{
    public const int Version = 1;

    private readonly TokensOptions _options;
    private readonly string _field;
    private readonly int[] _buckets;
    private readonly int[] _columns; // of each bucket; -1: dropped
    private readonly SlotPool<Scratch> _scratch;

    public TokensEncoder(TokensOptions options, string field, int[] buckets)
    {
        _options = options;
        _field = field;
        _buckets = buckets;
        _columns = new int[1 << options.Bits];
        _columns.AsSpan().Fill(-1);
        for (var i = 0; i < buckets.Length; i++)
        {
            _columns[buckets[i]] = i;
        }

        _scratch = new SlotPool<Scratch>(() => new Scratch(new TokenIndicators(options), []));
        Width = Math.Max(1, buckets.Length);
        Columns = [new FeatureColumn(field, 0, Width, Tokens.Name)];
    }

    public FeatureLayout Layout => FeatureLayout.Sparse;

    public int Width { get; }

    public IReadOnlyList<FeatureColumn> Columns { get; }

    public static TokensEncoder Read(BinaryReader reader, int version)
    {
        var options = new TokensOptions { Bits = reader.ReadByte(), MinCount = reader.ReadInt32(), Affixes = reader.ReadByte(), Window = reader.ReadByte() };
        _ = new Tokens(options); // checks them
        var field = EncoderState.ReadText(reader);
        var buckets = new int[EncoderState.ReadCount(reader, sizeof(int))];
        for (var i = 0; i < buckets.Length; i++)
        {
            buckets[i] = reader.ReadInt32();
            if (buckets[i] < 0 || buckets[i] >> options.Bits != 0 || (i > 0 && buckets[i] <= buckets[i - 1]))
            {
                throw PluginALException.Input($"Column {i} of a saved 'tokens' is wrong (bucket {buckets[i]}); it was altered: fit it again.");
            }
        }

        return new TokensEncoder(options, field, buckets);
    }

    public void Encode(FieldValues record, FeatureRow row)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(row);
        var scratch = _scratch.Rent();
        var shift = 64 - _options.Bits;
        scratch.Found.Clear();
        foreach (var hash in scratch.Indicators.Of(record.Tokens, record.Token))
        {
            if (_columns[hash >> shift] is >= 0 and var column)
            {
                scratch.Found.Add(column);
            }
        }

        scratch.Found.Sort();
        var last = -1;
        foreach (var column in scratch.Found)
        {
            if (column != last)
            {
                row.Add(column, 1);
            }

            last = column;
        }

        _scratch.Return(scratch);
    }

    public void Save(Stream stream) => EncoderState.Save(stream, Tokens.Name, Version, writer =>
    {
        writer.Write((byte)_options.Bits);
        writer.Write(_options.MinCount);
        writer.Write((byte)_options.Affixes);
        writer.Write((byte)_options.Window);
        EncoderState.WriteText(writer, _field);
        writer.Write(_buckets.Length);
        foreach (var bucket in _buckets)
        {
            writer.Write(bucket);
        }
    });

    private sealed record Scratch(TokenIndicators Indicators, List<int> Found);
}
