using System.Text;
using PluginAL.Abstractions;

namespace PluginAL.Pools.Tests;

/// <summary>Numbers standardised by mean alone, missing ones as zero; dense.</summary>
internal sealed class CentredNumbers : IFeaturiser
{
    public IFeaturiserFit StartFit(FieldSchema schema) => new Fit(schema);

    public IFeatureEncoder Load(Stream stream)
    {
        using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
        var means = new double[reader.ReadInt32()];
        for (var i = 0; i < means.Length; i++)
        {
            means[i] = reader.ReadDouble();
        }

        return new Encoder(means);
    }

    private sealed class Fit(FieldSchema schema) : IFeaturiserFit
    {
        private readonly double[] _sums = new double[schema.Numeric.Count];
        private readonly long[] _counts = new long[schema.Numeric.Count];

        public void Observe(FieldValues record)
        {
            for (var i = 0; i < _sums.Length; i++)
            {
                if (!double.IsNaN(record.Numbers[i]))
                {
                    _sums[i] += record.Numbers[i];
                    _counts[i]++;
                }
            }
        }

        public IFeatureEncoder Complete() => new Encoder([.. _sums.Select((sum, i) => sum / Math.Max(1, _counts[i]))]);
    }

    private sealed class Encoder(double[] means) : IFeatureEncoder
    {
        public FeatureLayout Layout => FeatureLayout.Dense;

        public int Width => means.Length;

        public IReadOnlyList<FeatureColumn> Columns => [new FeatureColumn("numbers", 0, means.Length, "centred")];

        public void Encode(FieldValues record, FeatureRow row)
        {
            for (var i = 0; i < means.Length; i++)
            {
                row.Add(i, double.IsNaN(record.Numbers[i]) ? 0 : (float)(record.Numbers[i] - means[i]));
            }
        }

        public void Save(Stream stream)
        {
            using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
            writer.Write(means.Length);
            foreach (var mean in means)
            {
                writer.Write(mean);
            }
        }
    }
}

/// <summary>Words and categories hashed to counts; sparse, nothing to learn.</summary>
internal sealed class HashedWords(int width = 1024) : IFeaturiser
{
    public IFeaturiserFit StartFit(FieldSchema schema) => new Fit(width);

    public IFeatureEncoder Load(Stream stream)
    {
        using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
        return new Encoder(reader.ReadInt32());
    }

    private sealed class Fit(int width) : IFeaturiserFit
    {
        public void Observe(FieldValues record)
        {
        }

        public IFeatureEncoder Complete() => new Encoder(width);
    }

    private sealed class Encoder(int width) : IFeatureEncoder
    {
        public FeatureLayout Layout => FeatureLayout.Sparse;

        public int Width => width;

        public IReadOnlyList<FeatureColumn> Columns => [new FeatureColumn("words", 0, width, "hashed")];

        public void Encode(FieldValues record, FeatureRow row)
        {
            var counts = new SortedDictionary<int, int>();
            foreach (var word in record.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Concat(record.Categories.OfType<string>()))
            {
                var hash = 17u;
                foreach (var letter in word)
                {
                    hash = (hash * 31) + letter;
                }

                var column = (int)(hash % (uint)width);
                counts[column] = counts.GetValueOrDefault(column) + 1;
            }

            foreach (var (column, count) in counts)
            {
                row.Add(column, count);
            }
        }

        public void Save(Stream stream)
        {
            using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
            writer.Write(width);
        }
    }
}
