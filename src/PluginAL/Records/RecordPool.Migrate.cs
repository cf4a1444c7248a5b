using PluginAL.Abstractions;
using PluginAL.Encoding.Records;
using PluginAL.Pools;

namespace PluginAL;

public sealed partial class RecordPool<T>
{
    /// <summary>
    /// Makes a new pool of an old one's records for the type as it is now: columns are kept, moved, added and dropped, and all of them
    /// are encoded anew from the records, with what is learned from them. The old pool stays as it is. Records are kept byte for byte
    /// where all segments are of one format, else as JSON Lines.
    /// </summary>
    /// <param name="oldPath">The pool of an earlier form of the type.</param>
    /// <param name="path">The directory to be made.</param>
    /// <param name="options">How; null: the defaults.</param>
    /// <param name="cancellation">Stops the work; nothing is left behind.</param>
    /// <returns>The new pool, open; what was done is the first notice of <see cref="Built"/>.</returns>
    /// <exception cref="PluginALException">
    /// The old pool is none of a record type, an old record lacks what the type needs now, or something else is at <paramref name="path"/>.
    /// </exception>
    public static RecordPool<T> Migrate(string oldPath, string path, RecordPoolOptions? options = null, CancellationToken cancellation = default)
    {
        using var old = Pool.Open(oldPath);
        var encoder = EncoderOf(old);
        var plan = Plan(encoder);
        var format = RecordAdapters<T>.Format;
        RecordSource<T> source = SegmentSource<T>.Fits(old) ? new SegmentSource<T>(old, format) : new MemorySource<T>(Records(old, Parsers(old)), format);
        var migrated = Create(path, source, options, cancellation);
        migrated.Built = migrated.Built! with { Notices = [$"{oldPath} was made anew: {plan}.", .. migrated.Built.Notices] };
        return migrated;
    }

    private static FeatureMigration Plan(RecordEncoder old) =>
        FeatureMigration.Between(old.SchemaHash, old.Columns, RecordAdapters<T>.Features.SchemaHash, RecordAdapters<T>.Features.Columns);
}
