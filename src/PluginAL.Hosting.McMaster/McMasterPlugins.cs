using System.Runtime.Loader;
using McMaster.NETCore.Plugins;
using PluginAL.Abstractions;

namespace PluginAL.Hosting.McMaster;

/// <summary>Loads plugins by McMaster.NETCore.Plugins, so that a host which uses it already has one set of rules for what plugins share.</summary>
public static class McMasterPlugins
{
    /// <summary>
    /// Lets a <see cref="PluginHost"/> load by McMaster.NETCore.Plugins. The host still checks, trusts, copies, limits and unloads; only where a plugin's assemblies
    /// come from is decided there, and <see cref="LoadReport"/> tells of the plugin's own assembly only.
    /// </summary>
    /// <param name="options">The options of the host.</param>
    /// <param name="configure">
    /// What else is to be set, such as further shared assemblies or <see cref="PluginConfig.PreferSharedTypes"/>. The contract assemblies are shared, and plugins
    /// unloadable, whatever it does; <see cref="PluginConfig.EnableHotReload"/> is refused, since reloading is the host's.
    /// </param>
    /// <returns>The options with that loader.</returns>
    public static PluginHostOptions WithMcMaster(this PluginHostOptions options, Action<PluginConfig>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options with { LoadContext = (assemblyPath, contracts) => Make(assemblyPath, [.. contracts.Select(contract => contract.GetName())], configure) };
    }

    private static AssemblyLoadContext Make(string assemblyPath, IReadOnlyList<System.Reflection.AssemblyName> contracts, Action<PluginConfig>? configure)
    {
        var config = new PluginConfig(assemblyPath)
        {
            // Contract types unify where the host has them.
            DefaultContext = AssemblyLoadContext.GetLoadContext(typeof(PluginAttribute).Assembly) ?? AssemblyLoadContext.Default,
        };
        configure?.Invoke(config);
        if (config.EnableHotReload)
        {
            throw PluginALException.Usage($"{nameof(PluginConfig.EnableHotReload)} was set for {assemblyPath}; leave it off and call {nameof(PluginHost)}.Reload, which swaps only where the new version is in order.");
        }

        config.IsUnloadable = true;
        foreach (var contract in contracts)
        {
            config.SharedAssemblies.Add(contract);
        }

        // The loader holds its context and nothing holds the loader: the host unloads the context, as disposing the loader would.
        return new PluginLoader(config).LoadContext;
    }
}
