using PluginAL.Abstractions;

namespace PluginAL.Engine.Tasks;

/// <summary>Which models a task takes.</summary>
internal static class TaskModels
{
    /// <summary>Whether a model is of the kind, width and number of classes that data of a task call for.</summary>
    public static bool Fits(IModel model, LearningTask task, int width, int classes) => (task, model) switch
    {
        (LearningTask.Classification, IClassifier classifier) => classifier.ClassCount == classes && model.Width == width,
        (LearningTask.MultiLabel, IMultiLabelClassifier labeller) => labeller.LabelCount == classes && model.Width == width,
        (LearningTask.Regression, IRegressor) => model.Width == width,
        (LearningTask.Sequence, ISequenceTagger tagger) => tagger.TagCount == classes && tagger.PathCount >= 1 && model.Width == width,

        // One that reads texts alone has no width to keep to.
        (LearningTask.Translation or LearningTask.QuestionAnswering, ITextGenerator) => true,
        _ => false,
    };

    /// <summary>A model in words: its type, columns and classes.</summary>
    public static string Describe(IModel model, LearningTask task) => $"{model.GetType().Name} of {Shape(task, model.Width, model switch
    {
        IClassifier classifier => classifier.ClassCount,
        IMultiLabelClassifier labeller => labeller.LabelCount,
        ISequenceTagger tagger => tagger.TagCount,
        _ => 0,
    })}";

    /// <summary>What a task calls for, in words: as in <c>an IClassifier of 4 columns and 3 classes</c>.</summary>
    public static string Expected(LearningTask task, int width, int classes) => task switch
    {
        LearningTask.Classification => $"an IClassifier of {Shape(task, width, classes)}",
        LearningTask.MultiLabel => $"an IMultiLabelClassifier of {Shape(task, width, classes)}",
        LearningTask.Regression => $"an IRegressor of {Shape(task, width, classes)}",
        LearningTask.Sequence => $"an ISequenceTagger of {Shape(task, width, classes)} that gives at least one path",
        _ => "an ITextGenerator",
    };

    private static string Shape(LearningTask task, int width, int classes) => task switch
    {
        LearningTask.Classification => $"{width} columns and {classes} classes",
        LearningTask.MultiLabel => $"{width} columns and {classes} labels",
        LearningTask.Sequence => $"{width} columns and {classes} tags",
        _ => $"{width} columns",
    };
}
