namespace PluginAL.Hosting;

/// <summary>The rule by which a plugin's load context found a file.</summary>
public enum LoadRule
{
    /// <summary>The plugin's own assembly.</summary>
    Plugin,

    /// <summary>A contract assembly: always the host's, whatever lies in the plugin's folder.</summary>
    Contract,

    /// <summary>A dependency of the plugin's own, from its folder.</summary>
    Private,

    /// <summary>Part of the .NET shared framework, in at least the version that the plugin would bring itself.</summary>
    Framework,

    /// <summary>Neither the plugin's nor the framework's, but the host happens to have it: the plugin does not ship all that it needs.</summary>
    Host,

    /// <summary>A native library from the plugin's folder.</summary>
    PrivateNative,

    /// <summary>A native library that is left to the operating system.</summary>
    SystemNative,

    /// <summary>Found nowhere.</summary>
    Missing,
}
