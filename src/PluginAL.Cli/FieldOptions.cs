using System.CommandLine;
using PluginAL.Pools;

namespace PluginAL.Cli;

/// <summary>FIELDS: which field of a record plays which part.</summary>
internal sealed class FieldOptions
{
    private readonly Option<string?> _id = new("--id") { Description = "The field that identifies a record.", HelpName = "F" };
    private readonly Option<string[]> _text = new("--text") { Description = "A field with text; may be given several times.", HelpName = "F", DefaultValueFactory = _ => [] };
    private readonly Option<string?> _label = new("--label") { Description = "The field with the label; where rows have several, an array, or a text with | between them.", HelpName = "F" };
    private readonly Option<string?> _cost = new("--cost") { Description = "The field with what a record costs to label; strategies may weigh it, and --stop budget:cost=... counts it.", HelpName = "F" };
    private readonly Option<string[]> _numeric = new("--numeric") { Description = "Numeric fields: names, ranges as A-B, or * for all that are left.", HelpName = "A,B-F,*", DefaultValueFactory = _ => [] };
    private readonly Option<string[]> _category = new("--category") { Description = "Category fields, in the same form.", HelpName = "C,D", DefaultValueFactory = _ => [] };
    private readonly Option<string[]> _image = new("--image") { Description = "A field with the path of an image, relative to the file that names it; may be given several times.", HelpName = "F", DefaultValueFactory = _ => [] };

    private readonly Option<string?> _task = new("--task") { Description = $"What is to be learned: {string.Join(", ", TaskNames.All)}. Classification where nobody says otherwise. The usual fields: labels; tokens and tags; source and target; question, context and answers.", HelpName = "T" };
    private readonly Option<string?> _context = new("--context") { Description = "Question answering: the field with the context, or with its id where --contexts has the texts.", HelpName = "F" };
    private readonly Option<string?> _contexts = new("--contexts") { Description = "Question answering: a JSONL file with the id and the text of each context; contexts.jsonl beside the data is found.", HelpName = "FILE" };

    public FieldOptions(Command command)
    {
        foreach (var option in (ReadOnlySpan<Option>)[_id, _text, _label, _cost, _numeric, _category, _image])
        {
            command.Add(option);
        }

        foreach (var option in (ReadOnlySpan<Option>)[_task, _context, _contexts])
        {
            command.Add(option);
        }
    }

    public FieldRequest Read(ParseResult parsed) => new()
    {
        Task = parsed.GetValue(_task) is { } task ? TaskNames.Parse(task) : null,
        Context = parsed.GetValue(_context),
        Contexts = parsed.GetValue(_contexts),
        Id = parsed.GetValue(_id),
        Label = parsed.GetValue(_label),
        Cost = parsed.GetValue(_cost),
        Text = parsed.GetValue(_text) ?? [],
        Numeric = parsed.GetValue(_numeric) ?? [],
        Categories = parsed.GetValue(_category) ?? [],
        Images = parsed.GetValue(_image) ?? [],
    };
}
