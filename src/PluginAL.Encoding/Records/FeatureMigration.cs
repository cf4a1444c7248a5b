using System.Globalization;
using PluginAL.Abstractions;

namespace PluginAL.Encoding.Records;

/// <summary>
/// What lies between the columns that a pool was built with and those that a record type has now: both hashes, the first difference, and
/// a plan that keeps, moves, adds and drops groups of columns. A group is the same where name, width and encoding are.
/// </summary>
public sealed class FeatureMigration
{
    private FeatureMigration(string oldHash, string newHash, string? firstDifference, int oldWidth, int newWidth, IReadOnlyList<FeatureMigrationStep> steps)
    {
        OldHash = oldHash;
        NewHash = newHash;
        FirstDifference = firstDifference;
        OldWidth = oldWidth;
        NewWidth = newWidth;
        Steps = steps;
    }

    /// <summary>The pool's schema hash.</summary>
    public string OldHash { get; }

    /// <summary>The record type's schema hash.</summary>
    public string NewHash { get; }

    /// <summary>The first column that differs, and how, for a message; null where the hashes are equal.</summary>
    public string? FirstDifference { get; }

    /// <summary>The width of the pool's rows.</summary>
    public int OldWidth { get; }

    /// <summary>The width of the record type's rows.</summary>
    public int NewWidth { get; }

    /// <summary>What happens to each group: first the new ones in order, kept or added, then the old ones that are dropped.</summary>
    public IReadOnlyList<FeatureMigrationStep> Steps { get; }

    /// <summary>Whether nothing has to be done.</summary>
    public bool IsEmpty => OldHash == NewHash;

    /// <summary>Whether the new rows follow from the old ones alone: nothing is added.</summary>
    public bool NeedsNoRecords => Steps.All(step => step.NewOffset < 0 || step.OldOffset >= 0);

    /// <summary>Compares two layouts.</summary>
    /// <param name="oldHash">The pool's schema hash.</param>
    /// <param name="oldColumns">The pool's columns.</param>
    /// <param name="newHash">The record type's schema hash.</param>
    /// <param name="newColumns">The record type's columns.</param>
    /// <returns>What lies between them.</returns>
    public static FeatureMigration Between(
        string oldHash, IReadOnlyList<FeatureColumn> oldColumns, string newHash, IReadOnlyList<FeatureColumn> newColumns)
    {
        ArgumentNullException.ThrowIfNull(oldColumns);
        ArgumentNullException.ThrowIfNull(newColumns);
        var old = oldColumns.ToDictionary(column => column.Name, StringComparer.Ordinal);
        List<FeatureMigrationStep> steps = [];
        HashSet<string> kept = new(StringComparer.Ordinal);
        foreach (var column in newColumns)
        {
            var same = old.TryGetValue(column.Name, out var before) && before.Width == column.Width && before.Encoding == column.Encoding;
            steps.Add(new(column.Name, same ? before!.Offset : -1, column.Offset, column.Width));
            if (same)
            {
                kept.Add(column.Name);
            }
        }

        steps.AddRange(oldColumns.Where(column => !kept.Contains(column.Name))
            .Select(column => new FeatureMigrationStep(column.Name, column.Offset, -1, column.Width)));
        return new(
            oldHash, newHash, oldHash == newHash ? null : Differ(oldColumns, newColumns), Width(oldColumns), Width(newColumns), steps);
    }

    /// <summary>Moves a row's kept columns to their new places; added ones stay zero, to be written from the records.</summary>
    /// <param name="oldRow">The row, as wide as before.</param>
    /// <param name="newRow">Room for the new width.</param>
    public void Apply(ReadOnlySpan<float> oldRow, Span<float> newRow)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(oldRow.Length, OldWidth, nameof(oldRow));
        ArgumentOutOfRangeException.ThrowIfNotEqual(newRow.Length, NewWidth, nameof(newRow));
        newRow.Clear();
        foreach (var step in Steps)
        {
            if (step is { OldOffset: >= 0, NewOffset: >= 0 })
            {
                oldRow.Slice(step.OldOffset, step.Width).CopyTo(newRow[step.NewOffset..]);
            }
        }
    }

    /// <summary>The plan in one line.</summary>
    /// <returns>Such as <c>keep 12, move 1 (age), add 1 (sex), drop 1 (race)</c>.</returns>
    public override string ToString()
    {
        var kept = Steps.Count(step => step.OldOffset >= 0 && step.OldOffset == step.NewOffset);
        return string.Join(", ", new[]
        {
            kept == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"keep {kept}"),
            List("move", step => step is { OldOffset: >= 0, NewOffset: >= 0 } && step.OldOffset != step.NewOffset),
            List("add", step => step.OldOffset < 0),
            List("drop", step => step.NewOffset < 0),
        }.OfType<string>());
    }

    private string? List(string verb, Func<FeatureMigrationStep, bool> chosen)
    {
        var names = Steps.Where(chosen).Select(step => step.Name).ToList();
        return names.Count == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{verb} {names.Count} ({string.Join(", ", names)})");
    }

    private static int Width(IReadOnlyList<FeatureColumn> columns) => columns.Count == 0 ? 0 : columns[^1].Offset + columns[^1].Width;

    private static string Differ(IReadOnlyList<FeatureColumn> before, IReadOnlyList<FeatureColumn> now)
    {
        for (var i = 0; i < Math.Max(before.Count, now.Count); i++)
        {
            if (i >= before.Count || i >= now.Count || before[i] != now[i])
            {
                return $"column {i + 1} was {Describe(before, i)} and is {Describe(now, i)}";
            }
        }

        return "the columns are equal; only what the generator's version means by them changed";
    }

    private static string Describe(IReadOnlyList<FeatureColumn> columns, int i) =>
        i < columns.Count ? $"'{columns[i].Name}' ({columns[i].Encoding}, {columns[i].Width} wide)" : "absent";
}
