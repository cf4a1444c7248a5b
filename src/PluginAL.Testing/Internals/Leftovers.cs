using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace PluginAL.Testing.Internals;

/// <summary>
/// Counts what a plugin leaves behind: threads and handles of the process before and after it was made and used many times. Other work in the
/// process makes and ends a few of its own meanwhile, so only what grows with the number of uses, each time it is tried, is put down to the plugin.
/// </summary>
internal static class Leftovers
{
    private const int Uses = 24;
    private const int Attempts = 3;

    /// <summary>Uses a plugin often.</summary>
    /// <returns>What was found: threads or handles that stay; else null.</returns>
    public static string? Find(Func<object> create, Action<object> use)
    {
        string? found = null;
        Exception? thrown = null;

        // On Linux a thread without a name has that of the thread that started it: not to be taken for one of the runtime's own, it starts here.
        var thread = new Thread(() =>
        {
            try
            {
                for (var attempt = 0; attempt == 0 || (attempt < Attempts && found is not null); attempt++)
                {
                    found = Count(create, use);
                }
            }
            catch (Exception e)
            {
                thrown = e;
            }
        })
        {
            Name = "conformance",
        };
        thread.Start();
        thread.Join();
        if (thrown is not null)
        {
            ExceptionDispatchInfo.Throw(thrown);
        }

        return found;
    }

    private static string? Count(Func<object> create, Action<object> use)
    {
        Use(create, use);
        var (threads, handles) = (Threads(), Handles());
        for (var i = 0; i < Uses; i++)
        {
            Use(create, use);
        }

        // What ends on its own may take a moment to be gone.
        var clock = Stopwatch.StartNew();
        while (true)
        {
            var (moreThreads, moreHandles) = (Threads() - threads, Handles() - handles);
            if (moreThreads < Uses && moreHandles < Uses)
            {
                return null;
            }

            if (clock.Elapsed > TimeSpan.FromSeconds(1))
            {
                return moreThreads >= Uses
                    ? $"{moreThreads} threads more after {Uses} uses."
                    : $"{moreHandles} open handles (files, sockets, events) more after {Uses} uses.";
            }

            Thread.Sleep(20);
        }
    }

    private static void Use(Func<object> create, Action<object> use)
    {
        var plugin = create();
        use(plugin);
        (plugin as IDisposable)?.Dispose();
    }

    /// <summary>Threads that are not the runtime's own: its pools grow and shrink as they will.</summary>
    private static int Threads()
    {
        const string Tasks = "/proc/self/task";
        if (!Directory.Exists(Tasks))
        {
            using var process = Process.GetCurrentProcess();
            return process.Threads.Count;
        }

        var count = 0;
        foreach (var task in Directory.EnumerateDirectories(Tasks))
        {
            try
            {
                count += File.ReadAllText(Path.Combine(task, "comm")).StartsWith(".NET", StringComparison.Ordinal) ? 0 : 1;
            }
            catch (IOException)
            {
                // It ended meanwhile.
            }
        }

        return count;
    }

    private static int Handles()
    {
        const string Descriptors = "/proc/self/fd";
        if (Directory.Exists(Descriptors))
        {
            return Directory.EnumerateFileSystemEntries(Descriptors).Count();
        }

        using var process = Process.GetCurrentProcess();
        return process.HandleCount;
    }
}
