using System.Runtime.CompilerServices;
using PluginAL.Abstractions;
using PluginAL.Hosting.Internals;

namespace PluginAL.Hosting;

/// <summary>
/// Remembers which plugin made an object, such as a learner's model, so that what the object throws later, anywhere, is put down to
/// that plugin. Keeps nothing in memory.
/// </summary>
public static class PluginOrigin
{
    private static readonly ConditionalWeakTable<object, string> Origins = [];

    /// <summary>Notes who made an object.</summary>
    /// <param name="made">The object.</param>
    /// <param name="plugin">The plugin, as messages name it.</param>
    public static void Note(object made, string plugin) => Origins.AddOrUpdate(made, plugin);

    /// <summary>Whether an exception is to be put down to the plugin that made an object: for a <c>catch ... when</c>.</summary>
    /// <param name="made">The object that was called.</param>
    /// <param name="exception">What it threw.</param>
    /// <returns>False where nobody noted who made it, where the exception tells a person what to do already, and where it is a cancellation.</returns>
    public static bool Blames(object? made, Exception exception) =>
        made is not null && exception is not (PluginALException or OperationCanceledException) && Origins.TryGetValue(made, out _);

    /// <summary>Names the plugin in what its object threw.</summary>
    /// <param name="made">The object, for which <see cref="Blames"/> is true.</param>
    /// <param name="member">The member that was called.</param>
    /// <param name="exception">What it threw.</param>
    /// <returns>The error to be thrown.</returns>
    public static PluginALException Failure(object made, string member, Exception exception) =>
        Failure(Origins.TryGetValue(made, out var plugin) ? plugin : made.GetType().Name, member, exception, "plugin");

    internal static PluginALException Failure(string plugin, string member, Exception exception, string kind) => PluginALException.Work(
        $"{plugin} threw {exception.GetType().Name} in {member}: {Words.MessageOf(exception)}; report it to the plugin's author, or use another {kind}.", exception);
}
