using PluginAL.Abstractions;

namespace PluginAL.Testing.Internals;

/// <summary>The rules for featurisers, each over those schemas (numbers, categories, text, tokens) that the featuriser takes.</summary>
internal sealed class FeaturiserRules(ConformanceSubject subject)
{
    private static readonly FieldSchema Tokens = new() { Task = LearningTask.Sequence, Text = ["words"] };

    private static readonly FieldSchema[] Schemas = [new() { Numeric = ["a", "b"] }, new() { Categories = ["colour"] }, new() { Text = ["body"] }, Tokens];

    public static IReadOnlyList<Rule> For(ConformanceSubject subject) => new FeaturiserRules(subject).All();

    private List<Rule> All() =>
    [
        new("same-bits", "The same records give the same bits.", "Do not depend on the order of hash sets, on the culture or on the clock.",
            () => ForEach((encoder, schema) => Same(encoder, Fit(schema), schema) ? null : "a second pass over the same records encodes them otherwise.")),
        new("save-and-load", "A saved encoder, loaded again, gives the same bits, and reads exactly what was written.", "Write every number with all its bits, and read no byte more.", () => ForEach(SaveAndLoad)),
        new("foreign-bytes", "Bytes that are no encoder of this featuriser are refused with a PluginALException.", "Begin the file with a mark and a version, and check them and every length.", ForeignBytes),
        new("columns-cover-width", "The columns follow one another and cover the width.", "List each column with its offset, in order.", () => ForEach((encoder, _) => Columns(encoder))),
        new("within-width", "Every value is finite and in a column from 0 to the width.", "Check what is missing or new before it is written.", () => ForEach(WithinWidth)),
        new("empty-and-unseen", "Empty text, a missing number and a category that was never seen are encoded.", "Say what an empty or unseen value becomes: often nothing at all.", () => ForEach(Odd)),
        new("leftovers", "No thread and no handle is left.", "Close what is opened; implement IDisposable.",
            () => Leftovers.Find(() => subject.Create(null), plugin => Schemas.Select(schema => Start((IFeaturiser)plugin, schema)?.Complete()).ToList())),
    ];

    private static FieldValues Record(FieldSchema schema, int i)
    {
        var record = new FieldValues(schema) { Text = schema.Text.Count == 0 ? "" : $"the {(i % 2 == 0 ? "quick" : "slow")} fox number {i} jumps over dog {i % 4}" };
        if (schema.Task == LearningTask.Sequence)
        {
            record.Tokens = record.Text.Split(' ');
            record.Token = i % record.Tokens.Count;
        }

        for (var n = 0; n < record.Numbers.Length; n++)
        {
            record.Numbers[n] = (i * (n + 1) * 0.37) - 2;
        }

        for (var c = 0; c < record.Categories.Length; c++)
        {
            record.Categories[c] = i % 3 == 0 ? "red" : "blue";
        }

        return record;
    }

    /// <summary>Encodes a record: columns and values.</summary>
    private static (int[] Columns, float[] Values) Encode(IFeatureEncoder encoder, FieldValues record)
    {
        var row = new FeatureRow();
        encoder.Encode(record, row);
        return (row.Columns.ToArray(), row.Values.ToArray());
    }

    private static bool Same(IFeatureEncoder one, IFeatureEncoder? other, FieldSchema schema) =>
        other is not null && one.Width == other.Width && one.Layout == other.Layout && one.Columns.SequenceEqual(other.Columns)
        && Enumerable.Range(0, 40).All(i =>
        {
            var (a, b) = (Encode(one, Record(schema, i)), Encode(other, Record(schema, i)));
            return a.Columns.AsSpan().SequenceEqual(b.Columns) && a.Values.Select(BitConverter.SingleToInt32Bits).SequenceEqual(b.Values.Select(BitConverter.SingleToInt32Bits));
        });

