using System.Diagnostics;
using System.Runtime.InteropServices;

namespace PluginAL.Generators.Tests.Records;

/// <summary>The time that this thread has spent on a processor; elapsed time where the system does not tell it.</summary>
internal static class ThreadClock
{
    private const int ThreadCpuTime = 3;

    public static TimeSpan Now => OperatingSystem.IsLinux() && GetTime(ThreadCpuTime, out var time) == 0
        ? TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromMicroseconds(time.Nanoseconds / 1000)
        : Stopwatch.GetElapsedTime(0);

    [DllImport("libc", EntryPoint = "clock_gettime")]
    private static extern int GetTime(int clock, out Time time);

    private struct Time
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
