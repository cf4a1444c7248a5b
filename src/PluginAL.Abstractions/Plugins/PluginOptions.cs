using System.Globalization;
using System.Text.Json;

namespace PluginAL.Abstractions;

/// <summary>
/// Reads a plugin's options from JSON and checks them. Each option is read once, by name; what nobody read is refused as
/// unknown, so a slip of the keyboard is never ignored. Values may also be JSON strings, as they come from a command line.
/// </summary>
public sealed class PluginOptions
{
    private readonly string _plugin;
    private readonly Dictionary<string, JsonElement> _given = new(StringComparer.Ordinal);
    private readonly List<string> _known = [];

    internal PluginOptions(string plugin, JsonElement? options, IPluginLog log)
    {
        _plugin = plugin;
        Log = log;
        if (options is not { } given)
        {
            return;
        }

        if (given.ValueKind != JsonValueKind.Object)
        {
            throw PluginALException.Usage($"The options of '{plugin}' are a JSON {given.ValueKind}; give an object such as {{\"name\": 1}}.");
        }

        foreach (var property in given.EnumerateObject())
        {
            _given[property.Name] = property.Value;
        }
    }

    /// <summary>Where the plugin may say things while it lives; what a call is about goes to the log that the call is given.</summary>
    public IPluginLog Log { get; }

    /// <summary>Reads a number.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="defaultValue">The value where it is not given.</param>
    /// <param name="minimum">The least value allowed.</param>
    /// <param name="maximum">The greatest value allowed.</param>
    /// <returns>The value.</returns>
    /// <exception cref="PluginALException">It is not a number or out of range.</exception>
    public double Number(string name, double defaultValue, double minimum = double.MinValue, double maximum = double.MaxValue)
    {
        if (!Take(name, out var element))
        {
            return defaultValue;
        }

        double value;
        var ok = element.ValueKind == JsonValueKind.Number
            ? element.TryGetDouble(out value)
            : double.TryParse(Text(element), NumberStyles.Float, CultureInfo.InvariantCulture, out value);
        return ok && value >= minimum && value <= maximum
            ? value
            : throw Wrong(name, element, $"a number from {Bound(minimum)} to {Bound(maximum)}");
    }

    /// <summary>Reads an integer.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="defaultValue">The value where it is not given.</param>
    /// <param name="minimum">The least value allowed.</param>
    /// <param name="maximum">The greatest value allowed.</param>
    /// <returns>The value.</returns>
    /// <exception cref="PluginALException">It is not an integer or out of range.</exception>
    public int Integer(string name, int defaultValue, int minimum = int.MinValue, int maximum = int.MaxValue)
    {
        if (!Take(name, out var element))
        {
            return defaultValue;
        }

        int value;
        var ok = element.ValueKind == JsonValueKind.Number
            ? element.TryGetInt32(out value)
            : int.TryParse(Text(element), NumberStyles.Integer, CultureInfo.InvariantCulture, out value);
        return ok && value >= minimum && value <= maximum ? value : throw Wrong(name, element, $"an integer from {minimum} to {maximum}");
    }

    /// <summary>Reads an integer of 64 bits.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="defaultValue">The value where it is not given.</param>
    /// <param name="minimum">The least value allowed.</param>
    /// <param name="maximum">The greatest value allowed.</param>
    /// <returns>The value.</returns>
    /// <exception cref="PluginALException">It is not an integer or out of range.</exception>
    public long Integer(string name, long defaultValue, long minimum = long.MinValue, long maximum = long.MaxValue)
    {
        if (!Take(name, out var element))
        {
            return defaultValue;
        }

        long value;
        var ok = element.ValueKind == JsonValueKind.Number
            ? element.TryGetInt64(out value)
            : long.TryParse(Text(element), NumberStyles.Integer, CultureInfo.InvariantCulture, out value);
        return ok && value >= minimum && value <= maximum ? value : throw Wrong(name, element, $"an integer from {minimum} to {maximum}");
    }

    /// <summary>Reads true or false.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="defaultValue">The value where it is not given.</param>
    /// <returns>The value.</returns>
    /// <exception cref="PluginALException">It is neither.</exception>
    public bool Flag(string name, bool defaultValue)
    {
        if (!Take(name, out var element))
        {
            return defaultValue;
        }

        return element.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ when bool.TryParse(Text(element), out var value) => value,
            _ => throw Wrong(name, element, "true or false"),
        };
    }

    /// <summary>Reads one of several words.</summary>
    /// <param name="name">The option's name.</param>
    /// <param name="defaultValue">The value where it is not given.</param>
    /// <param name="allowed">The words allowed; none: any text.</param>
    /// <returns>The value.</returns>
    /// <exception cref="PluginALException">It is none of them.</exception>
    public string Word(string name, string defaultValue, params ReadOnlySpan<string> allowed)
    {
        if (!Take(name, out var element))
        {
            return defaultValue;
        }

        var value = Text(element);
        return value is not null && (allowed.IsEmpty || allowed.Contains(value))
            ? value
            : throw Wrong(name, element, allowed.IsEmpty ? "a text" : "one of " + string.Join(", ", allowed!));
    }

    /// <summary>Whether an option is given, be it as null. Asking does not read it.</summary>
    /// <param name="name">The option's name.</param>
    /// <returns>True where it is.</returns>
    public bool IsGiven(string name)
    {
        Know(name);
        return _given.ContainsKey(name);
    }

    /// <summary>Reads an option that is given as null. Ask only where null is a value: elsewhere it is refused as any wrong value is.</summary>
    /// <param name="name">The option's name.</param>
    /// <returns>True, and the option is read, where it is null.</returns>
    public bool IsNull(string name)
    {
        Know(name);
        return _given.TryGetValue(name, out var element) && element.ValueKind == JsonValueKind.Null && _given.Remove(name);
    }

    internal void RefuseUnread()
    {
        foreach (var name in _given.Keys)
        {
            throw PluginALException.Usage(
                $"'{_plugin}' has no option '{name}'; " + (_known.Count == 0 ? "it takes none." : $"it knows {string.Join(", ", _known)}."));
        }
    }

    private static string? Text(JsonElement element) => element.ValueKind == JsonValueKind.String ? element.GetString() : null;

    private static string Bound(double value) =>
        Math.Abs(value) == double.MaxValue ? "any" : value.ToString("R", CultureInfo.InvariantCulture);

    private bool Take(string name, out JsonElement element)
    {
        Know(name);
        return _given.Remove(name, out element);
    }

    private void Know(string name)
    {
        if (!_known.Contains(name))
        {
            _known.Add(name);
        }
    }

    private PluginALException Wrong(string name, JsonElement found, string expected) =>
        PluginALException.Usage($"Option '{name}' of '{_plugin}' is {found.GetRawText()}; give {expected}.");
}
