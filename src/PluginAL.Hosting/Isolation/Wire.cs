using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using PluginAL.Abstractions;

namespace PluginAL.Hosting.Isolation;

/// <summary>The contracts' small values as JSON; docs/protocol.md says what each looks like.</summary>
internal static class Wire
{
    public static readonly JsonObject Nothing = [];

    public static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString() ?? "";

    public static int Int(this JsonElement element, string name) => element.GetProperty(name).GetInt32();

    public static long Long(this JsonElement element, string name) => element.GetProperty(name).GetInt64();

    public static bool Flag(this JsonElement element, string name) => element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    public static string[] Texts(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray().Select(item => item.GetString() ?? "")] : [];

    public static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);

    public static JsonArray Numbers(IEnumerable<int> numbers) => new([.. numbers.Select(number => (JsonNode)number)]);

    // 64 bits are more than a number of JSON holds in some languages.
    public static JsonObject Of(RandomSource random) => new()
    {
        ["seed"] = random.Seed.ToString(CultureInfo.InvariantCulture),
        ["purpose"] = random.Purpose,
        ["round"] = random.Round,
    };

    public static RandomSource Random(JsonElement element) =>
        new(ulong.Parse(element.Text("seed"), CultureInfo.InvariantCulture), element.Text("purpose"), element.Int("round"));

    public static JsonNode? Of(Label? label) => label switch
    {
        null => null,
        ClassLabel one => new JsonObject { ["class"] = one.Class },
        MultiLabel some => new JsonObject { ["classes"] = Numbers(some.Classes) },
        NumberLabel number => new JsonObject { ["number"] = number.Value },
        TagsLabel tags => new JsonObject { ["tags"] = Numbers(tags.Tags) },
        TextLabel text => new JsonObject { ["text"] = text.Text },
        SpansLabel spans => new JsonObject
        {
            ["spans"] = new JsonArray([.. spans.Spans.Select(span => (JsonNode)new JsonObject
            {
                ["start"] = span.Start, ["end"] = span.End, ["class"] = span.Class, ["surface"] = span.Surface,
            })]),
        },
        _ => throw new InvalidDataException($"a label of type {label.GetType().Name} has no form in the protocol"),
    };

    public static Label? Label(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        var property = element.EnumerateObject().First();
        return property.Name switch
        {
            "class" => new ClassLabel(property.Value.GetInt32()),
            "classes" => new MultiLabel([.. property.Value.EnumerateArray().Select(value => value.GetInt32())]),
            "number" => new NumberLabel(property.Value.GetDouble()),
            "tags" => new TagsLabel([.. property.Value.EnumerateArray().Select(value => value.GetInt32())]),
            "text" => new TextLabel(property.Value.GetString() ?? ""),
            "spans" => new SpansLabel([.. property.Value.EnumerateArray().Select(span => new LabelledSpan(span.Int("start"), span.Int("end"), span.Int("class"), span.Text("surface")))]),
            _ => throw new InvalidDataException($"'{property.Name}' is no kind of label"),
        };
    }

    /// <summary>Labels of many rows: classes as an array, others one by one.</summary>
    public static JsonObject Of(IReadOnlyList<Label> labels, SharedArrays arrays, string slot)
    {
        var classes = new int[labels.Count];
        for (var i = 0; i < classes.Length; i++)
        {
            if (labels[i] is not ClassLabel { Class: var index })
            {
                return new JsonObject { ["labels"] = new JsonArray([.. labels.Select(Of)]) };
            }

            classes[i] = index;
        }

        return new JsonObject { ["classes"] = arrays.Put<int>(slot, classes, classes.Length) };
    }

    public static Label[] Labels(JsonElement element, SharedArrays arrays)
    {
        if (element.TryGetProperty("labels", out var list))
        {
            return [.. list.EnumerateArray().Select(item => Label(item)!)];
        }

        var classes = arrays.Get<int>(element.GetProperty("classes"));
        var labels = new Label[classes.Length];
        for (var i = 0; i < labels.Length; i++)
        {
            labels[i] = new ClassLabel(classes[i]);
        }

        return labels;
    }

    public static JsonObject Of(RowSet rows, SharedArrays arrays, string slot) => new()
    {
        ["poolRows"] = rows.PoolRowCount,
        ["only"] = rows.IsList,
        ["rows"] = rows.IsList ? arrays.Put(slot, rows.Listed, rows.Listed.Length) : arrays.Put(slot, rows.Excluded, rows.Excluded.Length),
    };

    public static RowSet Rows(JsonElement element, SharedArrays arrays)
    {
        var rows = arrays.Get<long>(element.GetProperty("rows")).ToArray();
        return element.Flag("only") ? RowSet.Only(element.Long("poolRows"), rows) : RowSet.AllExcept(element.Long("poolRows"), rows);
    }

    public static JsonObject Of(in FeatureBlock block, SharedArrays arrays, string slot) => block.Layout == FeatureLayout.Dense
        ? new JsonObject
        {
            ["layout"] = "dense",
            ["width"] = block.Width,
            ["values"] = arrays.Put(slot + "-values", block.Values, block.Count, block.Width),
        }
        : new JsonObject
        {
            ["layout"] = "sparse",
            ["width"] = block.Width,
            ["offsets"] = arrays.Put(slot + "-offsets", block.RowOffsets, block.RowOffsets.Length),
            ["columns"] = arrays.Put(slot + "-columns", block.Columns, block.Columns.Length),
            ["values"] = arrays.Put(slot + "-values", block.Values, block.Values.Length),
        };

    public static FeatureBlock Features(JsonElement element, SharedArrays arrays)
    {
        var width = element.Int("width");
        var values = arrays.Get<float>(element.GetProperty("values"));
        return element.Text("layout") == "dense"
            ? FeatureBlock.Dense(values, values.Length / width, width)
            : FeatureBlock.Sparse(arrays.Get<long>(element.GetProperty("offsets")), arrays.Get<int>(element.GetProperty("columns")), values, width);
    }

    /// <summary>A block with all its signals; of the features only where there are some.</summary>
    public static JsonObject Of(in SignalBlock block, SharedArrays arrays, string slot)
    {
        var signals = new JsonObject { ["count"] = block.Count, ["firstRow"] = block.FirstRow };
        if (!block.Rows.IsEmpty)
        {
            signals["rows"] = arrays.Put(slot + "-rows", block.Rows, block.Rows.Length);
        }

        if (!block.Probabilities.IsEmpty)
        {
            signals["probabilities"] = arrays.Put(slot + "-probabilities", block.Probabilities, block.Count, block.ClassCount);
        }

        if (!block.Members.IsEmpty)
        {
            signals["members"] = arrays.Put(slot + "-members", block.Members, block.Count, block.MemberCount, block.Members.Length / block.Count / block.MemberCount);
        }

        if (!block.Embeddings.IsEmpty)
        {
            signals["embeddings"] = arrays.Put(slot + "-embeddings", block.Embeddings, block.Count, block.EmbeddingWidth);
        }

        if (block.Features.Width > 0)
        {
            signals["features"] = Of(block.Features, arrays, slot + "-features");
        }

        return signals;
    }

    public static SignalBlock Signals(JsonElement element, SharedArrays arrays)
    {
        long[] probabilities = element.TryGetProperty("probabilities", out var p) ? SharedArrays.Shape(p) : [0, 0];
        long[] members = element.TryGetProperty("members", out var m) ? SharedArrays.Shape(m) : [0, 0, 0];
        long[] embeddings = element.TryGetProperty("embeddings", out var e) ? SharedArrays.Shape(e) : [0, 0];
        return new SignalBlock
        {
            Count = element.Int("count"),
            FirstRow = element.Long("firstRow"),
            Rows = element.TryGetProperty("rows", out var rows) ? arrays.Get<long>(rows) : default,
            ClassCount = (int)Math.Max(probabilities[1], members[2]),
            Probabilities = probabilities[1] > 0 ? arrays.Get<float>(p) : default,
            MemberCount = (int)members[1],
            Members = members[1] > 0 ? arrays.Get<float>(m) : default,
            EmbeddingWidth = (int)embeddings[1],
            Embeddings = embeddings[1] > 0 ? arrays.Get<float>(e) : default,
            Features = element.TryGetProperty("features", out var features) ? Features(features, arrays) : default,
        };
    }

    /// <summary>Chosen rows, best first; a probability that is none is −1 for a row whose choice was deterministic.</summary>
    public static JsonObject Of(IReadOnlyList<SelectedRow> rows, SharedArrays arrays, string slot)
    {
        var (numbers, scores, probabilities) = (new long[rows.Count], new double[rows.Count], new double[rows.Count]);
        for (var i = 0; i < numbers.Length; i++)
        {
            var row = rows[i];
            (numbers[i], scores[i], probabilities[i]) = (row.Row, row.Score, row.Probability ?? -1);
        }

        return new JsonObject
        {
            ["rows"] = arrays.Put<long>(slot + "-rows", numbers, numbers.Length),
            ["scores"] = arrays.Put<double>(slot + "-scores", scores, numbers.Length),
            ["probabilities"] = arrays.Put<double>(slot + "-probabilities", probabilities, numbers.Length),
        };
    }

    public static SelectedRow[] Selected(JsonElement element, SharedArrays arrays)
    {
        var rows = arrays.Get<long>(element.GetProperty("rows"));
        var scores = arrays.Get<double>(element.GetProperty("scores"));
        var probabilities = element.TryGetProperty("probabilities", out var given) ? arrays.Get<double>(given) : default;
        if (scores.Length != rows.Length || (!probabilities.IsEmpty && probabilities.Length != rows.Length))
        {
            throw new InvalidDataException($"{rows.Length} rows with {scores.Length} scores and {probabilities.Length} probabilities");
        }

        var selected = new SelectedRow[rows.Length];
        for (var i = 0; i < selected.Length; i++)
        {
            selected[i] = new SelectedRow(rows[i], scores[i], probabilities.IsEmpty || probabilities[i] == -1 ? null : probabilities[i]);
        }

        return selected;
    }
}
