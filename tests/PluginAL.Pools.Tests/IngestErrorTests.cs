using System.Text;
using PluginAL.Abstractions;

namespace PluginAL.Pools.Tests;

/// <summary>Every error of the input is one line with file, line or row, column, what was expected, and what to do; and leaves nothing behind.</summary>
public class IngestErrorTests
{
    [Theory]
    [InlineData("{\"text\": \"a\"}\n{\"text\": \"b\"\n", "a.jsonl, line 2: not JSON at byte", "repair or remove")]
    [InlineData("\n\n{\"text\": \"a\"}\nnonsense\n", "line 4: not JSON at byte 2", "repair")]
    [InlineData("{\"text\": \"a\"} {\"text\": \"b\"}\n", "line 1: not JSON at byte 15", "repair")]
    [InlineData("[{\"text\": \"a\"}]\n", "line 1: found a JSON array, expected one object per line", "JSON Lines")]
    [InlineData("{\"text\": \"a\"}\n\"b\"\n", "line 2: found a JSON string", "object per line")]
    [InlineData("{\"text\": \"a\"}\n{\"text\": 5}\n", "line 2: field 'text' is the number '5', expected a string", "repair")]
    [InlineData("{\"text\": \"a\"}\n{\"text\": [\"b\"]}\n", "line 2: field 'text' is a JSON array, expected a string", "name another")]
    [InlineData("{\"text\": \"a\", \"label\": \"x\"}\n{\"text\": \"b\", \"label\": {\"y\": 1}}\n", "line 2: field 'label' is a JSON object", "repair")]
    [InlineData("{\"text\": \"a\"}\n{\"body\": \"b\"}\n", "line 2: the text field 'text' is missing", "--text")]
    [InlineData("{\"text\": \"a\", \"id\": 1}\n{\"text\": \"b\"}\n", "line 2: the id field 'id' is missing", "--id")]
    [InlineData("{\"text\": \"a\", \"id\": 1}\n{\"text\": \"b\", \"id\": \"\"}\n", "line 2: the id field 'id' is empty", "--id")]
    [InlineData("{\"body\": \"a\"}\n", "has no field 'text'; its fields are body", "--text")]
    [InlineData("{\"text\": \"a\\ud800\"}\n", "line 1: a string holds half of a surrogate pair", "repair")]
    [InlineData("\n \n", "has no fields", "give data")]
    [InlineData("{}\n", "has no fields", "give data")]
    [InlineData("", "has no fields", "give data")]
    public void Json_lines(string content, params string[] expected)
    {
        using var temp = new TempDirectory();
        Refused(temp, temp.Write("a.jsonl", content), null, expected);
    }

    [Theory]
    [InlineData("a,b,label\n1,2,x\n3,y\n", "a.csv, line 3 (row 2): found 2 fields, expected 3 as in the header", "repair")]
    [InlineData("a,b,label\n1,\"x\ny\",x\n\n3,4,5,6\n", "line 5 (row 2): found 4 fields, expected 3", "repair")]
    [InlineData("a,b,label\r\n1,\"x\r\ny\",x\r\n3,\"y,z\r\n", "line 4: a quote is opened", "never closed", "closing quote")]
    [InlineData("a,b,a\n1,2,x\n", "line 1: the header names column 'a' twice", "rename")]
    [InlineData("a,b,label\n", "has no records", "at least one row")]
    [InlineData("", "is empty, expected a header", "header line")]
    [InlineData("label\nx\n", "has no column besides id and label", "add columns")]
    public void Csv(string content, params string[] expected)
    {
        using var temp = new TempDirectory();
        Refused(temp, temp.Write("a.csv", content), null, expected);
    }

