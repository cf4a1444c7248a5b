using System.CommandLine;
using System.CommandLine.Parsing;
using System.Reflection;
using System.Text.Json;
using PluginAL.Abstractions;
using PluginAL.Hosting;
using PluginAL.Hosting.SingleFile;
using PluginAL.Scoring;
using Spectre.Console;

namespace PluginAL.Cli;

/// <summary>What all commands share: streams, exit codes, errors of one line, cancellation.</summary>
internal sealed class Tool : IPluginLog
{
    public static readonly Option<bool> JsonOption = new("--json")
    {
        Description = "Print one JSON document on standard output, and nothing else there.",
        Recursive = true,
    };

    public static readonly Option<bool> VerboseOption = new("--verbose")
    {
        Description = "Show stack traces and what plugins say.",
        Recursive = true,
    };

    public static readonly Option<string?> IsolateOption = new("--isolate")
    {
        Description = "Strategies, learners and oracles that run in a process of their own, which alone ends when they crash: all, or their names. Plugins in Python always do.",
        HelpName = "all|NAME,...",
    };

    public static readonly Option<int?> PluginMemoryOption = new("--plugin-memory")
    {
        Description = "MiB of memory that the process of an isolated plugin may have for its own (default: 2048).",
        HelpName = "MIB",
    };

    public static readonly Option<int?> PluginTimeoutOption = new("--plugin-timeout")
    {
        Description = "Seconds that one call to a plugin may take, before it is abandoned.",
        HelpName = "SECONDS",
    };

    public static readonly JsonSerializerOptions JsonFormat = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DictionaryKeyPolicy = null,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    private const int PlainWidth = 240;

    private readonly ParseResult _parsed;

    private Tool(ParseResult parsed, CancellationToken cancellation)
    {
        _parsed = parsed;
        Json = parsed.GetValue(JsonOption);
        Verbose = parsed.GetValue(VerboseOption);
        Cancellation = cancellation;
    }

    public static string Version { get; } =
        typeof(Tool).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    /// <summary>The command line as it can be typed again.</summary>
    public static string CommandLine =>
        "pluginal " + string.Join(' ', Environment.GetCommandLineArgs().Skip(1).Select(part => part.Length > 0 && part.AsSpan().IndexOfAny(" \"'$*?&|;<>()") < 0 ? part : "'" + part.Replace("'", "'\\''", StringComparison.Ordinal) + "'"));

    public bool Json { get; }

    public bool Verbose { get; }

    public CancellationToken Cancellation { get; }

    /// <summary>Runs a command and turns what it throws into one line and an exit code.</summary>
    public static void SetAction(Command command, Func<Tool, ParseResult, Task> run) =>
        command.SetAction((parsed, cancellation) => RunAsync(parsed, cancellation, run));

    public static IEnumerable<string> CommandPath(CommandResult result)
    {
        var names = new Stack<string>();
        for (SymbolResult? at = result; at is CommandResult { Command: not RootCommand } command; at = command.Parent)
        {
            names.Push(command.Command.Name);
        }

        return names;
    }

    /// <summary>Refuses numbers below one.</summary>
    public static void RequirePositive(ParseResult parsed, params ReadOnlySpan<Option<int>> options)
    {
        foreach (var option in options)
        {
            if (parsed.GetValue(option) is < 1 and var value)
            {
                throw PluginALException.Usage($"{option.Name} is {value}; give at least 1.");
            }
        }
    }

    /// <summary>The host over the plugins that ship with the tool.</summary>
    /// <param name="tool">Whose options say how plugins run, and where they say things outside of calls; null: in this process, as long as they want, nowhere.</param>
    public static PluginHost OpenHost(Tool? tool = null) => new(
        new PluginHostOptions
        {
            Trust = PluginTrust.FromEnvironment(Console.IsInputRedirected || Console.IsErrorRedirected ? null : AskForTrust),
            CallLimit = tool?.CallLimit() ?? Timeout.InfiniteTimeSpan,
            Isolation = tool?.Isolation() ?? PluginIsolation.None,
            Log = tool,
        },
        Path.Combine(AppContext.BaseDirectory, "plugins"));

    /// <summary>Asks for trust in plugins before the work begins, so that no question comes in the midst of it.</summary>
    public static void DecideTrust(PluginHost host, params IEnumerable<(PluginKind Kind, PluginReference Reference)> plugins)
    {
        foreach (var (kind, reference) in plugins)
        {
            host.DecideTrust(kind, reference);
        }

        foreach (var name in host.Isolation.Names)
        {
            if (!host.Plugins.Any(plugin => plugin.Name == name || Path.GetFileName(plugin.AssemblyPath) == name))
            {
                throw PluginALException.Usage($"--isolate names '{name}', and no plugin is called so; give the names of plugins, or of their files, or all.");
            }
        }
    }

    /// <summary>Prints one JSON document.</summary>
    public static void PrintJson<T>(T document) => Console.Out.WriteLine(JsonSerializer.Serialize(document, JsonFormat));

