using PluginAL.Abstractions;
using PluginAL.Hosting;
using PluginAL.Pools;

namespace PluginAL.Engine.Ingest;

/// <summary>Which featuriser turns which fields into features, where nobody says otherwise.</summary>
public static class Featurisers
{
    private const string OfTokens = "tokens";

    /// <summary>One featuriser for each kind of field that a schema has: text, numbers, categories, images.</summary>
    /// <param name="host">Where the featurisers are found.</param>
    /// <param name="schema">The schema.</param>
    /// <returns>The parts of the pipeline, in order; for sequences also what encodes their tokens.</returns>
    public static IReadOnlyList<FeaturiserPart> For(PluginHost host, FieldSchema schema)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(schema);
        var names = new List<string>();
        if (schema.Text.Count > 0)
        {
            names.Add("tf-idf");
        }

        if (schema.Numeric.Count > 0)
        {
            names.Add("standardise");
        }

        if (schema.Categories.Count > 0)
        {
            names.Add("one-hot");
        }

        if (schema.Images.Count > 0)
        {
            names.Add("pixels");
        }

        if (schema.Task == LearningTask.Sequence)
        {
            names.Add(OfTokens);
        }

        return [.. names.Select(name =>
        {
            var plugin = host.Create<IFeaturiser>(PluginKind.Featuriser, PluginReference.Parse(name));
            return new FeaturiserPart(plugin.Label, plugin.Version, new ContainedFeaturiser(plugin)) { OfTokens = name == OfTokens };
        })];
    }

    /// <summary>Finds the featuriser that made a saved encoder.</summary>
    /// <param name="host">Where the featurisers are found.</param>
    /// <returns>A function from the name to the featuriser.</returns>
    public static Func<string, IFeaturiser> Resolve(PluginHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        return name => new ContainedFeaturiser(host.Create<IFeaturiser>(PluginKind.Featuriser, PluginReference.Parse(name)));
    }
}
