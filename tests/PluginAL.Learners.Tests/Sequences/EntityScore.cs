namespace PluginAL.Learners.Tests.Sequences;

/// <summary>F1 of whole entities by conlleval's rule: an entity counts when its type, its first and its last token are right.</summary>
internal static class EntityScore
{
    public static double F1(IEnumerable<(string[] True, string[] Predicted)> sentences)
    {
        int right = 0, expected = 0, found = 0;
        foreach (var (truth, predicted) in sentences)
        {
            var (a, b) = (Entities(truth), Entities(predicted));
            right += a.Intersect(b).Count();
            expected += a.Count;
            found += b.Count;
        }

        return right == 0 ? 0 : 2.0 * right / (expected + found);
    }

    /// <summary>An I- that follows no tag of its type begins an entity, as a B- does.</summary>
    public static List<(int First, int End, string Type)> Entities(string[] tags)
    {
        var entities = new List<(int, int, string)>();
        var (first, type) = (-1, "");
        for (var t = 0; t <= tags.Length; t++)
        {
            var tag = t < tags.Length ? tags[t] : "O";
            var inside = tag.StartsWith("I-", StringComparison.Ordinal) && first >= 0 && tag[2..] == type;
            if (!inside && first >= 0)
            {
                entities.Add((first, t, type));
                first = -1;
            }

            if (!inside && tag != "O")
            {
                (first, type) = (t, tag[2..]);
            }
        }

        return entities;
    }
}
