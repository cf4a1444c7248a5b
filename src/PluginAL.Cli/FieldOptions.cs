using System.CommandLine;

namespace PluginAL.Cli;

/// <summary>FIELDS: which field of a record plays which part.</summary>
internal sealed class FieldOptions
{
    private readonly Option<string?> _id = new("--id") { Description = "The field that identifies a record.", HelpName = "F" };
    private readonly Option<string[]> _text = new("--text") { Description = "A field with text; may be given several times.", HelpName = "F", DefaultValueFactory = _ => [] };
    private readonly Option<string?> _label = new("--label") { Description = "The field with the label.", HelpName = "F" };
    private readonly Option<string[]> _numeric = new("--numeric") { Description = "Numeric fields: names, ranges as A-B, or * for all that are left.", HelpName = "A,B-F,*", DefaultValueFactory = _ => [] };
    private readonly Option<string[]> _category = new("--category") { Description = "Category fields, in the same form.", HelpName = "C,D", DefaultValueFactory = _ => [] };
    private readonly Option<FileInfo?> _features = new("--features") { Description = "Features of the same rows, as an NPY file of shape (N, D).", HelpName = "NPY" };

    public void AddTo(Command command)
    {
        command.Add(_id);
        command.Add(_text);
        command.Add(_label);
        command.Add(_numeric);
        command.Add(_category);
        command.Add(_features);
    }
}
