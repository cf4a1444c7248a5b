using System.Text.Json;
using PluginAL.Abstractions;

namespace PluginAL.Testing.Internals;

/// <summary>What holds for the options of every plugin.</summary>
internal static class OptionRules
{
    private const string Unknown = "no-such-option";

    public static Rule Made(ConformanceSubject subject) => new(
        "made",
        "It can be made, and implements the contract of its kind.",
        "Mend the constructor; where it needs an option, test it with one: Conformance.Check<T>(\"name=value\"), or 'pluginal plugins test My.cs:name=value'.",
        () =>
        {
            var plugin = subject.Create(null);
            var contract = subject.Kind switch
            {
                PluginKind.Strategy => typeof(IQueryStrategy),
                PluginKind.Learner => typeof(ILearner),
                PluginKind.Oracle => typeof(IOracle),
                PluginKind.Featuriser => typeof(IFeaturiser),
                PluginKind.StreamStrategy => typeof(IStreamStrategy),
                PluginKind.BudgetManager => typeof(IBudgetManager),
                _ => typeof(IStoppingCriterion),
            };
            (plugin as IDisposable)?.Dispose();
            return contract.IsInstanceOfType(plugin) ? null : $"{plugin.GetType()} does not implement {contract.Name}.";
        });

    public static IEnumerable<Rule> For(ConformanceSubject subject)
    {
        yield return new Rule(
            "options-round-trip",
            "The defaults in the schema of the options are accepted when they are given, one by one and together.",
            "Let the generator write the registration, or write the schema as the constructor reads it.",
            () => Defaults(subject));
        yield return new Rule(
            "unknown-option",
            "An option that does not exist is refused, with an error of usage that names it.",
            "Read options through PluginOptions, which refuses what nobody asked for.",
            () =>
            {
                try
                {
                    subject.Create(JsonSerializer.SerializeToElement(new Dictionary<string, string> { [Unknown] = "1" }));
                    return $"'{Unknown}' was taken without a word.";
                }
                catch (PluginALException e) when (e.Kind == ErrorKind.Usage)
                {
                    return e.Message.Contains(Unknown, StringComparison.Ordinal) ? null : $"the error does not name it: {e.Message}";
                }
            });
    }

    private static string? Defaults(ConformanceSubject subject)
    {
        JsonElement schema;
        try
        {
            schema = JsonDocument.Parse(subject.OptionsSchema).RootElement;
        }
        catch (JsonException e)
        {
            return $"the schema is not JSON: {e.Message}";
        }

        var defaults = new Dictionary<string, JsonElement>();
        if (schema.TryGetProperty("properties", out var properties))
        {
            foreach (var property in properties.EnumerateObject())
            {
                if (!subject.Options.ContainsKey(property.Name) && property.Value.TryGetProperty("default", out var value) && value.ValueKind is JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False or JsonValueKind.String
                    && value.ToString() is { Length: > 0 } text && text.AsSpan().IndexOfAny(",;=") < 0)
                {
                    defaults[property.Name] = value;
                }
            }
        }

        // As JSON gives them, and as a command line does.
        foreach (var given in defaults.Select(pair => (Dictionary<string, JsonElement>)new() { [pair.Key] = pair.Value }).Append(defaults).Where(given => given.Count > 0))
        {
            try
            {
                subject.Create(JsonSerializer.SerializeToElement(given));
                subject.Create(JsonSerializer.SerializeToElement(given.ToDictionary(pair => pair.Key, pair => pair.Value.ToString().ToLowerInvariant())));
            }
            catch (PluginALException e)
            {
                return $"its own default was refused: {e.Message}";
            }
        }

        return null;
    }
}
