using System.Diagnostics;
using Spectre.Console;

namespace PluginAL.Cli;

/// <summary>A progress bar on standard error. Without a terminal, a plain line every few seconds and no control characters.</summary>
internal static class ProgressBar
{
    private static readonly TimeSpan PlainInterval = TimeSpan.FromSeconds(5);

    /// <summary>The console that shows a bar just now: what else is said goes through it, above the bar. Null: none does.</summary>
    public static IAnsiConsole? Live { get; private set; }

    /// <summary>Runs work that reports a description and a share in [0, 1].</summary>
    public static async Task<T> RunAsync<T>(string title, Func<Action<string, double>, Task<T>> work)
    {
        if (Console.IsErrorRedirected)
        {
            var last = Stopwatch.GetTimestamp();
            return await work((text, share) =>
            {
                if (Stopwatch.GetElapsedTime(last) > PlainInterval)
                {
                    last = Stopwatch.GetTimestamp();
                    Tool.Say(FormattableString.Invariant($"{title}: {100 * Math.Clamp(share, 0, 1):F0} % {text}").TrimEnd());
                }
            }).ConfigureAwait(false);
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        Live = console;
        try
        {
            return await console.Progress()
                .AutoClear(true)
                .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
                .StartAsync(async context =>
                {
                    var task = context.AddTask(Markup.Escape(title));
                    return await work((text, share) =>
                    {
                        task.Description = Markup.Escape($"{title} {text}");
                        task.Value = 100 * Math.Clamp(share, 0, 1);
                    }).ConfigureAwait(false);
                }).ConfigureAwait(false);
        }
        finally
        {
            Live = null;
        }
    }
}
