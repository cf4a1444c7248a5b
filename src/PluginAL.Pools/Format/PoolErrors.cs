using System.Globalization;
using PluginAL.Abstractions;

namespace PluginAL.Pools;

/// <summary>The errors of pools, so that each is worded once: what was found, where, what was expected, what to do.</summary>
internal static class PoolErrors
{
    public static PluginALException MissingFile(string path, Exception? inner = null) =>
        PluginALException.Input($"{path} is missing or cannot be read, but the pool needs it: restore it from a copy, or create the pool again.", inner);

    public static PluginALException Damaged(string path, long offset, string found, Exception? inner = null) =>
        PluginALException.Input(
            $"{path} is damaged at byte {offset.ToString(CultureInfo.InvariantCulture)}: {found}; restore it from a copy, or create the pool again.", inner);

    public static PluginALException WrongLength(string path, long found, long expected) =>
        PluginALException.Input(
            $"{path} has {found} bytes, expected {expected}: it was {(found < expected ? "cut short" : "lengthened")} at byte {Math.Min(found, expected)}; "
            + "restore it from a copy, or create the pool again.");

    public static PluginALException NotAPool(string path) =>
        PluginALException.Input($"{path} is not a pool: it has no pool.json; give a directory that 'pluginal pool create' made.");

    public static PluginALException InterruptedCreate(string path) =>
        PluginALException.Input(
            $"{path} is what an interrupted 'pool create' left: it has no pool.json, and nothing in it was committed; run the same 'pool create' again, which replaces it.");

    public static PluginALException BeingCreated(string path) =>
        PluginALException.Input($"{path} is being created by another process and has no pool.json yet; wait until that is done.");

    public static PluginALException Exists(string path, string what) =>
        PluginALException.Input($"{path} exists and is {what}; nothing was written: choose another --out, or remove it first.");

    public static PluginALException Locked(string path, Exception inner) =>
        PluginALException.Input($"{path} is being written by another process; wait until it is done (a crash releases the lock), then run the command again.", inner);
}
