namespace PluginAL.Abstractions;

/// <summary>The values of one source record, by the parts of its <see cref="FieldSchema"/>. One instance is reused from record to record.</summary>
public sealed class FieldValues
{
    /// <summary>Room for a record of a schema.</summary>
    /// <param name="schema">The schema.</param>
    public FieldValues(FieldSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        Schema = schema;
        Numbers = new double[schema.Numeric.Count];
        Categories = new string?[schema.Categories.Count];
        Images = new string?[schema.Images.Count];
    }

    /// <summary>What the values mean.</summary>
    public FieldSchema Schema { get; }

    /// <summary>The identifier, where the schema has one.</summary>
    public string? Id { get; set; }

    /// <summary>
    /// The label as it stands in the record, where it is one value: a class, a number, a text; null where it is missing. Null for the tasks
    /// that have <see cref="Labels"/> or <see cref="Answers"/>.
    /// </summary>
    public string? Label { get; set; }

    /// <summary>What the record costs to label, above 0; NaN where it is missing.</summary>
    public double Cost { get; set; } = double.NaN;

    /// <summary>
    /// <see cref="LearningTask.MultiLabel"/>: the names of the labels, each once; <see cref="LearningTask.Sequence"/>: the tags, one for each of
    /// <see cref="Tokens"/>. Null where the label is missing, and for other tasks.
    /// </summary>
    public IReadOnlyList<string>? Labels { get; set; }

    /// <summary><see cref="LearningTask.QuestionAnswering"/>: the answers, as spans of <see cref="Context"/> by start; null where they are missing, and for other tasks.</summary>
    public IReadOnlyList<LabelledSpan>? Answers { get; set; }

    /// <summary><see cref="LearningTask.QuestionAnswering"/>: the context of the question; else empty.</summary>
    public string Context { get; set; } = "";

    /// <summary><see cref="LearningTask.Sequence"/>: the tokens, which <see cref="Text"/> holds with blanks between them; else empty.</summary>
    public IReadOnlyList<string> Tokens { get; set; } = [];

    /// <summary>For featurisers of tokens: the token of <see cref="Tokens"/> that is observed or encoded.</summary>
    public int Token { get; set; }

    /// <summary>The text; empty where it is missing.</summary>
    public string Text { get; set; } = "";

    /// <summary>The numbers, in the schema's order; NaN where one is missing.</summary>
    public double[] Numbers { get; }

    /// <summary>The categories, in the schema's order; null where one is missing.</summary>
    public string?[] Categories { get; }

    /// <summary>The paths of the images, in the schema's order, as they stand in the record; null where one is missing.</summary>
    public string?[] Images { get; }

    /// <summary>The folder from which relative paths in the record start: that of the file that the record came from.</summary>
    public string Folder { get; set; } = "";
}
