using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using PluginAL.Abstractions;

namespace Hostile;

/// <summary>Ends the process that it runs in, in the way that its option names: no host can contain these in its own process.</summary>
/// <param name="how">The way.</param>
[Strategy("ends-process", Summary = "Ends the process.", Needs = Signals.Features, ColdStart = ColdStartPolicy.Handled)]
public sealed class EndsProcess(string how) : IQueryStrategy
{
    /// <inheritdoc/>
    public IReadOnlyList<SelectedRow> Select(QueryContext context, int count)
    {
        switch (how)
        {
            case "stack-overflow":
                Sink(Dive(1));
                break;
            case "fail-fast":
                Environment.FailFast("enough");
                break;
            case "exit":
                Environment.Exit(77);
                break;
            case "native-fault":
                Marshal.WriteByte(0x7777_7777, 1);
                break;
            case "writes-to-map":
                // The pool's own memory, mapped for reading alone.
                Unsafe.AsRef(in MemoryMarshal.GetReference(context.Features!.Block(0, 1).Values)) = 1;
                break;
            case "throws-on-a-thread":
                var thread = new Thread(() => throw new InvalidOperationException("nobody catches me"));
                thread.Start();
                thread.Join();
                Loops.Forever();
                break;
            case "out-of-memory":
                Fill();
                break;
            case "floods-output":
                for (var i = 0; i < 10_000_000; i++)
                {
                    Console.Out.Write("Content-Length: 7\r\n\r\nnonsense nonsense nonsense nonsense");
                }

                break;
            case "garbles-protocol":
                // Past Console, which the host's program has turned away from its own stream.
                using (var output = new FileStream(new Microsoft.Win32.SafeHandles.SafeFileHandle(1, ownsHandle: false), FileAccess.Write))
                {
                    output.Write("nonsense\r\n"u8);
                }

                Loops.Forever();
                break;
            case "is-killed":
                System.Diagnostics.Process.GetCurrentProcess().Kill();
                Loops.Forever();
                break;
            case "hangs":
                Loops.Forever();
                break;
        }

        return [.. context.Candidates.Rows().Take(count).Select(row => new SelectedRow(row, 1))];
    }

    private static int Dive(int depth) => depth + (depth < 0 ? 0 : Dive(depth + 1));

    private static void Sink(int value) => GC.KeepAlive(value);

    /// <summary>Touches 10 GB, page by page.</summary>
    private static void Fill()
    {
        var blocks = new List<byte[]>();
        for (var i = 0; i < 160; i++)
        {
            var block = new byte[64 << 20];
            for (var at = 0; at < block.Length; at += 4096)
            {
                block[at] = 1;
            }

            blocks.Add(block);
        }

        GC.KeepAlive(blocks);
    }
}
