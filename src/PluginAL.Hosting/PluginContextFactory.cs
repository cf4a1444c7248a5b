using System.Reflection;
using System.Runtime.Loader;

namespace PluginAL.Hosting;

/// <summary>Makes the load context that one plugin assembly lives in, in place of the host's own; see <see cref="PluginHostOptions.LoadContext"/>.</summary>
/// <param name="assemblyPath">The full path of the copy that is loaded; its dependencies and .deps.json lie beside it.</param>
/// <param name="contracts">The contract assemblies, which the context must take from here and nowhere else.</param>
/// <returns>A new context that can be unloaded and that nothing else holds.</returns>
public delegate AssemblyLoadContext PluginContextFactory(string assemblyPath, IReadOnlyList<Assembly> contracts);
