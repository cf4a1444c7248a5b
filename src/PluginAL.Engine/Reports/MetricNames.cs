using PluginAL.Abstractions;

namespace PluginAL.Engine.Reports;

/// <summary>The two metrics by which a task is judged. Claims rest on the first.</summary>
/// <param name="First">The first metric's name, as in the header of <c>curve.csv</c>.</param>
/// <param name="Second">The second metric's name.</param>
public sealed record MetricNames(string First, string Second)
{
    private static readonly MetricNames[] Known =
    [
        new("accuracy", "macro_f1"), new("rmse", "r2"), new("token_accuracy", "entity_f1"), new("bleu", "chrf"), new("exact_match", "token_f1"),
    ];

    /// <summary>Whether less of the first metric is better: true for <c>rmse</c> alone.</summary>
    public bool LowerIsBetter => First == "rmse";

    /// <summary>
    /// By how much differences of the first metric are multiplied where they are told as "points": 100 for shares in [0, 1],
    /// 1 for <c>bleu</c> (in [0, 100] as it is); null for <c>rmse</c>, whose unit is the label's.
    /// </summary>
    public double? PointsPerUnit => First switch
    {
        "rmse" => null,
        "bleu" => 1,
        _ => 100,
    };

    /// <summary>Whether the first metric is the share of the test part's rows that a model is right about: then chance alone says how sure it is.</summary>
    public bool IsShareOfRows => First is "accuracy" or "exact_match";

    /// <summary>The name of what stopping rules look at (<see cref="Gain"/>).</summary>
    public string GainName => First switch
    {
        "rmse" or "token_accuracy" => Second,
        "bleu" => "bleu / 100",
        _ => First,
    };

    /// <summary>What stopping rules look at: more is better, and 1 is the best there is.</summary>
    /// <param name="first">The first metric.</param>
    /// <param name="second">The second metric.</param>
    /// <returns>
    /// The first metric; as a share of 100 where it is <c>bleu</c>; R² in place of <c>rmse</c>, which has no such scale; and <c>entity_f1</c> in place of
    /// <c>token_accuracy</c>, which is high as soon as a model has learned that most tokens are no entity. Where the tags mark no entities, the first.
    /// </returns>
    public double Gain(double first, double second) => First switch
    {
        "rmse" => second,
        "token_accuracy" => double.IsNaN(second) ? first : second,
        "bleu" => first / 100,
        _ => first,
    };

    /// <summary>The metrics of a task.</summary>
    /// <param name="task">The task.</param>
    /// <returns>
    /// <c>accuracy, macro_f1</c> for classification and multi-label; <c>rmse, r2</c> for regression; <c>token_accuracy,
    /// entity_f1</c> for sequences; <c>bleu, chrf</c>, both in [0, 100], for translation; <c>exact_match, token_f1</c> for question answering.
    /// </returns>
    public static MetricNames For(LearningTask task) => task switch
    {
        LearningTask.Classification or LearningTask.MultiLabel => Known[0],
        LearningTask.Regression => Known[1],
        LearningTask.Sequence => Known[2],
        LearningTask.Translation => Known[3],
        LearningTask.QuestionAnswering => Known[4],
        _ => throw new ArgumentOutOfRangeException(nameof(task), task, "Not a task."),
    };

    internal static MetricNames? Find(string first, string second) => Known.FirstOrDefault(m => m.First == first && m.Second == second);
}
