using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using PluginAL.Abstractions;
using PluginAL.Hosting.Isolation;

namespace PluginAL.Hosting.Internals;

/// <summary>
/// Reads from a file's metadata which plugins it holds, and whether it can run here. Runs none of its code and throws
/// nothing: whatever is wrong with the file becomes the reason for which it is refused.
/// </summary>
internal static class AssemblyInspector
{
    private static readonly Dictionary<string, PluginKind> KindsByAttribute = new(StringComparer.Ordinal)
    {
        [nameof(StrategyAttribute)] = PluginKind.Strategy,
        [nameof(LearnerAttribute)] = PluginKind.Learner,
        [nameof(OracleAttribute)] = PluginKind.Oracle,
        [nameof(FeaturiserAttribute)] = PluginKind.Featuriser,
        [nameof(StoppingCriterionAttribute)] = PluginKind.StoppingCriterion,
        [nameof(StreamStrategyAttribute)] = PluginKind.StreamStrategy,
        [nameof(BudgetManagerAttribute)] = PluginKind.BudgetManager,
    };

    public static AssemblyFacts Inspect(string path)
    {
        if (PythonSource.Is(path))
        {
            return PythonSource.Inspect(path);
        }

        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new AssemblyFacts { Refusal = $"it cannot be read: {e.Message}" };
        }

