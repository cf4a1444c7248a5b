namespace PluginAL.Abstractions;

/// <summary>What is to be learned, and therefore which kind of <see cref="Label"/> a row takes.</summary>
public enum LearningTask
{
    /// <summary>One class of C.</summary>
    Classification,

    /// <summary>Any number of L labels.</summary>
    MultiLabel,

    /// <summary>A number.</summary>
    Regression,

    /// <summary>A tag for each token.</summary>
    Sequence,

    /// <summary>A text in another language.</summary>
    Translation,

    /// <summary>Spans of a context that answer a question.</summary>
    QuestionAnswering,
}
