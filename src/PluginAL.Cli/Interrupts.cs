using System.Runtime.InteropServices;

namespace PluginAL.Cli;

/// <summary>
/// Ctrl+C, a request to terminate, or a terminal that is closed: the first stops the work at a safe point, a second at once. Work
/// that finds no safe point in time is ended; whatever was written by then is whole, as after any other death of the process.
/// </summary>
internal sealed class Interrupts : IDisposable
{
    public const int ExitCode = 130;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private readonly CancellationTokenSource _cancellation = new();
    private readonly List<PosixSignalRegistration> _registrations = [];

    public Interrupts()
    {
        foreach (var signal in (ReadOnlySpan<PosixSignal>)[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP])
        {
            _registrations.Add(PosixSignalRegistration.Create(signal, Stop));
        }
    }

    public CancellationToken Token => _cancellation.Token;

    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }

        _cancellation.Dispose();
    }

    private void Stop(PosixSignalContext context)
    {
        if (_cancellation.IsCancellationRequested)
        {
            return;
        }

        context.Cancel = true;
        _ = Task.Delay(Patience, CancellationToken.None).ContinueWith(
            _ => Environment.Exit(ExitCode), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        if (!Console.IsErrorRedirected)
        {
            Tool.Say("stopping at a safe point; again to stop at once.");
        }

        _cancellation.Cancel();
    }
}
