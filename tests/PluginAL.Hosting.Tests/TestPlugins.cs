using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Runtime.CompilerServices;
using System.Text;

namespace PluginAL.Hosting.Tests;

/// <summary>The plugins that the build laid beside the tests, and ways to spoil copies of them.</summary>
internal static class TestPlugins
{
    /// <summary>Nothing of these tests goes to where a user's plugins and trust lie.</summary>
    [ModuleInitializer]
    internal static void KeepToTestFolder()
    {
        Environment.SetEnvironmentVariable("PLUGINAL_CACHE", Path.Combine(AppContext.BaseDirectory, "plugin-cache"));
        Environment.SetEnvironmentVariable("PLUGINAL_TRUST_FILE", Path.Combine(AppContext.BaseDirectory, "trust.json"));
    }

    public static string BuiltIn { get; } = Path.Combine(AppContext.BaseDirectory, "plugins");

    public static string Samples { get; } = Path.Combine(AppContext.BaseDirectory, "samples");

    public static string Hostile { get; } = Path.Combine(AppContext.BaseDirectory, "test-plugins");

    /// <summary>For copies that are spoilt on purpose, and so are not those that were built in.</summary>
    public static PluginHostOptions TrustAll { get; } = new() { Trust = new PluginTrust(TrustMode.Off, new TrustStore()) };

    public static string AssemblyPath(string root, string name) => Path.Combine(root, name, name + ".dll");

    /// <summary>Copies a plugin's folder, under another name if asked to.</summary>
    public static string Copy(string root, string name, string targetRoot, string? targetName = null)
    {
        var target = Path.Combine(targetRoot, targetName ?? name);
        Directory.CreateDirectory(target);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(root, name)))
        {
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)), overwrite: true);
        }

        return Path.Combine(target, name + ".dll");
    }

    /// <summary>Rewrites the version by which an assembly references another.</summary>
    public static void SetReferenceVersion(string path, string reference, ushort major, ushort minor)
    {
        var bytes = File.ReadAllBytes(path);
        using (var image = new PEReader(new MemoryStream(bytes)))
        {
            var reader = image.GetMetadataReader();
            var table = image.PEHeaders.MetadataStartOffset + reader.GetTableMetadataOffset(TableIndex.AssemblyRef);
            var handle = reader.AssemblyReferences.Single(h => reader.GetString(reader.GetAssemblyReference(h).Name) == reference);
            var row = table + ((MetadataTokens.GetRowNumber(handle) - 1) * reader.GetTableRowSize(TableIndex.AssemblyRef));
            BitConverter.TryWriteBytes(bytes.AsSpan(row), major);
            BitConverter.TryWriteBytes(bytes.AsSpan(row + 2), minor);
        }

        File.WriteAllBytes(path, bytes);
    }

    public static void ReplaceText(string path, string from, string to)
    {
        Assert.Equal(from.Length, to.Length);
        var bytes = File.ReadAllBytes(path);
        var at = bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(from));
        Assert.True(at >= 0);
        Encoding.UTF8.GetBytes(to).CopyTo(bytes.AsSpan(at));
        File.WriteAllBytes(path, bytes);
    }

    public static void SetMachine(string path, Machine machine)
    {
        var bytes = File.ReadAllBytes(path);
        using (var image = new PEReader(new MemoryStream(bytes)))
        {
            BitConverter.TryWriteBytes(bytes.AsSpan(image.PEHeaders.CoffHeaderStartOffset), (ushort)machine);
        }

        File.WriteAllBytes(path, bytes);
    }
}
