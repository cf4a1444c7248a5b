using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using PluginAL.Abstractions;
using PluginAL.Generators.Tests.Diagnostics;

namespace PluginAL.Generators.Tests.Plugins;

/// <summary>A sample that was compiled, loaded, and asked for its generated registration.</summary>
internal static class Loaded
{
    private static readonly ConcurrentDictionary<string, Task<IReadOnlyList<PluginDescriptor>>> Known = new();

    public static Task<IReadOnlyList<PluginDescriptor>> Plugins(string source) => Known.GetOrAdd(source, Load);

    public static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;

    private static async Task<IReadOnlyList<PluginDescriptor>> Load(string source)
    {
        var sample = await Sample.Look(source);
        Assert.Empty(sample.Found);
        Assert.Empty(sample.Complaints);
        using var image = new MemoryStream();
        Assert.True(sample.Compilation.Emit(image).Success);
        var registration = Assembly.Load(image.ToArray()).GetCustomAttribute<PluginRegistrationAttribute>()!.Registration;
        return ((IPluginRegistration)Activator.CreateInstance(registration)!).Plugins;
    }
}