    /// <summary>Prints a table. Where standard output is not a terminal: no control characters, no line cut short, no blanks at line ends.</summary>
    public static void Print(Table table)
    {
        if (!Console.IsOutputRedirected)
        {
            AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Out) }).Write(table.Border(TableBorder.Simple));
            return;
        }

        using var text = new StringWriter();
        var settings = new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(text),
        };

        // These would turn colours on where they see a build server.
        settings.Enrichment.UseDefaultEnrichers = false;
        var console = AnsiConsole.Create(settings);
        console.Profile.Width = PlainWidth;
        console.Write(table.Border(TableBorder.None));
        foreach (var line in text.ToString().Split('\n').SkipLast(1))
        {
            Console.WriteLine(line.TrimEnd());
        }
    }

    /// <summary>A text from data, with its control characters written out: they may not move the cursor or colour the screen.</summary>
    public static string Visible(string text) => !text.Any(char.IsControl)
        ? text
        : string.Concat(text.Select(c => char.IsControl(c) ? $"\\u{(int)c:x4}" : c.ToString()));

    /// <summary>A number with its noun, as in <c>1 row</c> or <c>2 rows</c>.</summary>
    public static string Count(long number, string noun) => FormattableString.Invariant($"{number} {noun}{(number == 1 ? "" : "s")}");

    /// <summary>Says something to the person at the terminal: standard error.</summary>
    public static void Say(string message)
    {
        try
        {
            if (ProgressBar.Live is { } console)
            {
                console.WriteLine(message);
            }
            else
            {
                Console.Error.WriteLine(Visible(message));
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Nobody can be told that nobody can be told.
        }
    }

    public void Information(string message)
    {
        if (Verbose)
        {
            Say(message);
        }
    }

    public void Warning(string message) => Say("warning: " + message);

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation, Func<Tool, ParseResult, Task> run)
    {
        var tool = new Tool(parsed, cancellation);
        try
        {
            RequireKernel();
            await run(tool, parsed).ConfigureAwait(false);
            return 0;
        }
        catch (OperationCanceledException exception) when (cancellation.IsCancellationRequested)
        {
            Say(exception is PluginIgnoredCancellationException ? "cancelled; " + exception.Message : "cancelled.");
            return Interrupts.ExitCode;
        }
        catch (PluginALException exception)
        {
            tool.Report(exception.Message, exception);
            return (int)exception.Kind;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            tool.Report($"{exception.Message.TrimEnd('.', ' ')}. Check that the path exists, that it may be read or written, and that the disk is not full.", exception);
            return (int)ErrorKind.Work;
        }
        catch (Exception exception)
        {
            tool.Report($"internal error: {exception.GetType().Name}: {exception.Message.TrimEnd('.', ' ')}. Run again with --verbose and report what it prints.", exception);
            return (int)ErrorKind.Work;
        }
    }

    private TimeSpan? CallLimit() => _parsed.GetValue(PluginTimeoutOption) switch
    {
        null => null,
        >= 1 and var seconds => TimeSpan.FromSeconds(seconds),
        var seconds => throw PluginALException.Usage($"{PluginTimeoutOption.Name} is {seconds}; give at least 1."),
    };

    /// <summary>Refuses a wrong value in the environment before the work begins.</summary>
    private static void RequireKernel()
    {
        try
        {
            _ = Kernel.Active;
        }
        catch (InvalidOperationException exception)
        {
            throw PluginALException.Usage(exception.Message);
        }
    }

    private PluginIsolation Isolation()
    {
        var memory = _parsed.GetValue(PluginMemoryOption);
        if (memory is < 64)
        {
            throw PluginALException.Usage($"--plugin-memory is {memory}; give at least 64 MiB.");
        }

        var isolation = _parsed.GetValue(IsolateOption) is { } text ? PluginIsolation.Parse(text) : PluginIsolation.None;
        return memory is { } given ? isolation with { MemoryLimit = (long)given << 20 } : isolation;
    }

    private void Report(string message, Exception exception)
    {
        Say("error: " + message.ReplaceLineEndings(" "));
        if (exception.InnerException is SourceErrorsException { Errors: { Count: > 1 } errors })
        {
            foreach (var error in errors)
            {
                Say(error);
            }
        }

        if (Verbose)
        {
            foreach (var line in Details(exception).Split('\n'))
            {
                Say(line.TrimEnd('\r'));
            }
        }
    }

    /// <summary>The exception with its stack trace; an exception of a plugin may refuse to show it.</summary>
    private static string Details(Exception exception)
    {
        try
        {
            return exception.ToString();
        }
        catch (Exception other)
        {
            return $"{exception.GetType()} does not show itself: {other.GetType()}\n{exception.StackTrace}";
        }
    }

    private static TrustAnswer AskForTrust(PluginContent content)
    {
        Say($"{content.AssemblyPath} is a plugin that you have not trusted ({Count(content.Files.Count, "file")}, {Count(content.Length, "byte")}, content {content.Sha256}).");
        Say("It can do whatever you can: run it only if you know where it comes from.");
        Console.Error.Write("Trust it? [y]es, always; [o]nce; [N]o: ");
        return Console.In.ReadLine()?.Trim().ToLowerInvariant() switch
        {
            "y" or "yes" => TrustAnswer.Always,
            "o" or "once" => TrustAnswer.Once,
            _ => TrustAnswer.No,
        };
    }
}
