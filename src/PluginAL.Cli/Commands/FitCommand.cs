using System.CommandLine;
using System.Diagnostics;
using PluginAL.Abstractions;
using PluginAL.Engine.Models;
using PluginAL.Hosting;
using PluginAL.Pools;

namespace PluginAL.Cli.Commands;

/// <summary><c>pluginal fit</c>: trains a model to score with.</summary>
internal static class FitCommand
{
    public static Command Create()
    {
        var data = new Option<string>("--data") { Description = "The labelled data: a JSONL, CSV or NPY file, or a pool.", HelpName = "TRAIN", Required = true };
        var learner = LearnerOption.Create();
        var output = new Option<string>("--out") { Description = "The file for the model.", HelpName = "MODEL", Required = true };
        var features = new Option<string?>("--features") { Description = "Features of the same rows, in place of those made from fields: an NPY file of shape (N, D).", HelpName = "NPY" };
        var labels = new Option<string?>("--labels") { Description = "Labels beside NPY features, as 'pluginal pool create' takes them.", HelpName = "NPY" };
        var seed = new Option<ulong>("--seed") { Description = "Governs learners that draw at random.", HelpName = "N" };
        var command = new Command("fit", "Trains a model on all labelled rows and writes it to a file.")
        {
            data, learner, output, features, labels, seed, Tool.PluginTimeoutOption, Tool.IsolateOption, Tool.PluginMemoryOption,
        };
        command.WithExample("pluginal fit --data train.jsonl --text text --label label --learner logistic --out tickets.model");
        var fields = new FieldOptions(command);
        Tool.SetAction(command, async (tool, parsed) =>
        {
            var path = parsed.GetRequiredValue(output);
            TrainedModel.RequireReplaceable(path);
            using var host = Tool.OpenHost(tool);
            var (source, named) = (parsed.GetRequiredValue(data), fields.Read(parsed));
            var reference = learner.Read(parsed, source, named);
            Tool.DecideTrust(host, [(PluginKind.Learner, reference)]);
            var watch = Stopwatch.StartNew();
            var model = await ProgressBar.RunAsync("fit", report => Task.Run(() => Training.Run(
                source,
                new PoolBuildOptions
                {
                    Fields = named,
                    FeaturesPath = parsed.GetValue(features),
                    LabelsPath = parsed.GetValue(labels),
                    Tool = "pluginal " + Tool.Version,
                    Progress = item => report(item.Stage, item.TotalBytes > 0 ? (double)item.Bytes / item.TotalBytes : 0),
                },
                reference, parsed.GetValue(seed), path, host, tool, Tool.Version, Tool.Say, tool.Cancellation))).ConfigureAwait(false);
            model.Save(path);
            if (tool.Json)
            {
                Tool.PrintJson(new
                {
                    @out = path,
                    learner = model.Info.Learner,
                    rows = model.Info.TrainingRows,
                    width = model.Model.Width,
                    task = TaskNames.Of(model.Info.Task),
                    classes = model.Info.Classes,
                    schema_hash = model.Info.SchemaHash,
                    seconds = watch.Elapsed.TotalSeconds,
                });
                return;
            }

            Console.WriteLine(FormattableString.Invariant(
                $"{model.Info.Learner} learned {Learned(model.Info)} from {Tool.Count(model.Info.TrainingRows, "row")} with {Tool.Count(model.Model.Width, "feature column")} in {watch.Elapsed.TotalSeconds:F1} s; the model is in {path}."));
        });
        return command;
    }

    private static string Learned(TrainedModelInfo model) => model.Task switch
    {
        LearningTask.Classification => $"{model.Classes.Count} classes",
        LearningTask.MultiLabel => $"{model.Classes.Count} labels",
        LearningTask.Regression => "a number",
        LearningTask.Sequence => $"{model.Classes.Count} tags",
        var task => TaskNames.Of(task),
    };
}
