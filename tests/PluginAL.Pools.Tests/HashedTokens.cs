using System.Text;
using PluginAL.Abstractions;

namespace PluginAL.Pools.Tests;

/// <summary>One column for the length of a token, and one for whether it is the first; nothing to learn but how many tokens there are.</summary>
internal sealed class HashedTokens : IFeaturiser
{
    public const int Width = 16;

    public IFeaturiserFit StartFit(FieldSchema schema) => new Fit();

    public IFeatureEncoder Load(Stream stream)
    {
        using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
        return new Encoder(reader.ReadInt32());
    }

    private sealed class Fit : IFeaturiserFit
    {
        private int _tokens;

        public void Observe(FieldValues record) => _tokens += record.Tokens[record.Token].Length > 0 ? 1 : 0;

        public IFeatureEncoder Complete() => new Encoder(_tokens);
    }

    /// <summary>Also says how many tokens the fit saw, so that tests can see it.</summary>
    public sealed class Encoder(int tokens) : IFeatureEncoder
    {
        public int TokensSeen => tokens;

        public FeatureLayout Layout => FeatureLayout.Sparse;

        public int Width => HashedTokens.Width;

        public IReadOnlyList<FeatureColumn> Columns => [new FeatureColumn("tokens", 0, Width, "length")];

        public void Encode(FieldValues record, FeatureRow row)
        {
            if (record.Token == 0)
            {
                row.Add(0, 1);
            }

            row.Add(Math.Min(record.Tokens[record.Token].Length, Width - 1), 1);
        }

        public void Save(Stream stream)
        {
            using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
            writer.Write(tokens);
        }
    }
}
