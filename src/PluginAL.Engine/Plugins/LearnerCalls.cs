using PluginAL.Abstractions;
using PluginAL.Engine.Tasks;
using PluginAL.Hosting;

namespace PluginAL.Engine.Plugins;

/// <summary>Calls of learners: what they and the models that they make throw is contained and put down to them.</summary>
internal static class LearnerCalls
{
    /// <summary>Trains a model.</summary>
    public static IModel Fit(this PluginInstance<ILearner> learner, TrainingSet data, FitContext context)
    {
        var named = context with { Log = learner.LogTo(context.Log) };
        return Made(learner, "Fit", learner.Call("Fit", plugin => plugin.Fit(data, named), context.Cancellation));
    }

    /// <summary>Trains a model that must be of the task's kind, of as many columns and classes as the data.</summary>
    public static IModel FitTask(this PluginInstance<ILearner> learner, TrainingSet data, FitContext context)
    {
        var model = learner.Fit(data, context);
        var width = (data.Tokens?.Features ?? data.Features).Width;
        return TaskModels.Fits(model, data.Task, width, data.ClassCount)
            ? model
            : throw PluginALException.Work(
                $"{learner} returned {TaskModels.Describe(model, data.Task)} from Fit; expected {TaskModels.Expected(data.Task, width, data.ClassCount)}. Mend the learner or choose another.");
    }

    /// <summary>Trains a model that must be a classifier of so many classes.</summary>
    public static IClassifier FitClassifier(this PluginInstance<ILearner> learner, TrainingSet data, FitContext context) => (IClassifier)learner.FitTask(data, context);

    /// <summary>Reads a model that was saved.</summary>
    public static IModel Load(this PluginInstance<ILearner> learner, byte[] bytes) =>
        Made(learner, "Load", learner.Call("Load", plugin => plugin.Load(new MemoryStream(bytes, writable: false))));

    /// <summary>Writes a model to memory.</summary>
    public static MemoryStream Save(IModel model)
    {
        var bytes = new MemoryStream();
        try
        {
            model.Save(bytes);
            return bytes;
        }
        catch (Exception e) when (PluginOrigin.Blames(model, e))
        {
            throw PluginOrigin.Failure(model, "Save", e);
        }
    }

    private static IModel Made(PluginInstance<ILearner> learner, string member, IModel? model)
    {
        if (model is null)
        {
            throw PluginALException.Work($"{learner} returned null from {member}; expected a model. Mend the learner or choose another.");
        }

        PluginOrigin.Note(model, learner.ToString());
        return model;
    }
}
