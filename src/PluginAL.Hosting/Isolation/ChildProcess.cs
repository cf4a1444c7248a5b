using System.Diagnostics;
using System.Globalization;
using System.Text;
using PluginAL.Abstractions;
using PluginAL.Hosting.Internals;

namespace PluginAL.Hosting.Isolation;

/// <summary>
/// The process of one plugin: its streams, the last lines that it wrote to standard error, a watch on its memory and its output, and how
/// it ended. It ends itself when its standard input does, so none outlives this process.
/// </summary>
internal sealed class ChildProcess : IDisposable
{
    /// <summary>Bytes on standard error in one call that are a flood.</summary>
    private const long MostOutput = 16 << 20;

    // Some runtimes say first what happened, others last.
    private const int FirstLines = 2;
    private const int LastLines = 3;
    private const int LongestLine = 160;
    private static readonly TimeSpan WatchInterval = TimeSpan.FromMilliseconds(100);
    private readonly Process _process;
    private readonly Timer _watch;
    private readonly Thread _errors;
    private readonly List<string> _lines = [];
    private readonly long _memoryLimit;
    private long _output;
    private string? _killed;

    private ChildProcess(Process process, PrivateFolder folder, long memoryLimit)
    {
        _process = process;
        _memoryLimit = memoryLimit;
        Folder = folder;
        Arrays = new SharedArrays(folder.Path, "host-");
        Frames = new FrameStream(process.StandardOutput.BaseStream, process.StandardInput.BaseStream) { Tap = TrafficLog.For(process.Id) };
        Peer = new RpcPeer(Frames, Frames.Read);
        _errors = new Thread(ReadErrors) { IsBackground = true, Name = "plugin errors" };
        _errors.Start();
        _watch = new Timer(_ => Watch(), null, WatchInterval, WatchInterval);
    }

    public PrivateFolder Folder { get; }

    public SharedArrays Arrays { get; }

    public RpcPeer Peer { get; }

    public int Id => _process.Id;

    private FrameStream Frames { get; }

    /// <summary>Starts one.</summary>
    /// <param name="command">What to run; the folder's path is added to its environment.</param>
    /// <param name="memoryLimit">Bytes of its own memory.</param>
    public static ChildProcess Start(Func<PrivateFolder, ProcessStartInfo> command, long memoryLimit)
    {
        var folder = PrivateFolder.Create();
        try
        {
            var start = command(folder);
            start.UseShellExecute = false;
            start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
            start.StandardErrorEncoding = Encoding.UTF8;
            var process = Process.Start(start) ?? throw PluginALException.Work($"{start.FileName} did not start.");
            return new ChildProcess(process, folder, memoryLimit);
        }
        catch (Exception e)
        {
            folder.Dispose();
            throw e is System.ComponentModel.Win32Exception ? PluginALException.Work($"The process of a plugin could not be started: {e.Message.TrimEnd('.')}; check that the program exists and may be run ({ChildCommand.PythonVariable} names the Python for plugins in Python).", e) : e;
        }
    }

    /// <summary>A new call begins: what was written before is no part of it.</summary>
    public void BeginCall()
    {
        Interlocked.Exchange(ref _output, 0);
        lock (_lines)
        {
            _lines.Clear();
        }
    }

    /// <summary>Ends it, for a reason that messages then give.</summary>
    public void Kill(string reason)
    {
        Interlocked.CompareExchange(ref _killed, reason, null);
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It ended by itself.
        }
    }

    /// <summary>How it ended and what it wrote last; waits for the end.</summary>
    public string DescribeEnd()
    {
        if (!_process.WaitForExit(5000))
        {
            Kill("it closed its output and went on");
            _process.WaitForExit();
        }

        _errors.Join(1000);
        var how = _killed is { } reason ? $"{reason}, and its process was ended" : $"its process ended with {Status(_process.ExitCode)}";
        lock (_lines)
        {
            return _lines.Count == 0 ? how : $"{how}; its last words: {string.Join(" | ", _lines)}";
        }
    }

    /// <summary>Lets it end by itself, for a moment; then ends it.</summary>
    public void Dispose()
    {
        _watch.Dispose();
        try
        {
            _process.StandardInput.Close();
            if (!_process.WaitForExit(500))
            {
                Kill("it was not needed any more");
                _process.WaitForExit(5000);
            }
        }
        catch (Exception e) when (e is IOException or InvalidOperationException)
        {
            Kill("it was not needed any more");
        }

        _process.Dispose();
        Arrays.Dispose();
        Folder.Dispose();
    }

    private static string Status(int code)
    {
        var signal = OperatingSystem.IsWindows() || code <= 128 ? null : (code - 128) switch
        {
            4 => "SIGILL",
            6 => "SIGABRT",
            7 => "SIGBUS",
            8 => "SIGFPE",
            9 => "SIGKILL",
            11 => "SIGSEGV",
            15 => "SIGTERM",
            _ => null,
        };
        return signal is null ? $"exit code {code}" : $"signal {code - 128} ({signal})";
    }

    private void ReadErrors()
    {
        var buffer = new char[4096];
        var line = new StringBuilder();
        try
        {
            for (int read; (read = _process.StandardError.Read(buffer)) > 0;)
            {
                if (Interlocked.Add(ref _output, read) > MostOutput)
                {
                    Kill($"it flooded its standard error with more than {MostOutput >> 20} MiB in one call");
                }

                foreach (var c in buffer.AsSpan(0, read))
                {
                    if (c != '\n' && line.Length < LongestLine)
                    {
                        line.Append(c);
                    }
                    else if (c == '\n')
                    {
                        Keep(line);
                    }
                }
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The process is gone.
        }

        Keep(line);
    }

    private void Keep(StringBuilder line)
    {
        var text = Words.OneLine(line.ToString());
        line.Clear();
        if (text.Length == 0 || text.StartsWith("at ", StringComparison.Ordinal))
        {
            // Frames of a stack: what was thrown is said before them.
            return;
        }

        lock (_lines)
        {
            _lines.Add(text);
            if (_lines.Count > FirstLines + LastLines)
            {
                _lines.RemoveAt(FirstLines);
            }
        }
    }

    private void Watch()
    {
        try
        {
            if (OwnMemory() is var bytes && bytes > _memoryLimit)
            {
                Kill(string.Create(CultureInfo.InvariantCulture, $"it took {bytes >> 20} MiB of memory, and its limit is {_memoryLimit >> 20} MiB"));
            }
        }
        catch (Exception e) when (e is IOException or InvalidOperationException or UnauthorizedAccessException)
        {
            // The process is gone.
        }
    }

    /// <summary>Bytes in memory that are not those of files, as far as the system tells.</summary>
    private long OwnMemory()
    {
        if (!OperatingSystem.IsLinux())
        {
            _process.Refresh();
            return _process.PrivateMemorySize64;
        }

        foreach (var line in File.ReadLines($"/proc/{_process.Id}/status"))
        {
            if (line.StartsWith("RssAnon:", StringComparison.Ordinal))
            {
                return 1024 * long.Parse(line.AsSpan("RssAnon:".Length, line.Length - "RssAnon:".Length - " kB".Length), NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture);
            }
        }

        return 0;
    }
}
