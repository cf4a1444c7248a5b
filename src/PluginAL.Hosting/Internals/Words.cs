using System.Text;
using PluginAL.Abstractions;

namespace PluginAL.Hosting.Internals;

/// <summary>Words for messages.</summary>
internal static class Words
{
    public static string Of(PluginKind kind) => kind switch
    {
        PluginKind.StoppingCriterion => "stopping criterion",
        PluginKind.StreamStrategy => "stream strategy",
        PluginKind.BudgetManager => "budget manager",
        _ => kind.ToString().ToLowerInvariant(),
    };

    /// <summary>
    /// What an exception says, on one line and not longer than a person reads, even where it is one of a plugin whose message throws.
    /// </summary>
    public static string MessageOf(Exception? exception)
    {
        string? message;
        try
        {
            message = exception?.Message;
        }
        catch (Exception)
        {
            message = null;
        }

        return string.IsNullOrWhiteSpace(message) ? "it says nothing" : OneLine(message).TrimEnd('.');
    }

    /// <summary>A text that a plugin wrote, on one line, without control characters and not longer than a person reads.</summary>
    public static string OneLine(string? text)
    {
        const int Longest = 500;
        text = text is null ? "" : text.Length > Longest ? text[..Longest] + "..." : text;

        // What is half a character, also where it was cut, is replaced: not every place stores it.
        text = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        return string.Concat(text.ReplaceLineEndings(" ").Select(c => char.IsControl(c) ? ' ' : c)).Trim();
    }

    /// <summary>The known name that a person most likely meant; null where none is near.</summary>
    public static string? Nearest(string name, IEnumerable<string> known)
    {
        var best = known.Select(other => (Name: other, Distance: Distance(name, other))).OrderBy(pair => pair.Distance).FirstOrDefault();
        return best.Name is not null && best.Distance <= Math.Max(1, Math.Min(3, name.Length / 3)) ? best.Name : null;
    }

    /// <summary>Insertions, deletions, replacements and swaps of neighbours between two texts.</summary>
    private static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            d[i, 0] = i;
        }

        for (var j = 0; j <= b.Length; j++)
        {
            d[0, j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                d[i, j] = Math.Min(Math.Min(d[i - 1, j], d[i, j - 1]) + 1, d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
                }
            }
        }

        return d[a.Length, b.Length];
    }
}
