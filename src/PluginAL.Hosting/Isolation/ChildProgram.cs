using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;

namespace PluginAL.Hosting.Isolation;

/// <summary>
/// The program that a plugin's process runs. It reads messages on one thread, so that a cancellation is heard while the plugin works on another, and
/// it ends when its standard input does, whatever the plugin is doing.
/// </summary>
internal static class ChildProgram
{
    public static int Main()
    {
        var output = Console.OpenStandardOutput();
        var frames = new FrameStream(Console.OpenStandardInput(), output);

        // Standard output is the protocol's: what the plugin writes goes where its errors go.
        Console.SetOut(Console.Error);
        Console.SetIn(TextReader.Null);
        var messages = new BlockingCollection<JsonElement>();
        var plugin = new ChildPlugin(new RpcPeer(frames, messages.Take));
        var work = new Thread(() =>
        {
            foreach (var message in messages.GetConsumingEnumerable())
            {
                plugin.Serve(message);
            }
        })
        {
            IsBackground = true,
            Name = "plugin",
        };
        work.Start();
        try
        {
            for (; ;)
            {
                var message = frames.Read();
                if (message.TryGetProperty("method", out var method) && method.GetString() == "$/cancelRequest")
                {
                    plugin.Cancel();
                }
                else
                {
                    messages.Add(message);
                }
            }
        }
        catch (EndOfStreamException)
        {
            // At once: a plugin may hang in what is done at an orderly end.
            Process.GetCurrentProcess().Kill();
            return 0;
        }
    }
}
