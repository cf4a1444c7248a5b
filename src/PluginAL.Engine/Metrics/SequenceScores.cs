namespace PluginAL.Engine.Metrics;

/// <summary>
/// Tags of tokens against the true ones, and the entities that they mark, by the rule of the CoNLL-2000 shared task's evaluation (conlleval): a tag is a
/// prefix and a type, as in <c>B-PER</c>. An entity begins at <c>B</c> and <c>S</c>; and, where the marking is malformed, at an <c>I</c> or <c>E</c> that follows
/// <c>O</c>, an entity's end (<c>E</c>, <c>S</c>) or another type. It ends before the next one, before <c>O</c>, or with the sequence. It is right when
/// its type, its first and its last token are.
/// </summary>
/// <param name="tags">The names of the tags, by index. Those that have no prefix of these mark no entity.</param>
public sealed class SequenceScores(IReadOnlyList<string> tags)
{
    private readonly (char Prefix, string Type)[] _tags = [.. tags.Select(Parse)];
    private long _tokens;
    private long _right;
    private long _true;
    private long _predicted;
    private long _both;

    /// <summary>The share of tokens with the right tag, in [0, 1]; NaN without tokens.</summary>
    public double TokenAccuracy => (double)_right / _tokens;

    /// <summary>F₁ over all entities of all sequences (micro), in [0, 1]: 2·both / (true + predicted); NaN where there is no entity at all.</summary>
    public double EntityF1 => 2.0 * _both / (_true + _predicted);

    /// <summary>Counts one sequence.</summary>
    /// <param name="truth">Its tags.</param>
    /// <param name="predicted">The predicted tags, as many.</param>
    public void Add(ReadOnlySpan<int> truth, ReadOnlySpan<int> predicted)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(predicted.Length, truth.Length);
        _tokens += truth.Length;
        for (var i = 0; i < truth.Length; i++)
        {
            _right += truth[i] == predicted[i] ? 1 : 0;
        }

        var (ours, theirs) = (Entities(truth), Entities(predicted));
        _true += ours.Count;
        _predicted += theirs.Count;
        ours.IntersectWith(theirs);
        _both += ours.Count;
    }

    /// <summary>The entities of a sequence: first token, token after the last, type.</summary>
    internal HashSet<(int Start, int End, string Type)> Entities(ReadOnlySpan<int> sequence)
    {
        var entities = new HashSet<(int, int, string)>();
        var start = -1;
        var before = ('O', "");
        for (var i = 0; i <= sequence.Length; i++)
        {
            var now = i < sequence.Length ? _tags[sequence[i]] : ('O', "");
            var begins = Begins(before, now);
            if (start >= 0 && (begins || now.Item1 == 'O'))
            {
                entities.Add((start, i, before.Item2));
                start = -1;
            }

            start = begins ? i : start;
            before = now;
        }

        return entities;
    }

    private static bool Begins((char Prefix, string Type) before, (char Prefix, string Type) now) => now.Prefix switch
    {
        'B' or 'S' => true,
        'I' or 'E' => before.Prefix is 'O' or 'E' or 'S' || before.Type != now.Type,
        _ => false,
    };

    private static (char Prefix, string Type) Parse(string tag) =>
        tag.Length > 0 && tag[0] is 'B' or 'I' or 'E' or 'S' && (tag.Length == 1 || tag[1] == '-') ? (tag[0], tag.Length < 2 ? "" : tag[2..]) : ('O', "");
}