    [Fact]
    public void Csv_with_named_fields()
    {
        using var temp = new TempDirectory();
        var source = temp.Write("a.csv", "id,a,b,c,label\n1,2,?,x,y\n2,\"many\nlines\",5,x,y\n3,nine,5,x,y\n");
        Refused(temp, source, new FieldRequest { Numeric = ["a-b"] }, "line 3 (row 2): column 'a' holds 'many lines', expected a finite number", "--category");
        Refused(temp, source, new FieldRequest { Numeric = ["z"] }, "has no field 'z' for --numeric; its fields are id, a, b, c, label", "name one");
        Refused(temp, source, new FieldRequest { Numeric = ["b-a"] }, "'b-a' runs backwards", "turn it round");
        Contains(temp.Fails(() => temp.Create(source, TempDirectory.Options with { Fields = new FieldRequest { Numeric = ["b"], Categories = ["a,b"] } }), ErrorKind.Usage), "'b' is named twice", "once");
        Contains(temp.Fails(() => temp.Create(source, TempDirectory.Options with { Fields = new FieldRequest { Numeric = ["*"], Categories = ["*"] } }), ErrorKind.Usage), "'*' is given both for --numeric and for --category");
        Contains(temp.Fails(() => temp.Create(source, TempDirectory.Options with { Fields = new FieldRequest { Numeric = ["b"], Label = "b" } }), ErrorKind.Usage), "'b' is named both as the label and with --numeric", "once");
        Contains(temp.Fails(() => temp.Create(source, TempDirectory.Options with { Fields = new FieldRequest { Label = "id" } }), ErrorKind.Usage), "both as the id and as the label");
        Refused(temp, source, new FieldRequest { Label = "nope" }, "has no field 'nope' for the label", "--label");
        Refused(temp, source, new FieldRequest { Id = "nope" }, "has no field 'nope' for the id", "--id");
        Refused(temp, temp.Write("b.csv", "id,a\n1,2\n,3\n"), new FieldRequest { Numeric = ["a"] }, "line 3 (row 2): column 'id' is empty", "--id");
    }

    [Fact]
    public void Bytes_that_are_not_utf_8_are_refused_with_line_and_byte()
    {
        using var temp = new TempDirectory();
        Refused(temp, temp.Write("a.jsonl", [.. "{\"text\": \"a\"}\n{\"text\": \"b"u8, 0xE4, .. "\"}\n"u8]), null, "line 2: byte 12 of the line is not UTF-8", "convert");
        byte[] csv = [0xEF, 0xBB, 0xBF, .. "a,label\n1,x\n\"\n"u8, 0xFF, .. "\",y\n"u8];
        var at = Array.IndexOf(csv, (byte)0xFF);
        Refused(temp, temp.Write("a.csv", csv), null, $"line 4: byte {at} of the file is not UTF-8", "convert");
        Refused(temp, temp.Write("b.csv", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("a,label\n1,x\n")]), null, "is UTF-16, expected UTF-8", "convert");
        Refused(temp, temp.Write("c.jsonl", [0x1F, 0x8B, 8, 0]), null, "compressed (gzip)", "decompress");
        Refused(temp, temp.Write("d.json", "[\n{}]"), null, "is a JSON array", "one object per line");
    }

    [Fact]
    public void Sources_that_do_not_go_together_are_refused()
    {
        using var temp = new TempDirectory();
        var json = PoolSource.FromFile(temp.Write("a.jsonl", "{\"text\": \"a\"}\n"));
        var csv = PoolSource.FromFile(temp.Write("a.csv", "a,label\n1,x\n"));
        var other = PoolSource.FromFile(temp.Write("b.csv", "label,a\nx,1\n"));
        Contains(temp.Fails(() => PoolBuilder.Create(temp.Pool, [json, csv], TempDirectory.Options)), "a.csv is CSV but", "is JSONL", "pool append");
        Contains(temp.Fails(() => PoolBuilder.Create(temp.Pool, [csv, other], TempDirectory.Options)), "b.csv has another header than", "order");
        Contains(temp.Fails(() => PoolBuilder.Create(temp.Pool, [csv, PoolSource.FromFile(temp["none.csv"])], TempDirectory.Options)), "none.csv does not exist");
        Contains(temp.Fails(() => PoolBuilder.Create(temp.Pool, [PoolSource.FromFile(temp.Path)], TempDirectory.Options)), "cannot be read");
        temp.Fails(() => PoolBuilder.Create(temp.Pool, []), ErrorKind.Usage);
        Assert.False(Directory.Exists(temp.Pool));
    }

    [Fact]
    public void Too_many_classes_are_a_label_that_is_none()
    {
        using var temp = new TempDirectory();
        var lines = new StringBuilder("a,value\n");
        for (var i = 0; i <= 1_000_000; i++)
        {
            lines.Append("1,").Append(i).Append('\n');
        }

        Refused(temp, temp.Write("a.csv", lines.ToString()), null, "line 1000002 (row 1000001): the label has more than 1000000 different values", "--label");
    }

    private static void Refused(TempDirectory temp, string source, FieldRequest? fields, params string[] expected)
    {
        var message = temp.Fails(() => temp.Create(source, TempDirectory.Options with { Fields = fields ?? new FieldRequest() }));
        Contains(message, [.. expected, Path.GetFileName(source)]);
        Assert.False(Directory.Exists(temp.Pool), "a refused create leaves nothing behind");
    }

    private static void Contains(string message, params string[] expected) => Assert.All(expected, part => Assert.Contains(part, message));
}
