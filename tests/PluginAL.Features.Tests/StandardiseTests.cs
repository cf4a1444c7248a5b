using FsCheck;
using FsCheck.Fluent;
using PluginAL.Abstractions;
using static PluginAL.Features.Tests.Featurisers;

namespace PluginAL.Features.Tests;

public sealed class StandardiseTests
{
    [Fact]
    public void Values_are_those_of_a_worked_example()
    {
        // 2, 4, 4, 4, 5, 5, 7, 9: mean 5, population deviation 2.
        var encoder = Make("standardise").Fit(new double[] { 2, 4, 4, 4, 5, 5, 7, 9 }.Select(x => Record(x)));
        Assert.Equal((FeatureLayout.Dense, 1), (encoder.Layout, encoder.Width));
        Assert.Equal([-1.5f], encoder.Dense(Record(2)));
        Assert.Equal([2.5f], encoder.Dense(Record(10)));
        Assert.Equal(new FeatureColumn("n0", 0, 1, "standardised"), Assert.Single(encoder.Columns));
    }

    [Fact]
    public void Constant_field_is_only_centred()
    {
        var encoder = Make("standardise").Fit(Record(0.1), Record(0.1), Record(0.1));
        Assert.Equal([0f], encoder.Dense(Record(0.1)));
        Assert.Equal([2f], encoder.Dense(Record(2.1)));
    }

    [Fact]
    public void Missing_numbers_become_the_mean_and_are_flagged()
    {
        var encoder = Make("standardise").Fit(Record(1, double.NaN), Record(3, 10), Record(2, 30));
        Assert.Equal(3, encoder.Width);
        Assert.Equal([new FeatureColumn("n0", 0, 1, "standardised"), new FeatureColumn("n1", 1, 2, "standardised+missing")], encoder.Columns);
        Assert.Equal([0f, 0f, 1f], encoder.Dense(Record(double.NaN, double.NaN)));
        Assert.Equal([0f, -1f, 0f], encoder.Dense(Record(2, 10)));
    }

    [Fact]
    public void Missing_numbers_become_the_mean_alone_where_asked_for()
    {
        var encoder = Make("standardise", """{"missing":"mean"}""").Fit(Record(1), Record(double.NaN), Record(3));
        Assert.Equal(1, encoder.Width);
        Assert.Equal([0f], encoder.Dense(Record(double.NaN)));
    }

    [Fact]
    public void Field_without_any_number_is_zero_and_flagged() =>
        Assert.Equal([0f, 1f], Make("standardise").Fit(Record(double.NaN)).Dense(Record(double.NaN)));

    [Theory]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void Infinity_is_refused_with_its_field(double value)
    {
        var fit = Make("standardise").StartFit(Numeric(2));
        Refused(() => fit.Observe(Record(1, value)), "'n1'", "Infinity");
        Refused(() => Make("standardise").Fit(Record(1, 2)).Dense(Record(1, value)), "'n1'", "Infinity");
    }

    [Fact]
    public void Numbers_that_float32_cannot_hold_are_refused()
    {
        Refused(() => Make("standardise").Fit(Record(0), Record(1e-9)).Dense(Record(1e300)), "'n0'", "1E+300");
        Refused(() => Make("standardise").Fit(Record(-1e308), Record(1e308)), "'n0'", "too large");
    }

    [Fact]
    public void Record_of_another_schema_is_refused()
    {
        Refused(() => Make("standardise").Fit(Record(1, 2)).Dense(Record(1)), "1 numbers", "fitted on 2");
        Refused(() => Make("standardise").StartFit(Text), "numeric field");
        Refused(() => Make("standardise").StartFit(Numeric(1)).Complete(), "no records");
    }

    [Fact]
    public void Fitted_rows_have_mean_zero_and_deviation_one()
    {
        Prop.ForAll<NonEmptyArray<int>>(numbers =>
        {
            var encoder = Make("standardise").Fit(numbers.Get.Select(x => Record(x / 4.0)));
            var values = numbers.Get.Select(x => (double)encoder.Dense(Record(x / 4.0))[0]).ToArray();
            Assert.Equal(0, values.Average(), 1e-5);
            Assert.Equal(numbers.Get.Distinct().Count() == 1 ? 0 : 1, values.Average(x => x * x), 1e-4);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Loading_gives_the_same_bits()
    {
        Prop.ForAll<NonEmptyArray<NormalFloat>, NormalFloat, bool>((numbers, number, missing) =>
        {
            var featuriser = Make("standardise");
            var limited = numbers.Get.Select(x => Record(Limit(x.Get)));
            var encoder = featuriser.Fit(missing ? limited.Append(Record(double.NaN)) : limited);
            var loaded = featuriser.Reload(encoder);
            CoversItsWidth(loaded);
            foreach (var record in new[] { Record(Limit(number.Get)), Record(double.NaN) })
            {
                Assert.Equal(encoder.Dense(record).Select(BitConverter.SingleToInt32Bits), loaded.Dense(record).Select(BitConverter.SingleToInt32Bits));
            }
        }).QuickCheckThrowOnFailure();

        static double Limit(double x) => Math.Round(Math.Clamp(x, -1e9, 1e9), 3);
    }
}
