using PluginAL.Abstractions;
using PluginAL.Learners.Internals;

namespace PluginAL.Learners;

/// <summary>
/// A translation memory: the texts that the k nearest labelled rows have are the candidates, each with probability softmax(cos(x, xᵢ) ÷ τ) over the k, summed over rows of the same
/// text (an example-based translator without recombination: Nagao 1984; the weights are those of a nearest-neighbour language model, Khandelwal and others 2020). The round trip is
/// the text of the labelled row itself.
/// </summary>
/// <remarks>
/// Rows with cosine 0 are no neighbours. Of equally near rows the one that was labelled first. For a row that shares no feature with any of the n labelled ones, each of their texts
/// is as probable as any other: candidates are the k that were labelled first, each of probability 1/n and counted as one token, so that its surprise −ln p is ln n. Learns
/// translations, and answers that are texts. The fit stores the rows; a prediction costs O(entries of labelled rows in the row's columns) sparse and O(n · D) dense. The same bits on
/// every machine.
/// </remarks>
[Learner("translation-memory", Gives = Signals.Candidates, Summary = "The texts of the nearest labelled rows.")]
public sealed class TranslationMemory : ILearner
{
    internal const string Name = "translation-memory";
    private readonly TranslationMemoryOptions _options;

    /// <summary>Creates the learner.</summary>
    /// <param name="options">Its options.</param>
    /// <exception cref="PluginALException">An option is out of range.</exception>
    public TranslationMemory(TranslationMemoryOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Neighbours is < 1 or > 1000 || !(options.Temperature >= 0.001 && options.Temperature <= 1000))
        {
            throw PluginALException.Usage(
                FormattableString.Invariant($"'{Name}' was given neighbours {options.Neighbours} and temperature {options.Temperature}; ")
                + "give 1 to 1000 neighbours and a temperature from 0.001 to 1000.");
        }

        _options = options;
    }

    /// <inheritdoc/>
    public IModel Fit(TrainingSet data, FitContext context)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(context);
        if (data.Task is not (LearningTask.Translation or LearningTask.QuestionAnswering))
        {
            throw PluginALException.Input($"'{Name}' was given a task of kind {data.Task}; it learns Translation and QuestionAnswering. Choose another learner.");
        }

        if (data.Labels.Count == 0)
        {
            throw PluginALException.Input($"'{Name}' was given no labelled row; label at least one.");
        }

        if (data.Texts.Count != data.Labels.Count)
        {
            throw PluginALException.Input($"'{Name}' was given {data.Texts.Count} texts for {data.Labels.Count} labelled rows; it needs the text of each. Name the pool's text field.");
        }

        var targets = new string[data.Labels.Count];
        for (var i = 0; i < targets.Length; i++)
        {
            targets[i] = Target(data.Labels[i], i);
        }

        return new TranslationMemoryModel(UnitRows.Read(data.Features, Name), [.. data.Texts], targets, _options.Neighbours, (float)_options.Temperature);
    }

    /// <inheritdoc/>
    public IModel Load(Stream stream) => TranslationMemoryFile.Read(stream);

    /// <summary>A label's text: of spans that of the first, as any of them is right.</summary>
    private static string Target(Label label, int row) => label switch
    {
        TextLabel text => text.Text,
        SpansLabel { Spans: [var first, ..] } => first.Surface,
        SpansLabel => "",
        _ => throw PluginALException.Input($"'{Name}' found a {label.GetType().Name} at row {row} of the training set; label it with a text."),
    };
}
