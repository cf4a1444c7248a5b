using PluginAL.Abstractions;

namespace PluginAL.Oracles;

/// <summary>Any number of labels, with <c>|</c> between them as in files, each as <see cref="ClassMenu"/> takes it; a dash for none.</summary>
internal sealed class LabelsMenu(IReadOnlyList<string> labels) : IMenu
{
    private const string None = "-";

    private readonly ClassMenu _one = new(labels);

    public string Text => _one.Text;

    public string Prompt => $"{_one.Ways} of the labels with | between them, {None} for none, {_one.Commands}: ";

    public Choice? Read(string answer)
    {
        if (answer == None)
        {
            return Choice.Of(new MultiLabel([]));
        }

        var chosen = new SortedSet<int>();
        foreach (var part in answer.Split('|'))
        {
            switch (_one.Read(part.Trim()))
            {
                case { Label: ClassLabel { Class: var label } }:
                    chosen.Add(label);
                    break;
                case { Label: null } command when part == answer:
                    return command;
                default:
                    return null;
            }
        }

        return Choice.Of(new MultiLabel([.. chosen]));
    }
}
