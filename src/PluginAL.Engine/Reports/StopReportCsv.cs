using System.Globalization;
using System.Text;
using PluginAL.Engine.Reports.Internals;
using PluginAL.Engine.Stopping;

namespace PluginAL.Engine.Reports;

/// <summary>What the stopping rules said, as CSV (RFC 4180, UTF-8, lines ended by a line feed): <c>strategy,seed,round,labels,rule,stop,reason</c>.</summary>
public static class StopReportCsv
{
    /// <summary>Writes the file whole or not at all.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="lines">The lines, in the order in which they are written.</param>
    public static void Write(string path, IEnumerable<StopReportLine> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var text = new StringBuilder("strategy,seed,round,labels,rule,stop,reason\n");
        foreach (var line in lines)
        {
            text.Append(Csv.Quote(line.Strategy)).Append(CultureInfo.InvariantCulture, $",{line.Seed},{line.Round},{line.Labels},{Csv.Quote(line.Rule)},{(line.Stop ? "yes" : "no")},");
            text.Append(Csv.Quote(line.Reason)).Append('\n');
        }

        AtomicFile.Write(path, text.ToString());
    }
}
