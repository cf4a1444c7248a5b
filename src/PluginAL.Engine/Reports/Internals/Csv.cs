using System.Text;

namespace PluginAL.Engine.Reports.Internals;

/// <summary>RFC 4180: fields between commas, quoted where they hold a comma, a quote or a line break.</summary>
internal static class Csv
{
    public static string Quote(string field) =>
        field.AsSpan().ContainsAny(",\"\r\n") ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field;

    /// <summary>The records, each with the line on which it starts. Empty lines are passed over.</summary>
    public static IEnumerable<(int Line, List<string> Fields)> Read(TextReader reader)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        var (line, start, quoted, any) = (1, 1, false, false);
        while (reader.Read() is var next && next >= 0)
        {
            var c = (char)next;
            if (c == '\n') line++;
            if (quoted)
            {
                if (c != '"') field.Append(c);
                else if (reader.Peek() == '"') field.Append((char)reader.Read());
                else quoted = false;
                continue;
            }

            switch (c)
            {
                case '"' when field.Length == 0:
                    quoted = any = true;
                    break;
                case ',':
                    Next();
                    break;
                case '\r' when reader.Peek() == '\n':
                    break;
                case '\n':
                    if (any)
                    {
                        Next();
                        yield return (start, fields);
                        fields = [];
                    }

                    (start, any) = (line, false);
                    break;
                default:
                    field.Append(c);
                    any = true;
                    break;
            }
        }

        if (!any) yield break;
        Next();
        yield return (start, fields);

        void Next()
        {
            fields.Add(field.ToString());
            field.Clear();
            any = true;
        }
    }
}
