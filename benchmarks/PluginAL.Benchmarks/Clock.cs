using System.Diagnostics;

namespace PluginAL.Benchmarks;

/// <summary>The time that one piece of work took, in seconds.</summary>
/// <param name="Cpu">Of all threads of the process together: time in which others had the processor is not in it.</param>
/// <param name="Wall">From start to end.</param>
/// <param name="Allocated">Bytes allocated on the garbage collector's heap by this thread.</param>
internal readonly record struct Clock(double Cpu, double Wall, long Allocated)
{
    public static Clock Time(Action work)
    {
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        TimeSpan cpu = CpuTime();
        long start = Stopwatch.GetTimestamp();
        work();
        double wall = Stopwatch.GetElapsedTime(start).TotalSeconds;
        double used = (CpuTime() - cpu).TotalSeconds;
        return new(used, wall, GC.GetAllocatedBytesForCurrentThread() - allocated);
    }

    private static TimeSpan CpuTime() =>
        OperatingSystem.IsIOS() || OperatingSystem.IsTvOS() || OperatingSystem.IsBrowser() ? default : Environment.CpuUsage.TotalTime;
}