        return Inspect(bytes);
    }

    public static AssemblyFacts Inspect(byte[] bytes)
    {
        var facts = new AssemblyFacts { Sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes)) };
        if (bytes.Length == 0)
        {
            return facts with { Refusal = "the file is empty: build or copy it again" };
        }

        try
        {
            using var image = new PEReader(new MemoryStream(bytes, writable: false));
            if (image.PEHeaders.PEHeader is null)
            {
                return facts with { Refusal = "it is not a .NET assembly but an object file: build the plugin again" };
            }

            foreach (var section in image.PEHeaders.SectionHeaders)
            {
                var end = (long)section.PointerToRawData + section.SizeOfRawData;
                if (end > bytes.Length)
                {
                    return facts with { Refusal = $"it is cut short: section {section.Name} ends at byte {end}, the file at {bytes.Length}: build or copy it again" };
                }
            }

            return image.HasMetadata
                ? Read(image, image.GetMetadataReader(), facts)
                : facts with { Refusal = "it holds native code, not a .NET assembly: give the plugin's own .dll" };
        }
        catch (Exception e) when (e is BadImageFormatException or InvalidOperationException or ArgumentException or OverflowException or IndexOutOfRangeException)
        {
            return facts with { Refusal = $"it is not a .NET assembly, or a damaged one ({e.Message.ReplaceLineEndings(" ")}): build or copy it again" };
        }
    }

    private static AssemblyFacts Read(PEReader image, MetadataReader reader, AssemblyFacts facts)
    {
        if (!reader.IsAssembly)
        {
            return facts with { Refusal = "it is a module without an assembly: build the plugin as a class library" };
        }

        var assembly = reader.GetAssemblyDefinition();
        string? framework = null;
        string? informational = null;
        var registered = false;
        foreach (var handle in assembly.GetCustomAttributes())
        {
            var attribute = reader.GetCustomAttribute(handle);
            var (_, name, home) = TypeOf(reader, attribute);
            switch (name)
            {
                case nameof(PluginRegistrationAttribute) when home == ContractAssemblies.Abstractions:
                    registered = true;
                    break;
                case nameof(TargetFrameworkAttribute):
                    framework = FirstText(attribute);
                    break;
                case nameof(AssemblyInformationalVersionAttribute):
                    informational = FirstText(attribute);
                    break;
            }
        }

        facts = facts with
        {
            Version = informational?.Split('+')[0] is { Length: > 0 } version ? version : assembly.Version.ToString(3),
            IsRegistered = registered,
        };

        // Versions first: attributes of a newer contract may not be readable with what this host knows.
        var refusal = ContractRefusal(reader) ?? FrameworkRefusal(framework) ?? ArchitectureRefusal(image.PEHeaders);
        try
        {
            facts = facts with { Plugins = ReadPlugins(reader) };
        }
        catch (BadImageFormatException e)
        {
            refusal ??= $"the attributes of its plugins cannot be read ({e.Message}): build it again";
        }

        return facts with { Refusal = refusal ?? RegistrationRefusal(facts) };
    }

    private static string? RegistrationRefusal(AssemblyFacts facts)
    {
        if (!facts.IsRegistered)
        {
            return facts.Plugins.Count == 0
                ? "it is not a plugin assembly: no [assembly: PluginRegistration] and no class with [Strategy], [Learner] or the like"
                : "it has no [assembly: PluginRegistration(typeof(...))]: add one that names its IPluginRegistration";
        }

        if (facts.Plugins.Count == 0)
        {
            return "it registers plugins, but no class carries [Strategy], [Learner] or the like: add the attribute";
        }

        foreach (var plugin in facts.Plugins)
        {
            if (!PluginReference.NamePattern().IsMatch(plugin.Name))
            {
                return $"{plugin.TypeName} is called '{plugin.Name}', which is not a plugin's name: use lower-case letters, digits and hyphens";
            }
        }

        var twice = facts.Plugins.GroupBy(plugin => (plugin.Kind, plugin.Name)).FirstOrDefault(group => group.Count() > 1);
        return twice is null
            ? null
            : $"{string.Join(" and ", twice.Select(plugin => plugin.TypeName))} are both called {Words.Of(twice.Key.Kind)} '{twice.Key.Name}': rename one";
    }

    private static List<PluginFacts> ReadPlugins(MetadataReader reader)
    {
        var plugins = new List<PluginFacts>();
        foreach (var typeHandle in reader.TypeDefinitions)
        {
            var type = reader.GetTypeDefinition(typeHandle);
            foreach (var handle in type.GetCustomAttributes())
            {
                var attribute = reader.GetCustomAttribute(handle);
                var (space, name, home) = TypeOf(reader, attribute);
                if (home == ContractAssemblies.Abstractions && space == typeof(PluginAttribute).Namespace && KindsByAttribute.TryGetValue(name, out var kind))
                {
                    plugins.Add(ReadPlugin(kind, attribute, $"{reader.GetString(type.Namespace)}.{reader.GetString(type.Name)}".TrimStart('.')));
                }
            }
        }

        return plugins;
    }

    private static PluginFacts ReadPlugin(PluginKind kind, CustomAttribute attribute, string typeName)
    {
        var value = attribute.DecodeValue(AttributeTypes.Instance);
        var name = value.FixedArguments is [{ Value: string given }, ..] ? given : "";
        var plugin = new PluginFacts(kind, name, "", Signals.None, Signals.None, ColdStartPolicy.Random, false, typeName);
        foreach (var argument in value.NamedArguments)
        {
            plugin = (argument.Name, argument.Value) switch
            {
                (nameof(PluginAttribute.Summary), string summary) => plugin with { Summary = summary },
                (nameof(StrategyAttribute.Needs), int needs) => plugin with { Needs = (Signals)needs },
                (nameof(LearnerAttribute.Gives), int gives) => plugin with { Gives = (Signals)gives },
                (nameof(OracleAttribute.Interactive), bool interactive) => plugin with { IsInteractive = interactive },
                (nameof(StrategyAttribute.ColdStart), int coldStart) => plugin with { ColdStart = (ColdStartPolicy)coldStart },
                (nameof(StrategyAttribute.ClassesOnly), bool classesOnly) => plugin with { ClassesOnly = classesOnly },
                _ => plugin,
            };
        }

        return plugin;
    }

    private static string? ContractRefusal(MetadataReader reader)
    {
        foreach (var handle in reader.AssemblyReferences)
        {
            var reference = reader.GetAssemblyReference(handle);
            var name = reader.GetString(reference.Name);
            if (ContractAssemblies.Contains(name) && ContractAssemblies.Refusal(name, reference.Version) is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }

    private static string? FrameworkRefusal(string? framework)
    {
        if (framework is null)
        {
            return null;
        }

        FrameworkName target;
        try
        {
            target = new FrameworkName(framework);
        }
        catch (ArgumentException)
        {
            return $"its target framework '{framework}' cannot be read: build it for net{Environment.Version.ToString(2)}";
        }

        var runtime = Environment.Version;
        if (target.Identifier != ".NETCoreApp")
        {
            return $"it is built for {target.Identifier} {target.Version}, and a plugin needs a .NET runtime target: build it for net{runtime.ToString(2)}";
        }

        return (target.Version.Major, target.Version.Minor).CompareTo((runtime.Major, runtime.Minor)) > 0
            ? $"it is built for .NET {target.Version.ToString(2)}, and this host runs on .NET {runtime.ToString(2)}: install the newer runtime, or build the plugin for net{runtime.ToString(2)}"
            : null;
    }

    private static string? ArchitectureRefusal(PEHeaders headers)
    {
        var flags = headers.CorHeader?.Flags ?? CorFlags.ILOnly;
        var machine = (ushort)headers.CoffHeader.Machine;
        if (machine == (ushort)Machine.I386 && (flags & CorFlags.ILOnly) != 0 && (flags & CorFlags.Requires32Bit) == 0)
        {
            return null;
        }

        // Images compiled ahead of time carry the machine combined with a mark of the operating system: Linux, macOS, FreeBSD, NetBSD.
        foreach (ushort mark in (ReadOnlySpan<ushort>)[0, 0x7B79, 0x4644, 0xADC4, 0x1993])
        {
            Architecture? built = (Machine)(machine ^ mark) switch
            {
                Machine.Amd64 => Architecture.X64,
                Machine.Arm64 => Architecture.Arm64,
                Machine.I386 => Architecture.X86,
                Machine.Arm or Machine.ArmThumb2 => Architecture.Arm,
                Machine.LoongArch64 => Architecture.LoongArch64,
                _ => null,
            };
            if (built is not null)
            {
                return built == RuntimeInformation.ProcessArchitecture
                    ? null
                    : $"it is built for {built}, and this process is {RuntimeInformation.ProcessArchitecture}: build it for any processor, or for {RuntimeInformation.ProcessArchitecture}";
            }
        }

        return $"it is built for the unknown processor 0x{machine:X4}: build it for any processor";
    }

    private static (string Namespace, string Name, string? Home) TypeOf(MetadataReader reader, CustomAttribute attribute)
    {
        if (attribute.Constructor.Kind != HandleKind.MemberReference)
        {
            return ("", "", null);
        }

        var parent = reader.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent;
        if (parent.Kind != HandleKind.TypeReference)
        {
            return ("", "", null);
        }

        var type = reader.GetTypeReference((TypeReferenceHandle)parent);
        var home = type.ResolutionScope.Kind == HandleKind.AssemblyReference
            ? reader.GetString(reader.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope).Name)
            : null;
        return (reader.GetString(type.Namespace), reader.GetString(type.Name), home);
    }

    private static string? FirstText(CustomAttribute attribute) =>
        attribute.DecodeValue(AttributeTypes.Instance).FixedArguments is [{ Value: string text }, ..] ? text : null;
}
