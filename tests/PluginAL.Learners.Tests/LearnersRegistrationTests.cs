using System.Reflection;
using System.Text.Json;
using PluginAL.Abstractions;

namespace PluginAL.Learners.Tests;

public sealed class LearnersRegistrationTests
{
    private static PluginDescriptor Plugin(string name) => new LearnersRegistration().Plugins.Single(p => p.Attribute.Name == name);

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;

    [Fact]
    public void The_assembly_names_its_registration()
    {
        var attribute = typeof(LogisticRegression).Assembly.GetCustomAttribute<PluginRegistrationAttribute>();
        Assert.Equal(typeof(LearnersRegistration), attribute?.Registration);
        Assert.Equal(["bayesian-linear", "crf", "hmm", "logistic", "naive-bayes", "ridge", "translation-memory"], new LearnersRegistration().Plugins.Select(p => p.Attribute.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("logistic", null)]
    [InlineData("logistic", """{"c": 0.5, "tolerance": 1e-8, "iterations": 50, "warm-start": false}""")]
    [InlineData("logistic", """{"c": "2", "warm-start": "true"}""")]
    [InlineData("naive-bayes", """{"kind": "complement", "alpha": 0}""")]
    [InlineData("ridge", """{"l2": 3}""")]
    [InlineData("bayesian-linear", null)]
    [InlineData("crf", """{"c": 3, "paths": 10, "tolerance": 1e-6, "iterations": 50, "warm-start": false}""")]
    [InlineData("hmm", """{"alpha": 0.1, "transition-alpha": 1, "weight": "mean", "paths": 2}""")]
    [InlineData("translation-memory", """{"neighbours": 3, "temperature": 0.5}""")]
    public void Options_are_taken(string name, string? options) =>
        Assert.IsAssignableFrom<ILearner>(Plugin(name).Create(options is null ? null : Json(options)));

    [Theory]
    [InlineData("logistic", """{"C": 1}""", "'C'")]
    [InlineData("logistic", """{"c": -1}""", "'c'")]
    [InlineData("logistic", """{"c": "many"}""", "'c'")]
    [InlineData("logistic", """{"tolerance": 0}""", "'tolerance'")]
    [InlineData("logistic", """{"iterations": 0}""", "'iterations'")]
    [InlineData("naive-bayes", """{"kind": "gaussian"}""", "multinomial, complement")]
    [InlineData("naive-bayes", """{"alpha": -0.1}""", "'alpha'")]
    [InlineData("ridge", """{"l2": 0}""", "'l2'")]
    [InlineData("crf", """{"paths": 0}""", "'paths'")]
    [InlineData("crf", """{"c": 0}""", "'c'")]
    [InlineData("hmm", """{"weight": "luck"}""", "sum, root, mean")]
    [InlineData("translation-memory", """{"temperature": 0}""", "'temperature'")]
    public void Options_out_of_range_are_refused(string name, string options, string says)
    {
        var e = Assert.Throws<PluginALException>(() => Plugin(name).Create(Json(options)));
        Assert.Equal(ErrorKind.Usage, e.Kind);
        Assert.Contains(says, e.Message);
    }

    [Fact]
    public void Records_out_of_range_are_refused()
    {
        Assert.Throws<PluginALException>(() => new LogisticRegression(new LogisticRegressionOptions { C = 0 }));
        Assert.Throws<PluginALException>(() => new LogisticRegression(new LogisticRegressionOptions { Tolerance = double.NaN }));
        Assert.Throws<PluginALException>(() => new LogisticRegression(new LogisticRegressionOptions { Iterations = 0 }));
        Assert.Throws<PluginALException>(() => new NaiveBayes(new NaiveBayesOptions { Alpha = double.NaN }));
        Assert.Throws<PluginALException>(() => new NaiveBayes(new NaiveBayesOptions { Kind = (NaiveBayesKind)7 }));
    }

    [Fact]
    public void Schemas_are_json_and_know_every_option()
    {
        foreach (var plugin in new LearnersRegistration().Plugins.Where(plugin => plugin.Attribute.Name != "bayesian-linear"))
        {
            var properties = Json(plugin.OptionsSchema).GetProperty("properties").EnumerateObject().Select(p => p.Name);
            var defaults = Json(plugin.OptionsSchema).GetProperty("properties").EnumerateObject()
                .ToDictionary(p => p.Name, p => p.Value.GetProperty("default"));
            Assert.Equal(properties, defaults.Keys);
            plugin.Create(Json(JsonSerializer.Serialize(defaults)));
        }

        Assert.False(Json(Plugin("bayesian-linear").OptionsSchema).GetProperty("additionalProperties").GetBoolean());
    }
}
