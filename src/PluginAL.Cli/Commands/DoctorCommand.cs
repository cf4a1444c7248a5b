using System.CommandLine;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using PluginAL.Abstractions;
using PluginAL.Hosting;
using PluginAL.Scoring;
using PluginAL.Storage;

namespace PluginAL.Cli.Commands;

/// <summary><c>pluginal doctor</c>: what this machine has.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var doctor = new Command(
            "doctor",
            "Shows what this machine has: processor features, the chosen kernels, plugins and their state, versions.")
            .WithExample("pluginal doctor --json");
        Tool.SetAction(doctor, (tool, _) =>
        {
            using var host = Tool.OpenHost();
            var refused = host.Plugins.Where(plugin => plugin.State is PluginState.Refused or PluginState.Faulted).ToList();
            var report = new
            {
                version = Tool.Version,
                contract = typeof(IModel).Assembly.GetName().Version!.ToString(),
                runtime = RuntimeInformation.FrameworkDescription,
                os = RuntimeInformation.OSDescription,
                architecture = RuntimeInformation.ProcessArchitecture.ToString(),
                processors = Environment.ProcessorCount,
                memory_gib = Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1 << 30), 1),
                features = Features().ToArray(),
                kernel = Kernel.NameOf(Kernel.Active),
                kernels = Kernel.Supported.Select(Kernel.NameOf).ToArray(),
                sqlite = Ledger.SqliteVersion,
                plugins = host.Plugins.Count,
                plugin_states = host.Plugins.GroupBy(plugin => plugin.State).OrderBy(group => group.Key).ToDictionary(group => group.Key.ToString().ToLowerInvariant(), group => group.Count()),
                trust = host.Trust.Mode.ToString().ToLowerInvariant(),
                trust_file = host.Trust.Store.Path,
                plugin_cache = host.CacheFolder,
                not_trusted = host.Plugins.Where(plugin => plugin.Kind is not null).Select(plugin => plugin.AssemblyPath).Distinct()
                    .Where(path => !host.Trust.Check(PluginContent.Read(path)).IsTrusted).ToArray(),
                plugin_folder = Path.Combine(AppContext.BaseDirectory, "plugins"),
                refused = refused.Select(plugin => new { name = plugin.Name, assembly = plugin.AssemblyPath, reason = plugin.Reason }).ToArray(),
            };
            if (tool.Json)
            {
                Tool.PrintJson(report);
                return Task.CompletedTask;
            }

            Console.WriteLine($"pluginal {report.version} (contract {report.contract}), {report.runtime}, {report.os}, {report.architecture}");
            Console.WriteLine(FormattableString.Invariant($"{Tool.Count(report.processors, "processor")}, {report.memory_gib} GiB; features: {string.Join(' ', report.features)}"));
            Console.WriteLine($"kernel {report.kernel} of {string.Join(", ", report.kernels)} (set {Kernel.EnvironmentVariable} to force one); SQLite {report.sqlite}");
            Console.WriteLine($"{Tool.Count(report.plugins, "plugin")} in {report.plugin_folder}, {refused.Count} refused or faulted");
            Console.WriteLine($"plugin states: {string.Join(", ", report.plugin_states.Select(state => $"{state.Value} {state.Key}"))}");
            Console.WriteLine($"trust: {report.trust} (set {PluginTrust.ModeVariable} to strict, prompt or off), trust file {report.trust_file}, plugin cache {report.plugin_cache}");
            foreach (var path in report.not_trusted)
            {
                Console.WriteLine($"  not trusted: {path}");
            }

            foreach (var plugin in refused)
            {
                Console.WriteLine($"  {plugin.Name} ({plugin.AssemblyPath}): {plugin.Reason}");
            }

            return Task.CompletedTask;
        });
        return doctor;
    }

    private static IEnumerable<string> Features()
    {
        (string Name, bool Has)[] features =
        [
            ("SSE4.2", Sse42.IsSupported), ("AVX", Avx.IsSupported), ("AVX2", Avx2.IsSupported), ("FMA", Fma.IsSupported),
            ("AVX-512F", Avx512F.IsSupported), ("AdvSimd", AdvSimd.IsSupported),
        ];
        return features.Where(feature => feature.Has).Select(feature => feature.Name);
    }
}
