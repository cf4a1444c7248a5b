using PluginAL.Abstractions;
using PluginAL.Encoding;

namespace PluginAL.Features;

internal sealed class TfIdfEncoder : IFeatureEncoder
{
    public const int Version = 1;

    private static readonly float[] Sublinear = [.. Enumerable.Range(0, 64).Select(t => t == 0 ? 0 : (float)(1 + Logarithm.Of(t)))];

    private readonly TfIdfOptions _options;
    private readonly string _field;
    private readonly int[] _columns; // of each bucket; -1: dropped
    private readonly float[] _weights; // inverse document frequency of each column
    private readonly SlotPool<Scratch> _scratch;

    public TfIdfEncoder(TfIdfOptions options, string field, ReadOnlySpan<int> buckets, float[] weights)
    {
        _options = options;
        _field = field;
        _weights = weights;
        _columns = new int[1 << options.Bits];
        _columns.AsSpan().Fill(-1);
        for (var i = 0; i < buckets.Length; i++)
        {
            _columns[buckets[i]] = i;
        }

        _scratch = new SlotPool<Scratch>(() => new Scratch(HasherFor(options)));
        Width = Math.Max(1, weights.Length);
        Columns = [new FeatureColumn(field, 0, Width, TfIdf.Name)];
    }

    public FeatureLayout Layout => FeatureLayout.Sparse;

    public int Width { get; }

    public IReadOnlyList<FeatureColumn> Columns { get; }

    public static NGramHasher HasherFor(TfIdfOptions options)
    {
        var unit = options.Analyzer switch
        {
            TextAnalyzer.Word => TokenUnit.AutomaticWords,
            TextAnalyzer.Char => TokenUnit.Characters,
            _ => TokenUnit.Automatic,
        };
        return new NGramHasher(unit, options.MinN, options.MaxN, options.Case == TextCase.Lower);
    }

    public static TfIdfEncoder Read(BinaryReader reader, int version)
    {
        var options = new TfIdfOptions
        {
            Analyzer = (TextAnalyzer)reader.ReadByte(),
            MinN = reader.ReadByte(),
            MaxN = reader.ReadByte(),
            Bits = reader.ReadByte(),
            MinDf = reader.ReadInt32(),
            Sublinear = reader.ReadBoolean(),
            Case = (TextCase)reader.ReadByte(),
        };
        _ = new TfIdf(options); // checks them
        var field = EncoderState.ReadText(reader);
        var buckets = new int[EncoderState.ReadCount(reader, sizeof(int) + sizeof(float))];
        var weights = new float[buckets.Length];
        for (var i = 0; i < buckets.Length; i++)
        {
            buckets[i] = reader.ReadInt32();
            weights[i] = reader.ReadSingle();
            var ascending = i == 0 || buckets[i] > buckets[i - 1];
            if (!ascending || buckets[i] >> options.Bits != 0 || !(weights[i] > 0 && float.IsFinite(weights[i])))
            {
                throw PluginALException.Input(
                    $"Column {i} of a saved 'tf-idf' is wrong (bucket {buckets[i]}, weight {weights[i]}); it was altered: fit it again.");
            }
        }

        return new TfIdfEncoder(options, field, buckets, weights);
    }

    public void Encode(FieldValues record, FeatureRow row)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(row);
        var scratch = _scratch.Rent();
        var hashes = scratch.Hasher.Hash(record.Text);
        var found = scratch.Columns(hashes.Length);
        var count = 0;
        var shift = 64 - _options.Bits;
        foreach (var hash in hashes)
        {
            var column = _columns[hash >> shift];
            found[count] = column;
            count += column >= 0 ? 1 : 0;
        }

        ColumnSort.Sort(found[..count], scratch.Spare(count), Width);
        Write(found[..count], scratch.Weights(count), row);
        _scratch.Return(scratch);
    }

    public void Save(Stream stream) => EncoderState.Save(stream, TfIdf.Name, Version, writer =>
    {
        writer.Write((byte)_options.Analyzer);
        writer.Write((byte)_options.MinN);
        writer.Write((byte)_options.MaxN);
        writer.Write((byte)_options.Bits);
        writer.Write(_options.MinDf);
        writer.Write(_options.Sublinear);
        writer.Write((byte)_options.Case);
        EncoderState.WriteText(writer, _field);
        writer.Write(_weights.Length);
        for (var bucket = 0; bucket < _columns.Length; bucket++)
        {
            if (_columns[bucket] >= 0)
            {
                writer.Write(bucket);
                writer.Write(_weights[_columns[bucket]]);
            }
        }
    });

    // The columns are sorted, so equal ones stand together: each run is one term, its length the term's count.
    private void Write(Span<int> columns, Span<float> weights, FeatureRow row)
    {
        var terms = 0;
        var squares = 0.0;
        for (var i = 0; i < columns.Length;)
        {
            var column = columns[i];
            var end = i + 1;
            while (end < columns.Length && columns[end] == column)
            {
                end++;
            }

            var weight = Frequency(end - i) * _weights[column];
            squares += (double)weight * weight;
            columns[terms] = column;
            weights[terms++] = weight;
            i = end;
        }

        var norm = Math.Sqrt(squares);
        for (var i = 0; i < terms; i++)
        {
            row.Add(columns[i], (float)(weights[i] / norm));
        }
    }

    private float Frequency(int count) =>
        !_options.Sublinear ? count : count < Sublinear.Length ? Sublinear[count] : (float)(1 + Logarithm.Of(count));

    private sealed class Scratch(NGramHasher hasher)
    {
        private int[] _columns = new int[128];
        private int[] _spare = new int[128];
        private float[] _weights = new float[128];

        public NGramHasher Hasher => hasher;

        public Span<int> Columns(int count) => Room(ref _columns, count);

        public Span<int> Spare(int count) => Room(ref _spare, count);

        public Span<float> Weights(int count) => Room(ref _weights, count);

        private static Span<T> Room<T>(ref T[] array, int count)
        {
            if (array.Length < count)
            {
                array = new T[Math.Max(count, (int)Math.Min(Array.MaxLength, 2L * array.Length))];
            }

            return array.AsSpan(0, count);
        }
    }
}
