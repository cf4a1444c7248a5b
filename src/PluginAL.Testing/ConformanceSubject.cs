using System.Text.Json;
using PluginAL.Abstractions;
using PluginAL.Engine.Tasks;
using PluginAL.Hosting;

namespace PluginAL.Testing;

/// <summary>A plugin as the kit sees it, wherever it comes from.</summary>
public sealed record ConformanceSubject
{
    /// <summary>What it is.</summary>
    public required PluginKind Kind { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The signals that a strategy needs: it is shown no others.</summary>
    public Signals Needs { get; init; }

    /// <summary>The signals that a learner's models give.</summary>
    public Signals Gives { get; init; }

    /// <summary>What a strategy does in a cold start.</summary>
    public ColdStartPolicy ColdStart { get; init; }

    /// <summary>
    /// The task of the pool that a strategy is tested on; null: the one whose models give a signal that it needs (<see cref="Signals.LabelProbabilities"/>,
    /// <see cref="Signals.MeanAndVariance"/>, <see cref="Signals.TokenMarginals"/>, <see cref="Signals.Candidates"/>, or <see cref="Signals.Texts"/>), else classification.
    /// </summary>
    /// <value>Null.</value>
    public LearningTask? Task { get; init; }

    /// <summary>Whether an oracle asks a person: it is not called then.</summary>
    public bool IsInteractive { get; init; }

    /// <summary>The JSON schema of its options.</summary>
    public required string OptionsSchema { get; init; }

    /// <summary>Makes one from its options; null: the defaults.</summary>
    public required Func<JsonElement?, object> Create { get; init; }

    /// <summary>The options that it is tested with; those that are not named keep their defaults.</summary>
    public IReadOnlyDictionary<string, string> Options { get; private init; } = new Dictionary<string, string>();

    /// <summary>
    /// Finds the strategies that this one names to work through (<see cref="ICompositeStrategy"/>). For those that it does not find, the kit has
    /// a stand-in that scores by margin.
    /// </summary>
    public Func<string, ConformanceSubject?> Inner { get; init; } = _ => null;

    /// <summary>The same plugin, to be tested with options.</summary>
    /// <param name="options">The options, as in <c>beta=2;gamma=3</c>; empty: the defaults.</param>
    /// <returns>The subject.</returns>
    /// <exception cref="PluginALException">They cannot be read (<see cref="ErrorKind.Usage"/>).</exception>
    public ConformanceSubject With(string options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Length == 0)
        {
            return this;
        }

        var create = Create;
        var named = PluginReference.Parse($"{Name}:{options}").Options.ToDictionary(option => option.Key, option => option.Value);
        return this with
        {
            Options = named,
            Create = given =>
            {
                var all = named.ToDictionary(option => option.Key, option => JsonSerializer.SerializeToElement(option.Value));
                foreach (var option in given is { } some ? some.EnumerateObject() : default)
                {
                    all[option.Name] = option.Value;
                }

                return create(JsonSerializer.SerializeToElement(all));
            },
        };
    }

    /// <summary>The task that it is tested on.</summary>
    internal LearningTask TestedTask => Task ?? TaskSignals.TasksOf(Needs) switch
    {
        [var task, ..] => task,
        _ => Needs.HasFlag(Signals.Texts) ? LearningTask.Translation : LearningTask.Classification,
    };

    /// <summary>The plugins of an assembly's registration.</summary>
    /// <param name="registration">The registration.</param>
    /// <returns>The plugins, in its order.</returns>
    public static IReadOnlyList<ConformanceSubject> FromRegistration(IPluginRegistration registration)
    {
        ArgumentNullException.ThrowIfNull(registration);
        var subjects = new List<ConformanceSubject>();
        foreach (var descriptor in registration.Plugins)
        {
            subjects.Add(new ConformanceSubject
            {
                Kind = descriptor.Attribute.Kind,
                Name = descriptor.Attribute.Name,
                Needs = (descriptor.Attribute as StrategyAttribute)?.Needs ?? (descriptor.Attribute as StreamStrategyAttribute)?.Needs ?? Signals.None,
                Gives = (descriptor.Attribute as LearnerAttribute)?.Gives ?? Signals.None,
                ColdStart = (descriptor.Attribute as StrategyAttribute)?.ColdStart ?? default,
                IsInteractive = (descriptor.Attribute as OracleAttribute)?.Interactive ?? false,
                OptionsSchema = descriptor.OptionsSchema,
                Create = options => descriptor.Create(options),
                Inner = name => subjects.Find(other => other.Kind == PluginKind.Strategy && other.Name == name),
            });
        }

        return subjects;
    }

    /// <summary>The plugins of an assembly or a source file, loaded by a host, which must trust it.</summary>
    /// <param name="host">The host.</param>
    /// <param name="path">The assembly or source file.</param>
    /// <returns>The plugins, by kind and name; at least one.</returns>
    /// <exception cref="PluginALException">It holds no plugin, or is refused, or not trusted.</exception>
    public static IReadOnlyList<ConformanceSubject> FromFile(PluginHost host, string path)
    {
        ArgumentNullException.ThrowIfNull(host);
        var held = host.Inspect(path);
        if (held.FirstOrDefault(plugin => plugin.Kind is null || plugin.State == PluginState.Refused) is { } refused)
        {
            // Says why, with the compiler's errors where there are any.
            host.Find(refused.Kind ?? PluginKind.Strategy, PluginReference.Parse(path));
            throw PluginALException.Input($"{refused.AssemblyPath} holds no plugin; give a class an attribute such as [Strategy(\"name\")].");
        }

        var subjects = new List<ConformanceSubject>();
        foreach (var plugin in held)
        {
            var reference = $"{plugin.AssemblyPath}#{plugin.Name}";
            subjects.Add(new ConformanceSubject
            {
                Kind = plugin.Kind!.Value,
                Name = plugin.Name,
                Needs = plugin.Needs,
                Gives = plugin.Gives,
                ColdStart = plugin.ColdStart,
                IsInteractive = plugin.IsInteractive,
                OptionsSchema = host.GetOptionsSchema(plugin.Kind!.Value, PluginReference.Parse(reference)),
                Create = options => host.Create<object>(plugin.Kind!.Value, PluginReference.Parse(reference + AsText(options))).Instance,
                Inner = name => subjects.Find(other => other.Kind == PluginKind.Strategy && other.Name == name),
            });
        }

        return subjects;
    }

    /// <summary>The plugin as messages name it.</summary>
    /// <returns>The text, as in <c>strategy 'mine'</c>.</returns>
    public override string ToString() => $"{Kind.ToString().ToLowerInvariant()} '{Name}'";

    private static string AsText(JsonElement? options) => options is not { } given ? ""
        : ":" + string.Join(';', given.EnumerateObject().Select(option => $"{option.Name}={(option.Value.ValueKind == JsonValueKind.String ? option.Value.GetString() : option.Value.GetRawText())}"));
}
