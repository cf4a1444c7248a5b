using System.Globalization;
using PluginAL.Abstractions;
using PluginAL.Hosting;
using TrainSelectors;

// Trains what the strategies lal and policy-gradient have learned, and writes it beside their source:
//   dotnet run --project eng/TrainSelectors -c Release -- lal|policy [FOLDER]
// FOLDER is plugins/PluginAL.Strategies/Meta of this repository where it is not given. The same numbers come out every time.
string[] kinds = ["lal", "policy"];
if (args.Length is 0 or > 2 || !kinds.Contains(args[0]))
{
    await Console.Error.WriteLineAsync("usage: TrainSelectors lal|policy [FOLDER]");
    return 2;
}

using var host = new PluginHost(Path.Combine(AppContext.BaseDirectory, "plugins"));
using var learner = host.Create<ILearner>(PluginKind.Learner, PluginReference.Parse("logistic"));
var weights = args[0] == "lal" ? LalTraining.Run(learner) : PolicyTraining.Run(learner);
var folder = args.Length == 2 ? args[1] : Path.Combine("plugins", "PluginAL.Strategies", "Meta");
var path = Path.Combine(folder, args[0] + ".txt");
string[] lines =
[
    $"# One weight for each of the {weights.Length} terms of SelectorFeatures. Written by: dotnet run --project eng/TrainSelectors -c Release -- {args[0]}",
    .. weights.Select(weight => weight.ToString("R", CultureInfo.InvariantCulture)),
];
File.WriteAllText(path, string.Join('\n', lines) + '\n');
Console.WriteLine(path);
return 0;
