using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace PluginAL.Cli;

/// <summary>An example for each command, printed at the end of its help.</summary>
internal static class Examples
{
    private static readonly Dictionary<Command, string> ByCommand = [];

    /// <summary>Notes a command's example.</summary>
    public static Command WithExample(this Command command, string example)
    {
        ByCommand.Add(command, example);
        return command;
    }

    /// <summary>Makes the help of a tool show the examples.</summary>
    public static void Show(RootCommand root)
    {
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new Help((SynchronousCommandLineAction)help.Action!);
    }

    private sealed class Help(SynchronousCommandLineAction inner) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            var result = inner.Invoke(parseResult);
            if (ByCommand.TryGetValue(parseResult.CommandResult.Command, out var example))
            {
                parseResult.InvocationConfiguration.Output.WriteLine($"Example:\n  {example}\n");
            }

            return result;
        }
    }
}
