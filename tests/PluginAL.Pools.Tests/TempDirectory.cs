using System.Text;
using PluginAL.Abstractions;

namespace PluginAL.Pools.Tests;

/// <summary>A directory of its own for each test, and the shorthand of tests that build pools.</summary>
internal sealed class TempDirectory : IDisposable
{
    public TempDirectory() => Path = Directory.CreateTempSubdirectory("pluginal-pools-").FullName;

    public string Path { get; }

    public string Pool => this["p.pool"];

    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>Numbers for numeric fields, hashed words for text and categories.</summary>
    public static PoolBuildOptions Options => new()
    {
        Featurisers = Featurisers,
        Resolve = Resolve,
    };

    public static IReadOnlyList<FeaturiserPart> Featurisers(FieldSchema schema)
    {
        var parts = new List<FeaturiserPart>();
        if (schema.Numeric.Count > 0)
        {
            parts.Add(new FeaturiserPart("centred-numbers", "1.0", new CentredNumbers()));
        }

        if (schema.Text.Count + schema.Categories.Count > 0)
        {
            parts.Add(new FeaturiserPart("hashed-words", "2.0", new HashedWords()));
        }

        if (schema.Task == LearningTask.Sequence)
        {
            parts.Add(new FeaturiserPart("hashed-tokens", "3.0", new HashedTokens()) { OfTokens = true });
        }

        return parts;
    }

    public static IFeaturiser Resolve(string name) => name switch
    {
        "centred-numbers" => new CentredNumbers(),
        "hashed-words" => new HashedWords(),
        "hashed-tokens" => new HashedTokens(),
        _ => throw new InvalidOperationException(name),
    };

    public string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    public string Write(string name, byte[] bytes)
    {
        File.WriteAllBytes(this[name], bytes);
        return this[name];
    }

    public PoolBuildResult Create(string source, PoolBuildOptions? options = null) =>
        PoolBuilder.Create(Pool, [PoolSource.FromFile(source)], options ?? Options);

    public PoolBuildResult Create(string source, LearningTask task) => Create(source, Options with { Fields = new FieldRequest { Task = task } });

    public PoolBuildResult Append(string source, PoolBuildOptions? options = null) =>
        PoolBuilder.Append(Pool, [PoolSource.FromFile(source)], options ?? Options);

    public string Fails(Action action, ErrorKind kind = ErrorKind.Input)
    {
        var error = Assert.Throws<PluginALException>(action);
        Assert.Equal(kind, error.Kind);
        Assert.DoesNotContain('\n', error.Message);
        return error.Message;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
