using System.Reflection;
using System.Text.Json;

namespace PluginAL.Abstractions;

/// <summary>How the host makes one plugin.</summary>
public sealed class PluginDescriptor
{
    private readonly Func<PluginOptions, object> _create;

    private PluginDescriptor(PluginAttribute attribute, Func<PluginOptions, object> create, string optionsSchema)
    {
        Attribute = attribute;
        _create = create;
        OptionsSchema = optionsSchema;
    }

    /// <summary>The attribute that the class carries: kind, name, needs or gives.</summary>
    public PluginAttribute Attribute { get; }

    /// <summary>The JSON schema of the plugin's options.</summary>
    public string OptionsSchema { get; }

    /// <summary>Describes a plugin.</summary>
    /// <typeparam name="T">The plugin's class, which carries a <see cref="PluginAttribute"/>.</typeparam>
    /// <param name="create">Makes one from its options.</param>
    /// <param name="optionsSchema">The JSON schema of the options; without one, the plugin takes none.</param>
    /// <returns>The descriptor.</returns>
    /// <exception cref="InvalidOperationException">The class carries no <see cref="PluginAttribute"/>.</exception>
    public static PluginDescriptor For<T>(Func<PluginOptions, T> create, string optionsSchema = """{"type":"object","additionalProperties":false}""")
        where T : class
    {
        var attribute = typeof(T).GetCustomAttribute<PluginAttribute>()
            ?? throw new InvalidOperationException($"{typeof(T)} carries no attribute such as [Strategy(\"name\")].");
        return new PluginDescriptor(attribute, create, optionsSchema);
    }

    /// <summary>Makes the plugin.</summary>
    /// <param name="options">A JSON object with its options; null: the defaults.</param>
    /// <param name="log">Where the plugin may say things while it lives; null: nobody listens.</param>
    /// <returns>An object that implements the contract of the plugin's kind.</returns>
    /// <exception cref="PluginALException">An option is unknown, of the wrong type or out of range.</exception>
    public object Create(JsonElement? options, IPluginLog? log = null)
    {
        var reader = new PluginOptions(Attribute.Name, options, log ?? NoLog.Instance);
        var plugin = _create(reader);
        reader.RefuseUnread();
        return plugin;
    }

    private sealed class NoLog : IPluginLog
    {
        public static readonly NoLog Instance = new();

        public void Information(string message)
        {
        }

        public void Warning(string message)
        {
        }
    }
}
