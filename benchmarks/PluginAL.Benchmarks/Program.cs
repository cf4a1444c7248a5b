using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.NoEmit;
using PluginAL.Benchmarks;
using PluginAL.Benchmarks.Columns;
using PluginAL.Benchmarks.Compare;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
switch (args)
{
    case ["serve"]:
        Server.Run(Console.In, Console.Out);
        return 0;
    case ["limits"]:
        PrintLimits();
        return 0;
    case ["plugins"]:
        PluginCalls.Print();
        return 0;
    case ["isolation"]:
        IsolatedCalls.Print();
        return 0;
    case ["--help" or "-h"]:
        Console.WriteLine("""
            PluginAL.Benchmarks [--short] [BenchmarkDotNet's options, such as --filter '*Measure*']
              --short   a few small cases, in under a minute
            PluginAL.Benchmarks limits   read bandwidth and FMA peak of one thread
            PluginAL.Benchmarks plugins  what a call to a plugin costs
            PluginAL.Benchmarks isolation  what it costs that a plugin runs in a process of its own
            PluginAL.Benchmarks serve    the side of PluginAL in benchmarks/peers/run.sh
            """);
        return 0;
}

bool isShort = args.Contains("--short");
args = [.. args.Where(a => a != "--short")];
if (isShort && !args.Contains("--filter"))
{
    args = [.. args, "--filter", "*Measure*1000000x10*", "*Selection*10000000", "*Softmax*77*", "*Linear*20000x*",
        "*Neighbour*20000x128*", "*Clustering*20000x64x50*"];
}

// In this process, so that its limits are those of the figures; and BenchmarkDotNet 0.14 knows no moniker for .NET 10.
Job job = Job.Default.WithToolchain(InProcessNoEmitToolchain.Instance).WithWarmupCount(isShort ? 1 : 3).WithIterationCount(isShort ? 5 : 12)
    .WithStrategy(BenchmarkDotNet.Engines.RunStrategy.Monitoring).WithInvocationCount(1).WithUnrollFactor(1);
IConfig config = ManualConfig.CreateEmpty().AddJob(job)
    .AddColumnProvider(DefaultColumnProviders.Descriptor, DefaultColumnProviders.Params, DefaultColumnProviders.Metrics)
    .AddColumn(StatisticColumn.Min, StatisticColumn.Median).AddColumn(WorkColumn.All)
    .AddDiagnoser(MemoryDiagnoser.Default).AddLogger(ConsoleLogger.Default).AddExporter(MarkdownExporter.GitHub);
PrintLimits();
bool failed = BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, config).Any(s => s.Reports.Any(r => !r.Success));
return failed ? 1 : 0;

static void PrintLimits() => Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
    $"One thread reads {Limits.Here.Read / 1e9:0.0} GB/s and multiplies and adds {Limits.Here.Flops / 1e9:0.0} GFLOP/s ({Limits.Bits} bits)."));