    private static IFeaturiserFit? Start(IFeaturiser featuriser, FieldSchema schema)
    {
        try
        {
            var fit = featuriser.StartFit(schema);
            for (var i = 0; i < 30; i++)
            {
                fit.Observe(Record(schema, i));
            }

            return fit;
        }
        catch (PluginALException)
        {
            // Not a schema for this one.
            return null;
        }
    }

    private IFeatureEncoder? Fit(FieldSchema schema)
    {
        try
        {
            return Start((IFeaturiser)subject.Create(null), schema)?.Complete();
        }
        catch (PluginALException)
        {
            return null;
        }
    }

    private string? ForEach(Func<IFeatureEncoder, FieldSchema, string?> find)
    {
        var taken = 0;
        foreach (var schema in Schemas)
        {
            // One that makes nothing of these fields has nothing to check.
            if (Fit(schema) is { Width: > 0 } encoder)
            {
                taken++;
                if (find(encoder, schema) is { } found)
                {
                    return $"{(schema == Tokens ? "tokens" : schema.Text.Count > 0 ? "text" : schema.Numeric.Count > 0 ? "numbers" : "categories")}: {found}";
                }
            }
        }

        return taken > 0 ? null : throw new SkipException("it takes neither numbers, nor categories, nor text, nor tokens.");
    }

    private string? SaveAndLoad(IFeatureEncoder encoder, FieldSchema schema)
    {
        using var stream = new MemoryStream();
        encoder.Save(stream);
        var length = stream.Length;
        stream.WriteByte(7);
        stream.Position = 0;
        var loaded = ((IFeaturiser)subject.Create(null)).Load(stream);
        return stream.Position != length ? $"{stream.Position} bytes were read of {length} that were written."
            : Same(encoder, loaded, schema) ? null : "the loaded encoder encodes otherwise.";
    }

    private string? ForeignBytes()
    {
        foreach (var bytes in (byte[][])[[], [1, 2, 3], [.. Enumerable.Range(0, 400).Select(i => (byte)(i * 37))]])
        {
            try
            {
                ((IFeaturiser)subject.Create(null)).Load(new MemoryStream(bytes));
                return $"{bytes.Length} bytes of nothing were taken for an encoder.";
            }
            catch (PluginALException)
            {
                // As it should.
            }
        }

        return null;
    }

    private static string? Columns(IFeatureEncoder encoder)
    {
        var end = 0;
        foreach (var column in encoder.Columns)
        {
            if (column.Offset != end || column.Width < 0)
            {
                return $"column '{column.Name}' begins at {column.Offset} where the one before ends at {end}.";
            }

            end += column.Width;
        }

        return end == encoder.Width ? null : $"the columns end at {end}, and the width is {encoder.Width}.";
    }

    private static string? WithinWidth(IFeatureEncoder encoder, FieldSchema schema) =>
        Enumerable.Range(0, 40).Select(i => Outside(encoder, Record(schema, i))).FirstOrDefault(found => found is not null);

    private static string? Odd(IFeatureEncoder encoder, FieldSchema schema)
    {
        var record = new FieldValues(schema) { Tokens = schema == Tokens ? [""] : [] };
        Array.Fill(record.Numbers, double.NaN);
        var unseen = new FieldValues(schema) { Text = "zzyzx \u0000 \ud83e\udd8a", Tokens = schema == Tokens ? ["\ud83e\udd8a", "\u0000"] : [] };
        Array.Fill(unseen.Categories, "ultraviolet");
        return Outside(encoder, record) ?? Outside(encoder, unseen);
    }

    private static string? Outside(IFeatureEncoder encoder, FieldValues record)
    {
        var (columns, values) = Encode(encoder, record);
        for (var i = 0; i < columns.Length; i++)
        {
            if (columns[i] < 0 || columns[i] >= encoder.Width || !float.IsFinite(values[i]))
            {
                return $"the value {values[i]:R} in column {columns[i]} of {encoder.Width}.";
            }
        }

        return null;
    }
}
