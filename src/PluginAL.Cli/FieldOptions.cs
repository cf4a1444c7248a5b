using System.CommandLine;
using PluginAL.Pools;

namespace PluginAL.Cli;

/// <summary>FIELDS: which field of a record plays which part.</summary>
internal sealed class FieldOptions
{
    private readonly Option<string?> _id = new("--id") { Description = "The field that identifies a record.", HelpName = "F" };
    private readonly Option<string[]> _text = new("--text") { Description = "A field with text; may be given several times.", HelpName = "F", DefaultValueFactory = _ => [] };
    private readonly Option<string?> _label = new("--label") { Description = "The field with the label.", HelpName = "F" };
    private readonly Option<string?> _cost = new("--cost") { Description = "The field with what a record costs to label; strategies may weigh it, and --stop budget:cost=... counts it.", HelpName = "F" };
    private readonly Option<string[]> _numeric = new("--numeric") { Description = "Numeric fields: names, ranges as A-B, or * for all that are left.", HelpName = "A,B-F,*", DefaultValueFactory = _ => [] };
    private readonly Option<string[]> _category = new("--category") { Description = "Category fields, in the same form.", HelpName = "C,D", DefaultValueFactory = _ => [] };
    private readonly Option<string[]> _image = new("--image") { Description = "A field with the path of an image, relative to the file that names it; may be given several times.", HelpName = "F", DefaultValueFactory = _ => [] };

    public FieldOptions(Command command)
    {
        foreach (var option in (ReadOnlySpan<Option>)[_id, _text, _label, _cost, _numeric, _category, _image])
        {
            command.Add(option);
        }
    }

    public FieldRequest Read(ParseResult parsed) => new()
    {
        Id = parsed.GetValue(_id),
        Label = parsed.GetValue(_label),
        Cost = parsed.GetValue(_cost),
        Text = parsed.GetValue(_text) ?? [],
        Numeric = parsed.GetValue(_numeric) ?? [],
        Categories = parsed.GetValue(_category) ?? [],
        Images = parsed.GetValue(_image) ?? [],
    };
}
