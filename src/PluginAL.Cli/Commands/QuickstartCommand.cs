using System.CommandLine;
using PluginAL.Abstractions;
using PluginAL.Engine;
using PluginAL.Engine.Experiments;
using PluginAL.Hosting;

namespace PluginAL.Cli.Commands;

/// <summary><c>pluginal quickstart</c>: the whole loop on the sample that ships with the tool.</summary>
internal static class QuickstartCommand
{
    private const int TestRows = 500;

    public static Command Create()
    {
        var output = new Option<string>("--out") { Description = "The folder for the results.", HelpName = "DIR", DefaultValueFactory = _ => "quickstart" };
        var command = new Command(
            "quickstart",
            "Runs the whole loop on 1,797 handwritten digits: prints the learning curve of margin sampling against random, and writes the report.")
        {
            output,
        };
        command.WithExample("pluginal quickstart --out quickstart");
        Tool.SetAction(command, async (tool, parsed) =>
        {
            var folder = parsed.GetRequiredValue(output);
            Simulation.CreateFolder(folder);
            var (train, test) = Split(folder);
            await SimulateCommand.RunAsync(tool, new SimulationRequest
            {
                Train = train,
                Test = test,
                Out = folder,
                CommandLine = Tool.CommandLine,
                ToolVersion = Tool.Version,
                Notice = Tool.Say,
                Options = new ExperimentOptions
                {
                    Learner = PluginReference.Parse("logistic"),
                    Strategies = PluginReference.ParseList("random,margin"),
                    Initial = 20,
                    Batch = 10,
                    Budget = 300,
                    Seeds = [0, 1, 2, 3, 4],
                },
            }, []).ConfigureAwait(false);
        });
        return command;
    }

    /// <summary>Splits the sample, always in the same way, beside the results.</summary>
    private static (string Train, string Test) Split(string folder)
    {
        var sample = Path.Combine(AppContext.BaseDirectory, "samples", "digits.csv");
        if (!File.Exists(sample))
        {
            throw PluginALException.Work($"The sample {sample} is missing; publish or build the tool again.");
        }

        var lines = File.ReadAllLines(sample);
        var random = new RandomSource(0, "quickstart");
        var rows = Enumerable.Range(1, lines.Length - 1).OrderBy(row => random.Bits(row)).ToList();
        var (train, test) = (Path.Combine(folder, "digits.train.csv"), Path.Combine(folder, "digits.test.csv"));
        Write(test, rows.Take(TestRows));
        Write(train, rows.Skip(TestRows));
        return (train, test);

        void Write(string path, IEnumerable<int> chosen) => AtomicFile.Write(path, stream =>
        {
            using var writer = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" };
            writer.WriteLine(lines[0]);
            foreach (var row in chosen.Order())
            {
                writer.WriteLine(lines[row]);
            }
        });
    }
}
