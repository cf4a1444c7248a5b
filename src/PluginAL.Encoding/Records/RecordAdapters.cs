using System.Runtime.CompilerServices;

namespace PluginAL.Encoding.Records;

/// <summary>
/// Where a record type's generated adapter is found without reflection: the generated code enters it when its assembly is loaded.
/// </summary>
/// <typeparam name="T">The record type.</typeparam>
public static class RecordAdapters<T>
{
    private static IFeatureAdapter<T>? s_features;
    private static IRecordFormat<T>? s_format;

    /// <summary>The type's feature adapter.</summary>
    /// <exception cref="InvalidOperationException">The type carries no <c>[PoolRecord]</c>, or the generator did not run.</exception>
    public static IFeatureAdapter<T> Features => s_features ?? Load(ref s_features);

    /// <summary>The type's reader and writer.</summary>
    /// <exception cref="InvalidOperationException">The type carries no <c>[PoolRecord]</c>, or the generator did not run.</exception>
    public static IRecordFormat<T> Format => s_format ?? Load(ref s_format);

    /// <summary>Enters an adapter; called by generated code.</summary>
    /// <param name="features">The feature adapter.</param>
    /// <param name="format">The reader and writer.</param>
    public static void Register(IFeatureAdapter<T> features, IRecordFormat<T> format)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(format);
        s_features = features;
        s_format = format;
    }

    // An assembly of which nothing ran yet has not entered its adapters.
    private static TEntry Load<TEntry>(ref TEntry? entry)
        where TEntry : class
    {
        RuntimeHelpers.RunModuleConstructor(typeof(T).Module.ModuleHandle);
        return entry ?? throw new InvalidOperationException(
            $"{typeof(T)} has no feature adapter: mark it with [PoolRecord] and build with the PluginAL package, whose generator writes one.");
    }
}
