using PluginAL.Abstractions;
using PluginAL.Hosting.Internals;

namespace PluginAL.Hosting;

/// <summary>
/// Decides whether a plugin may be loaded, by the bytes of all its files: those that came with this application, those in the trust
/// file, and those signed with a trusted key may. Trust is all there is: a plugin that is loaded can do whatever the process can.
/// </summary>
public sealed class PluginTrust
{
    /// <summary>The environment variable with the mode: <c>strict</c>, <c>prompt</c> or <c>off</c>.</summary>
    public const string ModeVariable = "PLUGINAL_TRUST";

    private readonly HashSet<string> _accepted = new(StringComparer.Ordinal);
    private readonly Func<PluginContent, TrustAnswer>? _ask;

    /// <summary>A policy.</summary>
    /// <param name="mode">What happens to a plugin that is not trusted.</param>
    /// <param name="store">The trust file.</param>
    /// <param name="ask">Asks a person, in mode <see cref="TrustMode.Prompt"/>; null where there is no terminal.</param>
    public PluginTrust(TrustMode mode, TrustStore store, Func<PluginContent, TrustAnswer>? ask = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        Mode = mode;
        Store = store;
        _ask = mode == TrustMode.Prompt ? ask : null;
    }

    /// <summary>The mode.</summary>
    public TrustMode Mode { get; }

    /// <summary>The trust file.</summary>
    public TrustStore Store { get; }

    /// <summary>The policy that the environment variables ask for.</summary>
    /// <param name="ask">Asks a person; null where there is no terminal.</param>
    /// <returns>The policy; <see cref="TrustMode.Prompt"/> where the variable is not set.</returns>
    /// <exception cref="PluginALException">The variable holds something else (<see cref="ErrorKind.Usage"/>).</exception>
    public static PluginTrust FromEnvironment(Func<PluginContent, TrustAnswer>? ask = null)
    {
        var mode = Environment.GetEnvironmentVariable(ModeVariable) switch
        {
            null or "" or "prompt" => TrustMode.Prompt,
            "strict" => TrustMode.Strict,
            "off" => TrustMode.Off,
            var other => throw PluginALException.Usage($"{ModeVariable} is '{other}'; set it to strict, prompt or off."),
        };
        return new PluginTrust(mode, new TrustStore(), ask);
    }

    /// <summary>Looks whether a plugin is trusted. Asks nobody.</summary>
    /// <param name="content">The plugin.</param>
    /// <returns>The verdict.</returns>
    /// <exception cref="PluginALException">The trust file cannot be read.</exception>
    public TrustVerdict Check(PluginContent content)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (BuiltInList.Contains(content))
        {
            return new(true, "built in", content);
        }

        if (Mode == TrustMode.Off)
        {
            return new(true, $"not checked, because {ModeVariable} is off", content);
        }

        lock (_accepted)
        {
            if (_accepted.Contains(content.Sha256))
            {
                return new(true, "accepted at the terminal", content);
            }
        }

        var entries = Store.Read();
        if (entries.Plugins.Any(entry => entry.Sha256 == content.Sha256))
        {
            return new(true, $"trusted in {Store.Path}", content);
        }

        if (PluginSignature.Find(content) is not { } signature)
        {
            return new(false, Untrusted(content, entries), content);
        }

        return entries.Keys.FirstOrDefault(key => PluginSignature.Verify(content, signature, key.PublicKey)) is { } signer
            ? new(true, $"signed with the trusted key '{signer.Name}'", content)
            : new(false, $"its signature is not that of its files under any of your {entries.Keys.Count} trusted keys; {Remedy(content)}", content);
    }

    /// <summary>Looks whether a plugin is trusted, and where it is not asks whoever can be asked.</summary>
    /// <param name="content">The plugin.</param>
    /// <returns>The verdict.</returns>
    /// <exception cref="PluginALException">The trust file cannot be read or written.</exception>
    public TrustVerdict Decide(PluginContent content)
    {
        var verdict = Check(content);
        if (verdict.IsTrusted || _ask is null)
        {
            return verdict;
        }

        switch (_ask(content))
        {
            case TrustAnswer.Always:
                Store.Add(content);
                return Check(content);
            case TrustAnswer.Once:
                lock (_accepted)
                {
                    _accepted.Add(content.Sha256);
                }

                return Check(content);
            default:
                return verdict;
        }
    }

    private static string Untrusted(PluginContent content, TrustEntries entries)
    {
        var before = entries.Plugins.LastOrDefault(entry => entry.Path == content.AssemblyPath);
        return (before is null
            ? $"you have not trusted it (content {content.Sha256[..16]}...)"
            : $"its files changed since you trusted it on {before.Added:yyyy-MM-dd} (content {before.Sha256[..16]}... then, {content.Sha256[..16]}... now)")
            + $", and a plugin can do whatever you can; {Remedy(content)}";
    }

    private static string Remedy(PluginContent content) =>
        $"if you know where it comes from, run 'pluginal plugins trust {(content.AssemblyPath.Contains(' ') ? $"\"{content.AssemblyPath}\"" : content.AssemblyPath)}', or set {ModeVariable}=off";
}
