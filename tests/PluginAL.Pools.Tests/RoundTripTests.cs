using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using PluginAL.Abstractions;

namespace PluginAL.Pools.Tests;

/// <summary>Whatever records hold, their bytes, offsets and fields come back.</summary>
public class RoundTripTests
{
    private static readonly string[] Pieces = ["a", "B7", ",", "\"", "\r", "\n", "\r\n", "é", "😀", " ", "\t", "{", "\\", "1.5", ";", "\u2028", "'"];

    private static Gen<string> Cell =>
        Gen.Elements(Pieces).ArrayOf().Select(pieces => string.Concat(pieces.Take(6)));

    [Fact]
    public void Csv_records_come_back_byte_for_byte()
    {
        var tables = from width in Gen.Choose(2, 4)
                     from rows in Cell.ArrayOf(width).NonEmptyListOf()
                     from lineBreak in Gen.Elements("\n", "\r\n")
                     from alwaysQuoted in Gen.Elements(true, false)
                     from mark in Gen.Elements("", "\uFEFF")
                     from end in Gen.Elements(true, false)
                     select (width, rows: rows.ToArray(), lineBreak, alwaysQuoted, mark, end);
        Prop.ForAll(tables.ToArbitrary(), table =>
        {
            var header = string.Join(',', Enumerable.Range(0, table.width).Select(i => $"c{i}"));
            var records = table.rows.Select(row => string.Join(',', row.Select(cell => Quoted(cell, table.alwaysQuoted)))).ToArray();
            var content = header + table.lineBreak + string.Join(table.lineBreak, records);
            Check(table.mark + content + (table.end ? table.lineBreak : ""), "a.csv", content + table.lineBreak, records, new FieldRequest { Text = ["*"] },
                [.. table.rows.Select(row => string.Join('\n', row))]);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Json_lines_come_back_byte_for_byte()
    {
        var lines = from rows in Cell.NonEmptyListOf()
                    from lineBreak in Gen.Elements("\n", "\r\n", "\n\n", "\n \r\n")
                    from indent in Gen.Elements("", " ", "\t ")
                    from escape in Gen.Elements(true, false)
                    from mark in Gen.Elements("", "\uFEFF")
                    from end in Gen.Elements(true, false)
                    select (rows: rows.ToArray(), lineBreak, indent, escape, mark, end);
        Prop.ForAll(lines.ToArbitrary(), file =>
        {
            var options = file.escape ? null : new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
            var records = file.rows.Select(text =>
                $"{file.indent}{{{file.indent}\"x\": [1, {{\"text\": 2}}], \"te\\u0078t\":{file.indent}{JsonSerializer.Serialize(text, options)} }}").ToArray();
            Check(file.mark + string.Join(file.lineBreak, records) + (file.end ? file.lineBreak : ""), "a.jsonl", null, records, new FieldRequest(), file.rows);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Records_across_buffers_and_chunks_come_back()
    {
        var random = new Random(5);
        var texts = Enumerable.Range(0, 20_000)
            .Select(i => string.Concat(Enumerable.Range(0, i == 777 ? 300_000 : random.Next(40)).Select(_ => Pieces[random.Next(Pieces.Length)]))).ToArray();
        using var temp = new TempDirectory();
        var csv = temp.Write("a.csv", "n,t\r\n" + string.Concat(texts.Select((text, i) => $"{i},{Quoted(text, false)}\r\n")));
        PoolBuilder.Create(temp["c.pool"], [PoolSource.FromFile(csv)], TempDirectory.Options with { Fields = new FieldRequest { Text = ["t"], Numeric = ["n"] } });
        var json = temp.Write("a.jsonl", string.Concat(texts.Select((text, i) => JsonSerializer.Serialize(new { n = i, text }) + "\n")));
        PoolBuilder.Create(temp["j.pool"], [PoolSource.FromFile(json)], TempDirectory.Options with { Fields = new FieldRequest { Text = ["text"], Numeric = ["n"] } });
        using var left = Pool.Open(temp["c.pool"]);
        using var right = Pool.Open(temp["j.pool"]);
        Assert.Equal(texts.Length, left.RowCount);
        Assert.Equal(File.ReadAllBytes(csv), File.ReadAllBytes(temp["c.pool/00000/records.csv"]));
        Assert.Equal(File.ReadAllBytes(json), File.ReadAllBytes(temp["j.pool/00000/records.jsonl"]));
        Parallel.For(0, texts.Length, row =>
        {
            foreach (var pool in new[] { left, right })
            {
                var values = new FieldValues(pool.Schema!);
                pool.ReadFields(row, values);
                Assert.Equal(texts[row], values.Text);
                Assert.Equal(row, values.Numbers[0]);
            }

            var a = left.Features!.Block(row, 1);
            var b = right.Features!.Block(row, 1);
            Assert.True(a.Columns.SequenceEqual(b.Columns) && a.Values.SequenceEqual(b.Values), $"row {row}");
        });
        Assert.Empty(left.Verify().Problems);
    }

    private static string Quoted(string cell, bool always) =>
        always || cell.AsSpan().ContainsAny(",\"\r\n") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;

    private static void Check(string content, string name, string? stored, string[] records, FieldRequest fields, string[] texts)
    {
        using var temp = new TempDirectory();
        temp.Create(temp.Write(name, content), TempDirectory.Options with { Fields = fields });
        using var pool = Pool.Open(temp.Pool);
        Assert.Equal(records.Length, pool.RowCount);
        if (stored is not null)
        {
            Assert.Equal(stored, File.ReadAllText(temp["p.pool/00000/records.csv"]));
        }

        var values = new FieldValues(pool.Schema!);
        for (var row = 0; row < records.Length; row++)
        {
            Assert.Equal(records[row], Encoding.UTF8.GetString(pool.RecordBytes(row)));
            pool.ReadFields(row, values);
            Assert.Equal(texts[row], values.Text);
        }
    }
}
