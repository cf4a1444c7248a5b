using PluginAL.Abstractions;
using PluginAL.Engine.Tasks;
using PluginAL.Storage;

namespace PluginAL.Engine.Sessions;

// Labels that nobody had to be asked for.
public sealed partial class ActiveLearningSession
{
    /// <summary>Takes labels that are known beforehand. They cost nothing; rows that have a label or a ticket are passed over.</summary>
    /// <param name="labels">Rows of the data and their labels.</param>
    /// <param name="annotator">Whom the labels come from.</param>
    /// <returns>How many labels were taken.</returns>
    /// <exception cref="PluginALException">A label is not of the task's kind; nothing of the call was stored.</exception>
    public int TellKnown(IEnumerable<(long Row, Label Label)> labels, string annotator)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentException.ThrowIfNullOrEmpty(annotator);
        var taken = new HashSet<long>([.. _labelledRows, .. _open.Values.Select(ticket => ticket.Row), .. _skipped]);
        var known = labels.Where(item => taken.Add(item.Row)).ToList();
        foreach (var (row, label) in known)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((ulong)row, (ulong)_data.RowCount, nameof(labels));
            if (!TaskLabels.IsValid(_data, row, label))
            {
                throw PluginALException.Input($"The known label of row {row} is {TaskLabels.Describe(label)}; the task is {_data.Task}, so give {TaskLabels.Expected(_data, row)}.");
            }
        }

        foreach (var (row, label) in known)
        {
            var ticket = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"known-{row}");
            AddLabel(ticket, row, label, 0);
            Record(new LabelGiven(ticket, row, label, annotator, 0));
        }

        CommitIfEach();
        return known.Count;
    }
}
