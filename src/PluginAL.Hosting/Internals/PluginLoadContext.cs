using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace PluginAL.Hosting.Internals;

/// <summary>
/// Where one plugin assembly lives. The contract assemblies are the host's, its dependencies its own; each answer is noted.
/// Not a boundary of security: code in here can do whatever the process can.
/// </summary>
[DebuggerDisplay("{Name}")]
internal sealed class PluginLoadContext : AssemblyLoadContext
{
    private readonly string _folder;
    private readonly AssemblyDependencyResolver _resolver;
    private readonly LoadLog _log;

    public PluginLoadContext(string assemblyPath, LoadLog log)
        : base(Path.GetFileNameWithoutExtension(assemblyPath), isCollectible: true)
    {
        _log = log;
        _folder = Path.GetDirectoryName(assemblyPath)!;
        _resolver = new AssemblyDependencyResolver(assemblyPath);
    }

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        var name = assemblyName.Name!;
        var rule = LoadRule.Missing;
        string? path = null;
        try
        {
            Assembly assembly;
            if (ContractAssemblies.Contains(name))
            {
                rule = LoadRule.Contract;
                assembly = LoadContract(name, assemblyName.Version);
            }
            else if ((path = _resolver.ResolveAssemblyToPath(assemblyName)) is not null && !Frameworks.Supersedes(name, path))
            {
                rule = LoadRule.Private;
                assembly = LoadFromAssemblyPath(path);
            }
            else if (!string.IsNullOrEmpty(assemblyName.CultureName))
            {
                // Resources in one language; the runtime goes on to the neutral ones.
                _log.Add(new LoadResolution(assemblyName.FullName, LoadRule.Missing, null));
                return null;
            }
            else
            {
                path = null;
                assembly = ContractAssemblies.HostContext.LoadFromAssemblyName(assemblyName);
                rule = Frameworks.IsFramework(assembly.Location) ? LoadRule.Framework : LoadRule.Host;
                if (rule == LoadRule.Host)
                {
                    _log.Warn($"{assemblyName.Name} {assemblyName.Version} comes from the host's own files, because the plugin does not ship it.");
                }
            }

            _log.Add(new LoadResolution(assemblyName.FullName, rule, assembly.Location));
            return assembly;
        }
        catch (Exception e)
        {
            _log.Add(new LoadResolution(assemblyName.FullName, rule, path, $"{e.GetType().Name}: {Words.MessageOf(e)}"));
            throw;
        }
    }

    protected override nint LoadUnmanagedDll(string unmanagedDllName)
    {
        var path = _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) ?? FindBeside(unmanagedDllName);
        if (path is null)
        {
            _log.Add(new LoadResolution(unmanagedDllName, LoadRule.SystemNative, null));
            return 0;
        }

        try
        {
            var library = LoadUnmanagedDllFromPath(path);
            _log.Add(new LoadResolution(unmanagedDllName, LoadRule.PrivateNative, path));
            return library;
        }
        catch (Exception e)
        {
            _log.Add(new LoadResolution(unmanagedDllName, LoadRule.PrivateNative, path, $"{e.GetType().Name}: {Words.MessageOf(e)}"));
            throw;
        }
    }

    /// <summary>A native library that lies beside the plugin though its .deps.json does not tell of it.</summary>
    private string? FindBeside(string name)
    {
        if (Path.GetFileName(name) != name)
        {
            return null;
        }

        var (prefix, suffix) = OperatingSystem.IsWindows() ? ("", ".dll") : ("lib", OperatingSystem.IsMacOS() ? ".dylib" : ".so");
        string[] folders = [_folder, Path.Combine(_folder, "runtimes", RuntimeInformation.RuntimeIdentifier, "native")];
        string[] names = [name, name + suffix, prefix + name + suffix];
        return folders.SelectMany(folder => names.Select(file => Path.Combine(folder, file))).FirstOrDefault(File.Exists);
    }

    private static Assembly LoadContract(string name, Version? asked)
    {
        // The plugin's own references were checked before loading; those of its dependencies are checked here.
        if (asked is not null && ContractAssemblies.Refusal(name, asked) is { } refusal)
        {
            throw new FileLoadException($"A dependency of the plugin asks for {name} {asked}; {refusal}.", name);
        }

        return ContractAssemblies.Find(name) ?? throw new FileNotFoundException($"This host does not have {name}.", name);
    }
}
