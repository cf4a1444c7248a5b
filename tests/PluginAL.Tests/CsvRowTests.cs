using FsCheck;
using FsCheck.Fluent;

namespace PluginAL.Tests;

public sealed class CsvRowTests
{
    [Fact]
    public void Fields_come_back_as_they_were_written()
    {
        var field = Gen.Elements('a', ' ', ',', '"', '\n', '\r', 'é', '字', '?').ArrayOf().Select(letters => new string(letters));
        var rows = field.NonEmptyListOf().Where(fields => fields.Count > 1).NonEmptyListOf();
        Prop.ForAll(rows.ToArbitrary(), written =>
        {
            var text = string.Concat(written.Select((fields, i) => string.Join(',', fields.Select(Quote)) + (i % 2 == 0 ? "\n" : "\r\n")));
            var row = new CsvRow(',');
            var at = 0;
            foreach (var fields in written)
            {
                // What ends a first record in bytes is where the next one begins in characters.
                var rest = System.Text.Encoding.UTF8.GetBytes(text[at..]);
                var end = CsvRow.End(rest, (byte)',', first: true);
                var start = at;
                Assert.True(row.Read(text, ref at));
                Assert.Equal(System.Text.Encoding.UTF8.GetByteCount(text.AsSpan(start, at - start)), end);
                Assert.Equal(fields, Fields(row));
            }

            Assert.Equal(text.Length, at);
            var bytes = System.Text.Encoding.UTF8.GetBytes(text);
            Assert.Equal(bytes.Length, CsvRow.End(bytes, (byte)',', first: false));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Cut_anywhere_the_last_whole_record_ends_where_a_record_ends()
    {
        const string Text = "a,\"b\nc\"\n\"d\"\"\n\"\"\",e\nf \" g,h\n,\"\"\ni,j";
        var bytes = System.Text.Encoding.UTF8.GetBytes(Text);
        HashSet<int> ends = [0];
        var row = new CsvRow(',');
        for (var at = 0; at < Text.Length;)
        {
            Assert.True(row.Read(Text, ref at));
            ends.Add(at);
        }

        for (var length = 0; length <= bytes.Length; length++)
        {
            var end = CsvRow.End(bytes.AsSpan(0, length), (byte)',', first: false);
            Assert.Contains(end, ends);
            Assert.True(end <= length);
        }

        Assert.Equal(Text.LastIndexOf('\n') + 1, CsvRow.End(bytes, (byte)',', first: false));
    }

    [Fact]
    public void A_quote_that_is_never_closed_is_noticed()
    {
        var at = 0;
        Assert.False(new CsvRow(',').Read("a,\"b\nc\n", ref at));
        Assert.Equal(0, CsvRow.End("a,\"b\nc\n"u8, (byte)',', first: false));
    }

    private static List<string> Fields(CsvRow row)
    {
        var fields = new List<string>();
        var start = 0;
        foreach (var end in row.Ends)
        {
            fields.Add(row.Text[start..end].ToString());
            start = end;
        }

        return fields;
    }

    private static string Quote(string field) => field.AsSpan().ContainsAny(",\"\r\n") ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field;
}
