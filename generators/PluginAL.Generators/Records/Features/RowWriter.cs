using System.Globalization;

namespace PluginAL.Generators.Records;

/// <summary>Code that fills a row, dense (a span that was cleared) or sparse.</summary>
internal sealed class RowWriter(CodeWriter code, bool sparse)
{
    public CodeWriter Code => code;

    public bool IsSparse => sparse;

    public void Line(string text) => code.Line(text);

    public void Set(int column, string value) => Set(column.ToString(CultureInfo.InvariantCulture), value);

    public void Set(string column, string value) => code.Line(sparse ? $"row.Add({column}, {value});" : $"row[{column}] = {value};");

    /// <summary>Sets one of several columns to 1, which a number chooses; a negative one chooses none.</summary>
    public void SetOne(int offset, string number, string local)
    {
        code.Line($"var {local} = {number};");
        code.Open($"if ({local} >= 0)");
        Set(offset == 0 ? local : $"{offset} + {local}", "1f");
        code.Close();
    }
}
