using PluginAL.Abstractions;

namespace PluginAL.Testing.Tests;

/// <summary>A featuriser of one number's sign, each time with one fault.</summary>
internal static class BadFeaturisers
{
    private static readonly List<object> Kept = [];
    private static int _fits;

    public static IEnumerable<(string Rule, ConformanceSubject Subject)> All =>
    [
        ("same-bits", Featuriser(() => new Signs { Scale = Interlocked.Increment(ref _fits) })),
        ("save-and-load", Featuriser(() => new Signs { Loaded = 2 })),
        ("foreign-bytes", Featuriser(() => new Signs { Trusting = true })),
        ("columns-cover-width", Featuriser(() => new Signs { Columns = [new FeatureColumn("a", 1, 1, "sign")] })),
        ("within-width", Featuriser(() => new Signs { Column = 3 })),
        ("empty-and-unseen", Featuriser(() => new Signs { Raw = true })),
        ("leftovers", Featuriser(() =>
        {
            Kept.Add(File.OpenRead(typeof(BadFeaturisers).Assembly.Location));
            return new Signs();
        })),
    ];

    private static ConformanceSubject Featuriser(Func<object> create) => BadPluginsTests.Subject(PluginKind.Featuriser, create);

    private sealed record Signs : IFeaturiser, IFeaturiserFit, IFeatureEncoder
    {
        public float Scale { get; init; } = 1;

        public float Loaded { get; init; } = 1;

        public bool Trusting { get; init; }

        public bool Raw { get; init; }

        public int Column { get; init; }

        public FeatureLayout Layout => FeatureLayout.Dense;

        public int Width => 1;

        public IReadOnlyList<FeatureColumn> Columns { get; init; } = [new FeatureColumn("a", 0, 1, "sign")];

        public IFeaturiserFit StartFit(FieldSchema schema) => schema.Numeric.Count > 0 ? this : throw PluginALException.Input("It takes numbers only.");

        public void Observe(FieldValues record)
        {
        }

        public IFeatureEncoder Complete() => this;

        public void Encode(FieldValues record, FeatureRow row) =>
            row.Add(Column, Raw ? (float)record.Numbers[0] : double.IsNaN(record.Numbers[0]) ? 0 : Scale * Math.Sign(record.Numbers[0]));

        public void Save(Stream stream) => stream.WriteByte(42);

        public IFeatureEncoder Load(Stream stream) =>
            stream.ReadByte() == 42 || Trusting ? this with { Scale = Scale * Loaded } : throw PluginALException.Input("It is no encoder of signs.");
    }
}
