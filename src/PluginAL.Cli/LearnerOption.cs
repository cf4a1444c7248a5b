using System.CommandLine;
using PluginAL.Engine.Tasks;
using PluginAL.Hosting;
using PluginAL.Pools;

namespace PluginAL.Cli;

/// <summary><c>--learner</c>, which without a value is what the task calls for.</summary>
internal sealed class LearnerOption() : Option<string?>("--learner")
{
    public static LearnerOption Create() => new()
    {
        Description = $"The learner, with options as in logistic:c=1. Without it: {TaskLearners.InWords}.",
        HelpName = "L",
    };

    public PluginReference Read(ParseResult parsed, string data, FieldRequest fields) =>
        PluginReference.Parse(parsed.GetValue(this) ?? TaskLearners.DefaultOf(TaskLearners.TaskOf(data, fields)));
}
