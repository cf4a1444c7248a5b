using System.Text.Json;
using PluginAL.Encoding.Records;

namespace PluginAL.Generators.Tests.Records;

public sealed class AdultTests
{
    private static readonly Adult First = new(
        39, "State-gov", 77516, "Bachelors", 13, "Never-married", "Adm-clerical", "Not-in-family", "White", Sex.Male, 2174, 0, 40, "United-States", Income.Low);

    private static readonly Adult Second = First with { Age = 41, Workclass = null, Education = "HS-grad", Sex = Sex.Female, Income = Income.High };

    private static IFeatureAdapter<Adult> Features => RecordAdapters<Adult>.Features;

    [Fact]
    public void Its_adapter_is_found_without_reflection()
    {
        Assert.Same(AdultFeatures.Instance, Features);
        Assert.Same(AdultFormat.Instance, RecordAdapters<Adult>.Format);
        Assert.Equal(14, Features.Columns.Count(column => column.Name != "income"));
        Assert.Equal(Features.Width, Features.Columns.Sum(column => column.Width));
        Assert.Equal(["<=50K", ">50K"], Features.Classes);
    }

    [Fact]
    public void Its_features_are_standardised_numbers_and_one_hot_categories()
    {
        var fit = Features.StartFit();
        fit.Observe(First);
        fit.Observe(Second);
        var state = fit.Complete();
        var row = new float[Features.Width];
        Features.Write(Second, state, row);
        var at = Features.Columns.ToDictionary(column => column.Name, column => column.Offset);
        Assert.Equal(1, row[at["age"]]);
        Assert.Equal(0, row[at["fnlwgt"]]);
        Assert.Equal(1, row[at["workclass"] + 9]);
        Assert.Equal(1, row[at["education"] + 1]);
        Assert.Equal(1, row[at["sex"]]);
        Assert.Equal(">50K", Features.Class(Second));
        Assert.Null(Features.Class(Second with { Income = null }));
    }

    [Fact]
    public void It_is_read_from_csv()
    {
        string[] header = ["age", "workclass", "fnlwgt", "education", "education_num", "marital_status", "occupation", "relationship", "race", "sex",
            "capital_gain", "capital_loss", "hours_per_week", "native_country", "income"];
        var reader = RecordAdapters<Adult>.Format.ReadHeader(header);
        string[] line = ["39", "State-gov", "77516", "Bachelors", "13", "Never-married", "Adm-clerical", "Not-in-family", "White", "Male", "2174", "0", "40",
            "United-States", "<=50K"];
        Assert.Equal(First, Csv.Read(reader, line));
        Assert.Null(Csv.Read(reader, [.. line[..1], "?", .. line[2..]]).Workclass);
        var error = Assert.Throws<RecordFormatException>(() => Csv.Read(reader, ["old", .. line[1..]]));
        Assert.Equal("column 'age' holds 'old'; expected an integer of 32 bits", error.Message);
    }

    [Fact]
    public void It_comes_back_from_json()
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            RecordAdapters<Adult>.Format.WriteJson(Second, writer);
        }

        Assert.Equal(Second, RecordAdapters<Adult>.Format.ReadJson(stream.ToArray()));
        var error = Assert.Throws<RecordFormatException>(() => RecordAdapters<Adult>.Format.ReadJson("{\"age\": null}"u8));
        Assert.Equal("column 'age' holds null; expected an integer of 32 bits", error.Message);
    }
}
