using System.Collections.Frozen;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using System.Text.Json;
using PluginAL.Abstractions;

namespace PluginAL.Hosting.Internals;

/// <summary>A plugin assembly that runs in this process, in a load context of its own.</summary>
internal sealed class LoadedAssembly : PluginRuntime
{
    private AssemblyLoadContext? _context;
    private FrozenDictionary<(PluginKind Kind, string Name), PluginDescriptor>? _descriptors;

    private LoadedAssembly(AssemblyLoadContext context, LoadLog log, FrozenDictionary<(PluginKind, string), PluginDescriptor> descriptors)
        : base(log) => (_context, _descriptors) = (context, descriptors);

    /// <summary>Loads an assembly and runs its registration. What either throws is the caller's to explain.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static LoadedAssembly Load(string path, LoadLog log, PluginContextFactory? factory = null)
    {
        AssemblyLoadContext? context = null;
        try
        {
            context = factory is null ? new PluginLoadContext(path, log) : Make(factory, path, log);
            var assembly = context.LoadFromAssemblyPath(path);
            log.Add(new LoadResolution(assembly.FullName ?? path, LoadRule.Plugin, path));
            return new LoadedAssembly(context, log, Register(assembly));
        }
        catch (Exception e)
        {
            log.Add(new LoadResolution(Path.GetFileNameWithoutExtension(path), LoadRule.Plugin, path, $"{e.GetType().Name}: {Words.MessageOf(e)}"));
            context?.Unload();
            throw;
        }
    }

    public override bool Has(PluginKind kind, string name) => _descriptors?.ContainsKey((kind, name)) == true;

    public override string OptionsSchema(PluginKind kind, string name) => Descriptor(kind, name).OptionsSchema;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public override object? Create(PluginKind kind, string name, JsonElement? options, IPluginLog log) => Descriptor(kind, name).Create(options, log);

    [MethodImpl(MethodImplOptions.NoInlining)]
    protected override Func<bool> LetGo()
    {
        _descriptors = null;
        var context = _context;
        _context = null;
        context?.Unload();
        var weak = new WeakReference(context, trackResurrection: true);
        return () =>
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            return !weak.IsAlive;
        };
    }

    private static AssemblyLoadContext Make(PluginContextFactory factory, string path, LoadLog log)
    {
        var context = factory(path, ContractAssemblies.All);
        if (context is not { IsCollectible: true })
        {
            throw new InvalidOperationException($"the host's own load context, {context?.GetType().FullName ?? "null"}, cannot be unloaded: make it collectible");
        }

        log.Warn($"The host's own load context, {context.GetType().FullName}, finds what the plugin needs; how is not reported.");
        return context;
    }

    private PluginDescriptor Descriptor(PluginKind kind, string name) =>
        (_descriptors ?? throw new InvalidOperationException("the assembly was unloaded"))[(kind, name)];

    private static FrozenDictionary<(PluginKind Kind, string Name), PluginDescriptor> Register(Assembly assembly)
    {
        var type = assembly.GetCustomAttribute<PluginRegistrationAttribute>()?.Registration
            ?? throw new InvalidOperationException("its [assembly: PluginRegistration] names no type");
        const BindingFlags Constructor = BindingFlags.Public | BindingFlags.Instance | BindingFlags.DoNotWrapExceptions;
        if (Activator.CreateInstance(type, Constructor, null, null, null) is not IPluginRegistration registration)
        {
            throw new InvalidOperationException($"its registration {type} does not implement {nameof(IPluginRegistration)}");
        }

        var descriptors = new Dictionary<(PluginKind, string), PluginDescriptor>();
        foreach (var descriptor in registration.Plugins ?? throw new InvalidOperationException($"its registration {type} gives null as its list of plugins"))
        {
            if (descriptor is null)
            {
                throw new InvalidOperationException($"its registration {type} lists null as a plugin");
            }

            if (!descriptors.TryAdd((descriptor.Attribute.Kind, descriptor.Attribute.Name), descriptor))
            {
                throw new InvalidOperationException($"its registration {type} lists {Words.Of(descriptor.Attribute.Kind)} '{descriptor.Attribute.Name}' twice");
            }
        }

        return descriptors.ToFrozenDictionary();
    }
}
