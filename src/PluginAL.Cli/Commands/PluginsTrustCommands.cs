using System.CommandLine;
using PluginAL.Abstractions;
using PluginAL.Hosting;

namespace PluginAL.Cli.Commands;

/// <summary><c>pluginal plugins trust</c> and <c>sign</c>: which plugins may run.</summary>
internal static class PluginsTrustCommands
{
    public static Command CreateTrust()
    {
        var assembly = new Argument<string?>("ASSEMBLY") { Description = "The plugin's assembly or source file, or the name of one in the plugin folder.", Arity = ArgumentArity.ZeroOrOne };
        var key = new Option<string?>("--key") { Description = "Trust all plugins that are signed with this public key, on the curve P-256.", HelpName = "KEY.pem" };
        var trust = new Command(
            "trust",
            "Notes in your trust file that a plugin may run: exactly these bytes of its assembly and of all files that belong to it. A plugin can do whatever you can.")
        {
            assembly, key,
        }.WithExample("pluginal plugins trust ./MyStrategy/bin/Release/net10.0/MyStrategy.dll");
        Tool.SetAction(trust, (tool, parsed) =>
        {
            var store = new TrustStore();
            var (given, keyPath) = (parsed.GetValue(assembly), parsed.GetValue(key));
            if (given is null == keyPath is null)
            {
                throw PluginALException.Usage("Give the ASSEMBLY of a plugin, or --key KEY.pem.");
            }

            if (keyPath is not null)
            {
                var name = Path.GetFileNameWithoutExtension(keyPath);
                store.Add(name, PluginSignature.ReadPublicKey(keyPath));
                Report(tool, new { key = name, trust_file = store.Path }, $"Plugins signed with {name} are trusted; noted in {store.Path}.");
                return Task.CompletedTask;
            }

            var content = PluginContent.Read(PathOf(given!));
            store.Add(content);
            Report(
                tool,
                new { assembly = content.AssemblyPath, sha256 = content.Sha256, files = content.Files.Count, bytes = content.Length, trust_file = store.Path },
                $"{content.AssemblyPath} is trusted as it is now ({Tool.Count(content.Files.Count, "file")}, {Tool.Count(content.Length, "byte")}, content {content.Sha256[..16]}...); noted in {store.Path}.");
            return Task.CompletedTask;
        });
        return trust;
    }

    public static Command CreateSign()
    {
        var assembly = new Argument<string>("ASSEMBLY") { Description = "The plugin's assembly." };
        var key = new Option<string>("--key") { Description = "Your private key, on the curve P-256.", HelpName = "KEY.pem", Required = true };
        var sign = new Command("sign", "Writes a signature over all files of a plugin beside its assembly. Whoever trusts your public key may run it.")
        {
            assembly, key,
        }.WithExample("pluginal plugins sign MyStrategy.dll --key team.pem");
        Tool.SetAction(sign, (tool, parsed) =>
        {
            var content = PluginContent.Read(parsed.GetRequiredValue(assembly));
            var path = PluginSignature.Sign(content, parsed.GetRequiredValue(key));
            Report(
                tool, new { assembly = content.AssemblyPath, sha256 = content.Sha256, signature = path },
                $"{Tool.Count(content.Files.Count, "file")} of {content.AssemblyPath} signed; the signature is in {path}.");
            return Task.CompletedTask;
        });
        return sign;
    }

    private static string PathOf(string given)
    {
        var isFile = given.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) || given.EndsWith(".cs", StringComparison.OrdinalIgnoreCase)
            || given.EndsWith(".py", StringComparison.OrdinalIgnoreCase);
        if (isFile)
        {
            return given;
        }

        using var host = Tool.OpenHost();
        return host.Plugins.FirstOrDefault(plugin => plugin.Name == given)?.AssemblyPath
            ?? throw PluginALException.Usage($"'{given}' is neither a .dll, .cs or .py file nor the name of a plugin in the plugin folder; give the path of the plugin's assembly.");
    }

    private static void Report<T>(Tool tool, T json, string text)
    {
        if (tool.Json)
        {
            Tool.PrintJson(json);
        }
        else
        {
            Console.WriteLine(Tool.Visible(text));
        }
    }
}
