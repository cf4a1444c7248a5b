using System.CommandLine;
using System.CommandLine.Invocation;
using PluginAL.Cli;
using PluginAL.Cli.Commands;

var root = new RootCommand("PluginAL finds the items most worth a person's time to label, and learns from the answers.")
{
    QuickstartCommand.Create(),
    PoolCommands.Create(),
    FitCommand.Create(),
    SimulateCommand.Create(),
    StreamCommand.Create(),
    ScoreCommand.Create(),
    MergeCommand.Create(),
    PluginsCommands.Create(),
    DoctorCommand.Create(),
    Tool.JsonOption,
    Tool.VerboseOption,
};
root.WithExample("pluginal quickstart --out quickstart");
Examples.Show(root);
root.Options.OfType<VersionOption>().Single().Action = new PrintVersion();

var parsed = root.Parse(args, new ParserConfiguration { EnablePosixBundling = false });
if (UsageError.Of(parsed) is { } error && parsed.Action is not { ClearsParseErrors: true })
{
    Tool.Say("error: " + error);
    return 2;
}

using var interrupts = new Interrupts();
return await parsed.InvokeAsync(
    new InvocationConfiguration
    {
        EnableDefaultExceptionHandler = false,

        // Signals are handled by Interrupts.
        ProcessTerminationTimeout = null,
    },
    interrupts.Token).ConfigureAwait(false);

internal sealed class PrintVersion : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        Console.WriteLine(Tool.Version);
        return 0;
    }
}
