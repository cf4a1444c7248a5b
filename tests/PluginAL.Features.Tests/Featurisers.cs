using System.Text.Json;
using PluginAL.Abstractions;

namespace PluginAL.Features.Tests;

/// <summary>Featurisers as a host makes and uses them: by name, from JSON, through the contracts.</summary>
internal static class Featurisers
{
    public static readonly FieldSchema Text = new() { Text = ["body"] };

    public static IFeaturiser Make(string name, string? options = null)
    {
        var descriptor = new FeaturesRegistration().Plugins.Single(plugin => plugin.Attribute.Name == name);
        return (IFeaturiser)descriptor.Create(options is null ? null : JsonDocument.Parse(options).RootElement);
    }

    public static FieldSchema Numeric(int count) => new() { Numeric = [.. Enumerable.Range(0, count).Select(i => $"n{i}")] };

    public static FieldSchema Categories(int count) => new() { Categories = [.. Enumerable.Range(0, count).Select(i => $"c{i}")] };

    public static FieldValues Record(string text) => new(Text) { Text = text };

    public static FieldValues Record(params double[] numbers)
    {
        var record = new FieldValues(Numeric(numbers.Length));
        numbers.CopyTo(record.Numbers, 0);
        return record;
    }

    public static FieldValues Choices(params string?[] categories)
    {
        var record = new FieldValues(Categories(categories.Length));
        categories.CopyTo(record.Categories, 0);
        return record;
    }

    public static IFeatureEncoder Fit(this IFeaturiser featuriser, params IEnumerable<FieldValues> records)
    {
        IFeaturiserFit? fit = null;
        foreach (var record in records)
        {
            fit ??= featuriser.StartFit(record.Schema);
            fit.Observe(record);
        }

        return fit!.Complete();
    }

    public static (int[] Columns, float[] Values) Encode(this IFeatureEncoder encoder, FieldValues record)
    {
        var row = new FeatureRow();
        encoder.Encode(record, row);
        return (row.Columns.ToArray(), row.Values.ToArray());
    }

    public static float[] Dense(this IFeatureEncoder encoder, FieldValues record)
    {
        var row = new FeatureRow();
        encoder.Encode(record, row);
        var values = new float[encoder.Width];
        row.CopyTo(values);
        return values;
    }

    public static byte[] Saved(this IFeatureEncoder encoder)
    {
        using var stream = new MemoryStream();
        encoder.Save(stream);
        return stream.ToArray();
    }

    public static void Refused(Action action, params string[] parts)
    {
        var error = Assert.Throws<PluginALException>(action);
        Assert.Equal(ErrorKind.Input, error.Kind);
        Assert.All(parts, part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
    }

    public static IFeatureEncoder Reload(this IFeaturiser featuriser, IFeatureEncoder encoder)
    {
        using var stream = new MemoryStream(encoder.Saved());
        var loaded = featuriser.Load(stream);
        Assert.Equal(stream.Length, stream.Position);
        Assert.Equal((encoder.Layout, encoder.Width), (loaded.Layout, loaded.Width));
        Assert.Equal(encoder.Columns, loaded.Columns);
        return loaded;
    }

    public static void CoversItsWidth(IFeatureEncoder encoder)
    {
        var end = 0;
        foreach (var column in encoder.Columns)
        {
            Assert.Equal(end, column.Offset);
            end += column.Width;
        }

        Assert.Equal(encoder.Width, end);
    }
}
