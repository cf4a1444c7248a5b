using System.CommandLine;
using System.CommandLine.Parsing;
using PluginAL.Cli;
using PluginAL.Cli.Commands;

var root = new RootCommand(
    "PluginAL finds the items most worth a person's time to label, and learns from the answers.\n\n"
    + "Example:\n  pluginal quickstart --out quickstart")
{
    QuickstartCommand.Create(),
    PoolCommands.Create(),
    FitCommand.Create(),
    SimulateCommand.Create(),
    ScoreCommand.Create(),
    PluginsCommands.Create(),
    DoctorCommand.Create(),
};
root.Add(Tool.JsonOption);
root.Add(Tool.VerboseOption);

var parsed = root.Parse(args, new ParserConfiguration { EnablePosixBundling = false });
if (parsed.Errors.Count > 0)
{
    var command = parsed.CommandResult.Command;
    var path = command is RootCommand ? "pluginal" : "pluginal " + string.Join(' ', Tool.CommandPath(parsed.CommandResult));
    Console.Error.WriteLine($"error: {string.Join(" ", parsed.Errors.Select(error => error.Message.TrimEnd('.') + "."))} See '{path} --help'.");
    return 2;
}

if (parsed.CommandResult.Command.Action is null && parsed.Action is null)
{
    Console.Error.WriteLine($"error: a command is missing. See 'pluginal {string.Join(' ', Tool.CommandPath(parsed.CommandResult))}'.");
    return 2;
}

return await parsed.InvokeAsync(new InvocationConfiguration
{
    EnableDefaultExceptionHandler = false,
    ProcessTerminationTimeout = null,
}).ConfigureAwait(false);
