using PluginAL.Abstractions;

namespace PluginAL.Pools;

/// <summary>
/// Builds pools from JSON Lines, CSV and NPY by streaming, in memory that does not grow with the number of rows. A pool is there
/// when the call returns, and on disk; after an error or a cancellation there is what was there before.
/// </summary>
public static class PoolBuilder
{
    /// <summary>Creates a pool.</summary>
    /// <param name="path">The directory to be made. What an interrupted create left there is replaced.</param>
    /// <param name="sources">Records of one format, or NPY features (each file becomes a segment).</param>
    /// <param name="options">How.</param>
    /// <param name="cancellation">Stops the work; nothing is left behind.</param>
    /// <returns>What was built.</returns>
    /// <exception cref="PluginALException">The input is wrong, or something else is at <paramref name="path"/>.</exception>
    public static PoolBuildResult Create(
        string path, IReadOnlyList<PoolSource> sources, PoolBuildOptions? options = null, CancellationToken cancellation = default) =>
        Run(path, sources, options, append: false, cancellation);

    /// <summary>Adds rows to a pool as a new segment, with the pool's schema, pipeline and classes. Readers of the pool go on with the old rows.</summary>
    /// <param name="path">The pool.</param>
    /// <param name="sources">Sources like those the pool was made of.</param>
    /// <param name="options">How; <see cref="PoolBuildOptions.Resolve"/> is needed where the pool has a pipeline.</param>
    /// <param name="cancellation">Stops the work; the pool stays as it was.</param>
    /// <returns>What was added.</returns>
    /// <exception cref="PluginALException">The input is wrong, the pool is damaged, or another process writes it.</exception>
    public static PoolBuildResult Append(
        string path, IReadOnlyList<PoolSource> sources, PoolBuildOptions? options = null, CancellationToken cancellation = default) =>
        Run(path, sources, options, append: true, cancellation);

    private static PoolBuildResult Run(
        string path, IReadOnlyList<PoolSource> sources, PoolBuildOptions? options, bool append, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(sources);
        if (sources.Count == 0)
        {
            throw PluginALException.Usage("No input was given: name one or more JSONL, CSV or NPY files, or - for standard input.");
        }

        options ??= new PoolBuildOptions();
        return Change(path, append, options.Step, (transaction, durability) => new IngestJob(transaction, sources, options, durability, cancellation).Run());
    }

    /// <summary>Changes a pool in one transaction, and says what a failure to write leaves behind.</summary>
    internal static PoolBuildResult Change(string path, bool append, Action<string, string>? step, Func<PoolTransaction, Durability, PoolBuildResult> change)
    {
        path = Path.TrimEndingDirectorySeparator(path);
        var durability = new Durability(step);
        PoolTransaction? transaction = null;
        try
        {
            using (transaction = append ? PoolTransaction.BeginAppend(path, durability) : PoolTransaction.BeginCreate(path, durability))
            {
                return change(transaction, durability);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            var state = transaction is { Committed: true } ? "The new rows are there, but may not survive a power cut: run 'pluginal pool verify'"
                : append ? "The pool is as it was before: free space or set permissions, then run the command again"
                : "There is no pool: free space or set permissions, then run the command again";
            throw PluginALException.Work($"{path} could not be written: {exception.Message} {state}.", exception);
        }
    }
}
